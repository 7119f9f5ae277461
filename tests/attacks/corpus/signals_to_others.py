"""Ends the grader, the zygote and a bystander with signals."""

import ctypes
import os
import signal

_libc = ctypes.CDLL(None, use_errno=True)
for _process in (PLACE["victim"], PLACE["grader"], os.getppid()):
    for _send in (
        lambda p: os.kill(p, signal.SIGTERM),
        lambda p: os.killpg(p, signal.SIGTERM),
        lambda p: signal.pidfd_send_signal(os.pidfd_open(p), signal.SIGTERM),
        lambda p: _libc.tgkill(p, p, 15) and os.kill(p, 15),
    ):
        try:
            _send(_process)
            print("BROKE" + "_OUT", _process)
        except OSError:
            pass
