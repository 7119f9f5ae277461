"""Takes memory where no limit of a process counts: files in memory, and shared segments."""

import ctypes
import os

try:
    os.write(os.memfd_create("x"), b"x")
    print("BROKE" + "_OUT")
except OSError:
    pass
if ctypes.CDLL(None).shmget(0, 10**6, 0o1600) != -1:
    print("BROKE" + "_OUT")
