"""An outer wall around the sandbox for who wants one: bubblewrap, with namespaces of its own.

Named by the environment variable ``AUTOGRADER_WALL``, so that it holds for every command that
starts a sandbox, nbgrader's too. ``docs/outer-wall.md`` says what it adds, and what to do for a
wall that is thicker.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.messages import SpokenError
from autograder.running.readable import LIBRARIES, SHARED, prefixes
from autograder.sandbox.privileges import is_root

SETTING = "AUTOGRADER_WALL"
BUBBLEWRAP = "bubblewrap"
#: What the zygote needs as root to mount rooms, and to make its forks other users.
_ROOTS = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL")


class WallError(SpokenError, OSError):
    """The wall that is asked for cannot be had."""


def named() -> str:
    """The wall that the environment names; empty if there is none."""
    return os.environ.get(SETTING, "")


def command(wall: str, scripts: str, directory: str, room: str) -> list[str]:
    """What to put before a command so that it runs behind a wall.

    Args:
        wall: its name; empty for none.
        scripts: the folder that the command's script is in.
        directory: the private directory, the only place that can be written to.
        room: where the command starts.

    Raises:
        WallError: if there is no such wall, or no program for it.
    """
    if not wall:
        return []
    if wall != BUBBLEWRAP:
        raise WallError("sandbox.other_wall", setting=SETTING, wall=wall, known=BUBBLEWRAP)
    program = shutil.which("bwrap")
    if program is None:
        raise WallError("sandbox.no_wall", setting=SETTING, wall=wall, known=BUBBLEWRAP)
    seen = [*LIBRARIES, *SHARED, "/usr", "/bin", "/sbin", *prefixes(), sys.prefix, scripts]
    return [
        program, "--die-with-parent",
        "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
        *([arg for name in _ROOTS for arg in ("--cap-add", name)] if is_root() else ()),
        *_open_folders([*seen, directory]),
        *_binds([path for path in seen if not path.startswith("/dev/")]),
        "--dev", "/dev", "--proc", "/proc", "--bind", directory, directory, "--chdir", room, "--",
    ]  # fmt: skip


def _open_folders(paths: Sequence[str]) -> list[str]:
    """What is around the paths, open to everybody: by itself bubblewrap closes it."""
    around = {str(place) for path in paths for place in Path(path).parents} - {"/", "/dev"}
    return [arg for place in sorted(around) for arg in ("--perms", "0755", "--dir", place)]


def _binds(paths: Sequence[str]) -> list[str]:
    """Outer folders first, so that none hides what is mounted in it."""
    return [arg for path in sorted(set(paths)) for arg in ("--ro-bind-try", path, path)]
