"""Files of the course that are the instructor's alone, whatever the umask and whoever wrote them.

What nbgrader's own commands write is closed by the next of ours; the folder above it is closed
all the time.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

#: Where names can be opened in their folder without following links (not on Windows).
POSIX = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


def close_to_others(places: Iterable[Path], shared: bool = False) -> None:
    """Make folders 0700 and files 0600: each place, with all below it.

    No link is followed. A file with several names is left alone, since one of them may belong
    elsewhere, and so is what is another user's.

    Args:
        places: folders and files; what is not there is passed over.
        shared: whether the course's group keeps its access (``CourseDirectory.groupshared``).
    """
    for place in places if POSIX else ():
        with contextlib.suppress(OSError):
            _close(str(place), None, shared)
        for _, folders, files, inside in os.fwalk(place) if place.is_dir() else ():
            for name in (*folders, *files):
                with contextlib.suppress(OSError):
                    _close(name, inside, shared)


def _close(name: str, inside: int | None, shared: bool) -> None:
    """Take from others what they may do with one entry of the folder ``inside``."""
    seen = os.stat(name, dir_fd=inside, follow_symlinks=False)
    if stat.S_IMODE(seen.st_mode) == _private(seen.st_mode, shared):
        return
    descriptor = os.open(name, os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=inside)
    try:
        status = os.fstat(descriptor)
        alone = status.st_nlink == 1 and stat.S_ISREG(status.st_mode)
        if alone or stat.S_ISDIR(status.st_mode):
            os.fchmod(descriptor, _private(status.st_mode, shared))
    finally:
        os.close(descriptor)


def _private(mode: int, shared: bool) -> int:
    own = stat.S_IRWXU if stat.S_ISDIR(mode) else stat.S_IRUSR | stat.S_IWUSR
    return own | (mode & (stat.S_IRWXG | stat.S_ISGID) if shared else 0)


def write_whole(path: Path, data: str | bytes, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data.encode("utf-8") if isinstance(data, str) else data)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def refuse_unwritable(folder: Path) -> None:
    """Make a folder, and make sure that files can be written into it.

    Raises:
        OSError: naming the folder, if the system refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None


def append_line(path: Path, line: bytes) -> None:
    """Add a line to a private file."""
    with opened_to_append(path) as file:
        add_line(file, line)


def opened_to_append(path: Path) -> BinaryIO:
    """A private file of lines, made if it is not there; what it holds can be read, too."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    return open(os.open(path, flags, 0o600), "r+b")


def add_line(file: BinaryIO, line: bytes) -> None:
    """Write a line at the end; one that a killed process left unfinished is ended before."""
    if file.seek(0, os.SEEK_END):
        file.seek(-1, os.SEEK_END)
        line = line if file.read(1) == b"\n" else b"\n" + line
    file.write(line + b"\n")
