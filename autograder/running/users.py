"""The user that student code runs as, where the grader is root: another one each time.

A process can be watched, slowed down or remembered by others of the same user, so no two
submissions share one.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from autograder.sandbox.privileges import NOBODY, is_root

#: Numbers that no system gives to a person, a service or a container; see
#: https://systemd.io/UIDS-GIDS/
FIRST, COUNT = 0x70000000, 2**28


def own() -> int:
    """The user of this process; 0 where there are no numbers of users."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def fresh() -> int:
    """A user for one submission; nobody where the system knows few users, as in a container."""
    return FIRST + secrets.randbelow(COUNT) if _known(FIRST, COUNT) else NOBODY


def is_ours(user: int) -> bool:
    """Whether what belongs to a user may be left over from a grader like this one."""
    if not is_root():
        return user == own()
    return user in (0, NOBODY) or FIRST <= user < FIRST + COUNT


def _known(first: int, count: int) -> bool:
    """Whether this user namespace has these users; see user_namespaces(7)."""
    try:
        lines = Path("/proc/self/uid_map").read_text().splitlines()
    except OSError:
        return False
    ranges = [(int(inside), int(length)) for inside, _, length in map(str.split, lines)]
    return any(start <= first and first + count <= start + length for start, length in ranges)
