"""Attaches to the grader, the zygote and a bystander as a debugger does."""

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
for _process in (PLACE["victim"], PLACE["grader"], os.getppid()):
    for _request in (16, 0x4206):
        if _libc.ptrace(_request, _process, 0, 0) != -1:
            print("BROKE" + "_OUT", _process)
            _libc.ptrace(17, _process, 0, 0)
