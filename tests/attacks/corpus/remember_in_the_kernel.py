"""Leaves what it saw in shared memory, message queues, semaphores and keyrings."""

import ctypes
import os
from multiprocessing import shared_memory

_libc = ctypes.CDLL(None, use_errno=True)
for _call in (
    lambda: _libc.shmget(0xA77AC, 4096, 0o1666),
    lambda: _libc.msgget(0xA77AC, 0o1666),
    lambda: _libc.semget(0xA77AC, 1, 0o1666),
    lambda: _libc.syscall(240, b"attack", os.O_CREAT | os.O_RDWR, 0o666, 0),
    lambda: _libc.syscall(248, b"user", b"attack", b"x", 1, -4),
):
    if _call() != -1:
        print("BROKE" + "_OUT")
try:
    shared_memory.SharedMemory("attack", create=True, size=10).close()
    print("BROKE" + "_OUT")
except (OSError, ImportError):
    pass
