"""Starts processes that start processes, and daemons that stay."""

import os
import subprocess
import time

for _ in range(5):  # bounded, should it work
    for _start in (os.fork, os.forkpty):
        try:
            _process = _start()
            if _process == 0 or isinstance(_process, tuple) and _process[0] == 0:
                os.setsid()
                time.sleep(20)
                os._exit(0)
            print("BROKE" + "_OUT", _process)
        except OSError:
            pass
for _start in (
    lambda: subprocess.run(["sleep", "20"]),
    lambda: os.posix_spawn("/bin/sleep", ["sleep", "20"], {}),
    lambda: os.execv("/bin/sleep", ["sleep", "20"]),
    lambda: os.system("true") == 0 or 1 / 0,
):
    try:
        _start()
        print("BROKE" + "_OUT")
    except (OSError, ZeroDivisionError):
        pass
