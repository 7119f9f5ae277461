"""Reads memory, environment and open files of other processes through /proc."""

import os

for _process in (PLACE["grader"], PLACE["victim"], os.getppid(), "self", 1):
    for _name in ("mem", "maps", "environ", "cmdline", "fd/0", "cwd/x", "root/etc/passwd", "stat"):
        try:
            with open(f"/proc/{_process}/{_name}", "rb") as _file:
                if _found := _file.read(10):  # one's own descriptors are empty devices
                    print("BROKE" + "_OUT", _process, _name, _found)
        except OSError:
            pass
try:
    print("BROKE" + "_OUT", os.listdir("/proc"))
except OSError:
    pass
