"""Mounts that only the sandbox sees: a small file system for each submission, and no traces.

Where this system allows it, the zygote has a mount namespace of its own, in which

- each submission's room is a new file system in memory of bounded size, so that it can neither
  fill a disk nor find anything of the one before it;
- reading a file leaves no access time;
- a directory that is closed to others, such as root's home, is open as far as Python is in it.

Sources: mount_namespaces(7), user_namespaces(7), tmpfs(5), mount_setattr(2), open_tree(2),
move_mount(2). A *keeper*, a fork of the zygote made before Landlock forbids mounting, mounts.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import socket
import struct
from collections.abc import Sequence
from pathlib import Path

_NEWNS, _NEWUSER = 1 << 17, 1 << 28
_NOSUID, _NODEV, _NOEXEC, _RDONLY, _REMOUNT, _BIND, _REC, _PRIVATE = (
    2, 4, 8, 1, 32, 1 << 12, 1 << 14, 1 << 18,
)  # fmt: skip
_DETACH = 2
# These have one number on all architectures.
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442
_CLONE_TREE, _RECURSIVE, _EMPTY_PATH, _AT_FDCWD = 1, 0x8000, 4, -100
_NOATIME, _ANY_ATIME = 0x10, 0x70


class Unavailable(OSError):
    """This system does not allow it; the text says what."""


def _call(result: int, what: str) -> int:
    if result < 0:
        raise Unavailable(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def _libc() -> ctypes.CDLL:
    if platform.system() != "Linux":
        raise Unavailable("needs Linux")
    return ctypes.CDLL(None, use_errno=True)


def _mount(kind: str | None, place: str, flags: int, options: str = "") -> None:
    name = kind.encode() if kind else None
    result = _libc().mount(name, os.fsencode(place), name, ctypes.c_ulong(flags), options.encode())
    _call(result, f"mount {place}")


def leave(directory: str, room: str, needed: Sequence[str], libraries: Sequence[str]) -> str:
    """Enter a mount namespace of one's own, with ``directory`` made ready for rooms.

    Args:
        directory: where nobody can write afterwards, except to what is mounted on ``room``.
        room: a folder in it.
        needed: what must be readable, though a directory above it may be closed to others.
        libraries: folders that all that may be read is in.

    Raises:
        Unavailable: if this system does not allow it.
    """
    as_root = os.geteuid() == 0
    if not as_root and any(_is_closed_to_me(path) for path in needed):
        raise Unavailable("Python is in a directory that only a capability opens to this user")
    _enter(as_root)
    _mount(None, "/", _REC | _PRIVATE)
    if as_root:
        _forget_access_times()
        _open_up(needed)
    _mount("tmpfs", directory, _NOSUID | _NODEV, "mode=755,size=64k")
    os.mkdir(room, 0o755)
    traces = ", no access times" if as_root or _overlay(libraries, room) else ""
    _mount(None, directory, _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)
    os.close(fresh_room(room, os.geteuid(), 2**16, 16))  # what cannot be done is seen now
    _leave_room(room)
    return f"mounts of its own{traces}"


def _enter(as_root: bool) -> None:
    """A new mount namespace; an ordinary user needs a user namespace with it."""
    user, group = os.geteuid(), os.getegid()
    _call(_libc().unshare(_NEWNS if as_root else _NEWNS | _NEWUSER), "mount namespace")
    if not as_root:
        try:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        except OSError as error:
            raise Unavailable(f"user namespace: {error.strerror}") from None


def _forget_access_times() -> None:
    """Let nothing that is read note when."""
    attributes = struct.pack("=QQQQ", _NOATIME, _ANY_ATIME, 0, 0)
    call = _libc().syscall(
        _MOUNT_SETATTR, _AT_FDCWD, b"/", _RECURSIVE, attributes, ctypes.c_size_t(len(attributes))
    )
    _call(call, "mount_setattr")


def _overlay(libraries: Sequence[str], empty: str) -> bool:
    """Put an overlay of itself on each folder; false if that is not allowed everywhere.

    An ordinary user may not change how the system's mounts note access times. But an overlay
    opens what is below it with ``O_NOATIME`` (``fs/overlayfs/file.c``), since Linux 5.11 in user
    namespaces, too.

    Args:
        empty: a folder without anything in it, since an overlay is of two at least.
    """
    mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    whole = True
    for place in _outermost(libraries):
        holds_others = any(other.startswith(place + "/") for other in mounted)
        if holds_others or set(place) & set(":,\\"):  # it would hide them; it has no such name
            whole = False
            continue
        try:
            _mount("overlay", place, _RDONLY | _NOSUID | _NODEV, f"lowerdir={place}:{empty}")
        except Unavailable:
            whole = False
    return whole


def _open_up(needed: Sequence[str]) -> None:
    """Put what is needed into an open place of the same name, where the real one is closed."""
    closed: dict[str, list[str]] = {}
    for path in needed:
        if top := _closed_above(path):
            closed.setdefault(top, []).append(path)
    for top, paths in closed.items():
        trees = [(path, _tree(path)) for path in _outermost(paths)]
        _mount("tmpfs", top, _NOSUID | _NODEV, "mode=755,size=64k")
        for path, tree in trees:
            os.makedirs(path, 0o755)
            result = _libc().syscall(
                _MOVE_MOUNT, tree, b"", _AT_FDCWD, os.fsencode(path), _EMPTY_PATH
            )
            _call(result, f"mount {path}")
            os.close(tree)
        _mount(None, top, _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)


def _tree(path: str) -> int:
    flags = _CLONE_TREE | _RECURSIVE | os.O_CLOEXEC
    result = _libc().syscall(_OPEN_TREE, _AT_FDCWD, os.fsencode(path), flags)
    return _call(result, f"open_tree {path}")


def _outermost(paths: Sequence[str]) -> list[str]:
    return [p for p in paths if not any(str(q) in paths for q in Path(p).parents)]


def _closed_above(path: str) -> str | None:
    """The outermost directory above a path that others cannot enter."""
    for place in reversed(Path(path).parents):
        if place.exists() and not place.stat().st_mode & 0o001:
            return str(place)
    return None


def _is_closed_to_me(path: str) -> bool:
    closed = _closed_above(path)
    return closed is not None and Path(closed).stat().st_uid != os.geteuid()


def open_to_others(paths: Sequence[str]) -> bool:
    """Whether any user can read some files."""
    try:
        return all(
            path.stat().st_mode & 0o004
            and all(place.stat().st_mode & 0o001 for place in path.parents)
            for path in map(Path, paths)
        )
    except PermissionError:
        return False


def fresh_room(room: str, user: int, size: int, entries: int) -> int:
    """Mount a new file system on the room; returns a descriptor of it."""
    options = f"mode=700,uid={user},gid={user if user != os.geteuid() else os.getegid()}"
    options += f",size={size},nr_inodes={entries + 1}"
    _mount("tmpfs", room, _NOSUID | _NODEV | _NOEXEC, options)
    return os.open(room, os.O_RDONLY | os.O_DIRECTORY)


def _leave_room(room: str) -> None:
    with contextlib.suppress(Unavailable):
        _call(_libc().umount2(os.fsencode(room), _DETACH), "umount")


def keep(control: socket.socket, room: str, size: int, entries: int) -> None:
    """Mount a fresh room whenever the parent asks, for the user that it names, until it ends."""
    while message := control.recv(4):
        _leave_room(room)
        try:
            mounted = fresh_room(room, int.from_bytes(message, "big"), size, entries)
        except (OSError, Unavailable):
            control.sendall(b"no")
            continue
        socket.send_fds(control, [b"ok"], [mounted])
        os.close(mounted)
