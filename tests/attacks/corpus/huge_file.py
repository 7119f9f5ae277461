"""Makes a file of a terabyte, most of which is not there."""

import os

for _make in (
    lambda d: os.truncate(d, 2**40),
    lambda d: os.posix_fallocate(d, 0, 2**30),
    lambda d: os.pwrite(d, b"x", 2**40),
):
    try:
        _make(os.open("huge", os.O_RDWR | os.O_CREAT))
        print("BROKE" + "_OUT")
    except OSError:
        pass
