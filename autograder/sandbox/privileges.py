"""Who student code runs as: a user of its own without any capability.

The zygote, once it is confined, keeps the few capabilities that it needs to make its forks
other users and to end them; a fork has none. See capabilities(7) and prctl(2).
"""

from __future__ import annotations

import ctypes
import os

NOBODY = 65534
PR_SET_KEEPCAPS = 8
CAP_DAC_READ_SEARCH, CAP_KILL, CAP_SETGID, CAP_SETUID = 2, 5, 6, 7
_VERSION_3 = 0x20080522


def capabilities(*kept: int) -> None:
    """Keep these capabilities of the calling process, and no other.

    Raises:
        OSError: if that is refused.
    """
    bits = sum(1 << capability for capability in kept)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bits, bits, 0, 0, 0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, sets) < 0:
        raise OSError(f"capset: {os.strerror(ctypes.get_errno())}")


def keep_over_change_of_user(keep: bool) -> None:
    """Whether capabilities stay when root becomes another user."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_KEEPCAPS, ctypes.c_ulong(keep), 0, 0, 0) < 0:
        raise OSError(f"prctl: {os.strerror(ctypes.get_errno())}")


def is_root() -> bool:
    """Whether the calling process may become another user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def prepare(keep_reading: bool) -> None:
    """As root, become nobody who can make its forks other users, and can end them.

    Args:
        keep_reading: keep the capability that reads past directory permissions, where Python
            itself lives in a directory closed to others and nothing can be mounted. Landlock
            still bounds it.
    """
    keep_over_change_of_user(True)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    capabilities(CAP_KILL, CAP_SETGID, CAP_SETUID, *[CAP_DAC_READ_SEARCH] * keep_reading)


def become(user: int, keep_reading: bool) -> str:
    """Become the user of one submission, for good.

    Raises:
        OSError: if there are no other users here.
    """
    keep_over_change_of_user(False)
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    capabilities(*[CAP_DAC_READ_SEARCH] * keep_reading)
    reading = ", reading as root" if keep_reading else ""
    return f"a user of its own{reading}"
