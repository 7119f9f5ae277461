"""Locks, leases and watches files that all submissions can read, as signs to the one beside it."""

import fcntl
import os

for _path in (os.__file__, "/dev/null", "/dev/urandom"):
    with open(_path, "rb") as _file:
        for _sign in (
            lambda: fcntl.flock(_file, fcntl.LOCK_SH | fcntl.LOCK_NB),
            lambda: fcntl.lockf(_file, fcntl.LOCK_SH | fcntl.LOCK_NB),
            lambda: fcntl.fcntl(_file, fcntl.F_SETLEASE, fcntl.F_RDLCK),
            lambda: fcntl.fcntl(_file, fcntl.F_NOTIFY, fcntl.DN_ACCESS),
            lambda: fcntl.fcntl(_file, fcntl.F_SETOWN, os.getpid()),
        ):
            try:
                _sign()
                print("BROKE" + "_OUT", _path, _sign.__code__.co_names)
            except OSError:
                pass
