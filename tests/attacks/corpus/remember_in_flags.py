"""Leaves flags on the open files that all forks of one process share."""

import fcntl
import os

for _descriptor in range(3):
    try:
        _flags = fcntl.fcntl(_descriptor, fcntl.F_GETFL)
        if _flags & (os.O_APPEND | os.O_NONBLOCK):
            print("BROKE" + "_OUT", oct(_flags))
        fcntl.fcntl(_descriptor, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)
    except OSError:
        pass
