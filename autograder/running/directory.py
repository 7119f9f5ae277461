"""The private directory of a sandbox: made, locked, measured, emptied, and swept after a crash.

Everything in it belongs to student code, which may still be running when it is looked at. So
nothing is reached by a path that somebody else could change: each folder is opened once, never
through a link, and all that follows is relative to its descriptor. A folder is entered only if
its owner also owns the one around it: who removes by descriptor removes nothing that this owner
could not have removed.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from autograder.messages import SpokenError
from autograder.running.users import is_ours

locks: ModuleType | None
try:
    import fcntl as locks
except ImportError:  # Windows
    locks = None

PREFIX = "autograder-"
ROOM = "room"
#: Seconds after which a directory that nobody holds belongs to a grader that is no more.
SETTLED = 60
#: Where it may be instead if ``TMPDIR`` is closed to the user that student code runs as.
OPEN_TO_ALL = ("/tmp", "/var/tmp", "/dev/shm")
#: Windows has no descriptors of directories, and no other users who could interfere either.
BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_LOOK = getattr(os, "O_PATH", 0) | _FOLDER


class ClosedError(SpokenError, OSError):
    """No temporary directory can be entered by the user that student code runs as."""


class PrivateDirectory:
    """A folder of this process with a *room* in it, which student code may write to.

    Args:
        others: whether student code runs as another user, who must be able to enter it.

    Attributes:
        path: the folder; locked as long as this process lives.
        room: the folder in it that student code starts in.
    """

    def __init__(self, others: bool = False):
        self.path = tempfile.mkdtemp(prefix=PREFIX, dir=place(others))
        self.room = os.path.join(self.path, ROOM)
        os.mkdir(self.room, 0o700)
        self._lock: int | None = None
        self._room: int | None = None
        self._mounted: int | None = None
        if BY_DESCRIPTOR:
            self._lock = _locked(self.path)
            self._room = os.open(self.room, os.O_RDONLY | _FOLDER)
            os.chmod(self.path, 0o711 if others else 0o700)

    def give_to(self, user: int) -> None:
        """Make the room another user's."""
        if self._room is not None:
            os.fchown(self._room, user, user)

    def mounted(self, descriptor: int) -> None:
        """A file system of its own is mounted on the room, out of sight of this process."""
        self._forget_mount()
        self._mounted = descriptor

    def _forget_mount(self) -> None:
        if self._mounted is not None:
            os.close(self._mounted)
            self._mounted = None

    def overfull(self, size: int, entries: int) -> bool:
        """Whether there is more in the room than so many bytes or files and folders.

        A file system of its own needs no look: the kernel bounds it.
        """
        if self._mounted is not None:
            return False
        try:
            return _exceeds(self.room if self._room is None else self._room, size, entries)
        except FileNotFoundError:
            return False
        except OSError:  # too deep to reach, or closed on purpose
            return True

    def names(self) -> list[str]:
        """What is in the room."""
        at = self._room if self._mounted is None else self._mounted
        return os.listdir(self.room if at is None else at)

    def empty(self) -> bool:
        """Remove all that is in the room; false if something stays.

        What is on a file system that was mounted for one submission goes with it.
        """
        self._forget_mount()
        if self._room is not None:
            return _empty(self._room)
        shutil.rmtree(self.room, ignore_errors=True)
        os.makedirs(self.room, exist_ok=True)
        return not os.listdir(self.room)

    def remove(self) -> None:
        """Remove all of it."""
        with contextlib.suppress(OSError):
            self.empty()
            os.rmdir(self.room)
        for descriptor in (self._room, self._mounted):
            if descriptor is not None:
                os.close(descriptor)
        self._room = self._mounted = None
        with contextlib.suppress(OSError):
            os.rmdir(self.path)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def place(others: bool) -> str:
    """The directory for temporary files; if others cannot enter it but must, another one.

    Raises:
        ClosedError: if there is none.
    """
    usual = tempfile.gettempdir()
    if not others or open_to_others(usual):
        return usual
    for other in OPEN_TO_ALL:
        if os.path.isdir(other) and os.access(other, os.W_OK) and open_to_others(other):
            return other
    raise ClosedError("sandbox.closed", usual=usual)


def open_to_others(path: str) -> bool:
    """Whether any user may enter a directory, all the way down from the root."""
    places = [Path(path).resolve(), *Path(path).resolve().parents]
    return all(place.stat().st_mode & 0o001 for place in places if place.exists())


def sweep(others: bool = False) -> None:
    """Remove directories of graders that were killed: old ones of ours that nobody holds."""
    if locks is None:
        return
    for entry in list(os.scandir(place(others))):
        if entry.name.startswith(PREFIX):
            with contextlib.suppress(OSError):
                _sweep(entry.path)


def _sweep(path: str) -> None:
    lock = _locked(path)
    if lock is None:
        return
    try:
        status = os.fstat(lock)
        if not is_ours(status.st_uid) or time.time() - status.st_ctime < SETTLED:
            return
        with contextlib.suppress(OSError):
            room = os.open(ROOM, os.O_RDONLY | _FOLDER, dir_fd=lock)
            try:
                # Its owner may be the user of a submission if this process made what is around.
                owner = os.fstat(room).st_uid
                if owner == status.st_uid or status.st_uid == os.geteuid():
                    _empty(room)
            finally:
                os.close(room)
        if _empty(lock):
            os.rmdir(path)
    finally:
        os.close(lock)


def _locked(path: str) -> int | None:
    """Open a directory and lock it until this process ends; ``None`` if somebody else has it."""
    if locks is None:
        return None
    descriptor = os.open(path, os.O_RDONLY | _FOLDER)
    try:
        locks.flock(descriptor, locks.LOCK_EX | locks.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _exceeds(top: int | str, size: int, entries: int) -> bool:
    """Whether there is more below a folder. Only sizes are read here, so that paths do."""
    total = count = 0
    folders = [""]
    while folders:
        inner = folders.pop()
        found = _scan(top, inner)
        count += len(found)
        total += sum(map(_space, found))
        if total > size or count > entries:
            return True
        folders += [os.path.join(inner, e.name) for e in found if e.is_dir(follow_symlinks=False)]
    return False


def _scan(top: int | str, inner: str) -> list[os.DirEntry[str]]:
    if isinstance(top, str):
        return list(os.scandir(os.path.join(top, inner)))
    if not inner:
        return list(os.scandir(top))
    try:
        descriptor = os.open(inner, os.O_RDONLY | _FOLDER, dir_fd=top)
    except FileNotFoundError:  # gone meanwhile
        return []
    try:
        found = list(os.scandir(descriptor))
        for entry in found:
            with contextlib.suppress(OSError):
                entry.stat(follow_symlinks=False)  # as long as the descriptor is open
        return found
    finally:
        os.close(descriptor)


def _space(entry: os.DirEntry[str]) -> int:
    """The bytes that a file takes on the disk; none if it is gone by now."""
    with contextlib.suppress(OSError):
        status = entry.stat(follow_symlinks=False)
        return int(getattr(status, "st_blocks", 0)) * 512
    return 0


def _empty(top: int) -> bool:
    """Remove all that is in an open directory; false if something stays.

    Folders may be nested so deeply that no path reaches the innermost, and closed to their owner.
    So each is opened, and the folders in it are moved to the top; nothing recurses.
    """
    while entries := list(os.scandir(top)):
        removed = 0
        for entry in entries:
            with contextlib.suppress(OSError):
                _remove(entry, top)
                removed += 1
        if not removed:
            return False
    return True


def _remove(entry: os.DirEntry[str], top: int) -> None:
    """Remove a file, or a folder after moving the folders in it to ``top``."""
    if not entry.is_dir(follow_symlinks=False):
        os.unlink(entry.name, dir_fd=top)
        return
    with _opened(entry.name, top) as folder:
        for inner in list(os.scandir(folder)):
            if inner.is_dir(follow_symlinks=False):
                with _opened(inner.name, folder):  # only what may be written to can be moved
                    name = secrets.token_hex(8)
                    os.rename(inner.name, name, src_dir_fd=folder, dst_dir_fd=top)
            else:
                os.unlink(inner.name, dir_fd=folder)
    os.rmdir(entry.name, dir_fd=top)


@contextlib.contextmanager
def _opened(name: str, around: int) -> Iterator[int]:
    """A folder in an open folder, made accessible to its owner.

    Raises:
        PermissionError: if it belongs to somebody else than what is around it.
    """
    if not hasattr(os, "O_PATH"):  # macOS
        os.chmod(name, stat.S_IRWXU, dir_fd=around, follow_symlinks=False)
    look = os.open(name, _LOOK, dir_fd=around)
    try:
        status = os.fstat(look)
        if status.st_uid != os.fstat(around).st_uid:
            raise PermissionError(name)
        if status.st_mode & stat.S_IRWXU != stat.S_IRWXU:
            os.chmod(f"/proc/self/fd/{look}", stat.S_IRWXU)  # this very folder, no path
        folder = os.open(".", os.O_RDONLY | _FOLDER, dir_fd=look)
    finally:
        os.close(look)
    try:
        yield folder
    finally:
        os.close(folder)
