"""Has the kernel signal a bystander, as the owner of a pipe that becomes readable."""

import ctypes
import fcntl
import os

_libc = ctypes.CDLL(None, use_errno=True)
try:
    _read, _write = os.pipe()
except OSError:  # no pipe of its own: what it has instead of an input
    _read = _write = 0
for _ask in (
    lambda: fcntl.fcntl(_read, fcntl.F_SETOWN, PLACE["victim"]),
    lambda: fcntl.fcntl(_read, 10, 9),
    lambda: _libc.fcntl(_read, 8 + 2**32, PLACE["victim"]) and 1 / 0,
    lambda: _libc.syscall(72, _read, ctypes.c_ulong(8 + 2**32), PLACE["victim"]) and 1 / 0,
    lambda: fcntl.ioctl(_read, 0x8901, PLACE["victim"].to_bytes(4, "little")),
    lambda: fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), 1024, fcntl.F_RDLCK),
):
    try:
        _ask()
        print("BROKE" + "_OUT")
    except (OSError, ZeroDivisionError):
        pass
try:
    fcntl.fcntl(_read, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(_write, b"x")
except OSError:
    pass
