"""Reads the memory of the grader, the zygote and a bystander with process_vm_readv."""

import ctypes
import os


class Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


_libc = ctypes.CDLL(None, use_errno=True)
_buffer = ctypes.create_string_buffer(8)
for _process in (PLACE["grader"], PLACE["victim"], os.getppid()):
    _mine = Vector(ctypes.addressof(_buffer), 8)
    _theirs = Vector(id(None), 8)
    for _call in (_libc.process_vm_readv, _libc.process_vm_writev):
        _call.restype = ctypes.c_ssize_t
        _call(_process, ctypes.byref(_mine), 1, ctypes.byref(_theirs), 1, 0)
        if ctypes.get_errno() != 1:
            print("BROKE" + "_OUT", _process, ctypes.get_errno())
