"""The trusted side of the sandbox: one confined zygote, which forks for each submission.

A :class:`Sandbox` is a zygote (see :mod:`autograder.sandbox.zygote`) and a private directory. It
serves one submission after another, each in a process of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from autograder.messages import SpokenError
from autograder.running import readable, users, wall
from autograder.running.children import (
    OWN,
    Care,
    Child,
    Ending,
    ForkedChild,
    Layers,
    SpawnedChild,
)
from autograder.running.directory import PrivateDirectory, sweep
from autograder.sandbox import lockdown
from autograder.sandbox.privileges import is_root

#: Without these a grade is not recorded unless the instructor says that it may be.
CORE = ("landlock", "seccomp", "rlimits")
ZYGOTE = Path(__file__).parents[1] / "sandbox" / "zygote.py"
#: Seconds that a zygote gets to import everything, and to answer.
STARTING, ANSWERING = 60, 20


class SandboxError(SpokenError):
    """The sandbox cannot start or does not hold; nothing was graded."""


class Interrupted(SandboxError):
    """The machine, not the submission, ended a process of the sandbox."""


@dataclass(frozen=True)
class Bounds:
    """What one submission may use beyond time: bytes of memory, of a file, of all its files.

    Attributes:
        entries: how many files and folders it may make.
    """

    memory: int = 2**30
    file_size: int = 16 * 2**20
    disk: int = 64 * 2**20
    entries: int = 5_000
    cpu_seconds: int = 300


class Sandbox:
    """A confined zygote and its private directory.

    On a system without ``fork`` every submission gets a newly started process instead
    (:class:`autograder.running.children.SpawnedChild`).

    Args:
        figures: whether matplotlib is loaded beforehand.
        bounds: what a submission may use.
        without: layers to leave out, for tests and for ``autograder doctor``.
        required: layers without which no submission is run.
        forks: whether a zygote forks for each submission.
        outer: the outer wall around it, see :mod:`autograder.running.wall`; by default the one
            that the environment names.
        landlock: use no newer interface of Landlock than this one, for tests.

    Attributes:
        starts: how many zygotes it has had.
    """

    def __init__(
        self,
        figures: bool = True,
        bounds: Bounds = Bounds(),
        without: Sequence[str] = (),
        required: Sequence[str] = (),
        forks: bool = hasattr(os, "fork"),
        outer: str | None = None,
        landlock: int | None = None,
    ):
        self._wall = wall.named() if outer is None else outer
        self.bounds, self._figures, self._without = bounds, figures, list(without)
        self._required, self._forks, self._landlock = required, forks, landlock
        self._others = is_root() and "user" not in self._without
        self.layers = Layers()
        self.starts = 0
        self.directory: PrivateDirectory | None = None
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._keeping: socket.socket | None = None

    def start(self) -> None:
        """Start the zygote, if it is not running.

        Raises:
            SandboxError: if it does not come up.
        """
        if self._zygote is not None and self._zygote.poll() is None:
            return
        self.close()
        self.starts += 1
        directory = self._made_directory()
        self._control, control = socket.socketpair()
        self._keeping, keeping = socket.socketpair()
        with control, keeping:
            handed = (control.fileno(), keeping.fileno())
            self._zygote = subprocess.Popen(
                self._command(directory, self._orders(directory, *handed)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=directory.room,
                env=_environment(directory.room),
                pass_fds=handed,
                start_new_session=True,
            )
        self._control.settimeout(STARTING)
        self._keeping.settimeout(ANSWERING)
        try:
            with self._control.makefile("rb") as stream:
                self.layers = Layers(**json.loads(stream.readline()))
        except (OSError, ValueError) as error:
            raise self._did_not_start(error) from None
        self._control.settimeout(ANSWERING)
        directory.empty()  # of what importing left, which is not the next user's

    def _did_not_start(self, error: Exception) -> SandboxError:
        assert self._zygote is not None
        assert self._zygote.stderr is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._zygote.wait(1)
        ended = _signal(self._zygote.poll(), behind_wall=bool(self._wall))
        self._zygote.kill()
        told = self._zygote.stderr.read().decode(errors="replace").strip().splitlines()
        self.close()
        if ended and ended not in OWN:
            return Interrupted("sandbox.signal", signal=signal.Signals(ended).name)
        return SandboxError("sandbox.not_started", reason=told[-1] if told else error)

    def _made_directory(self) -> PrivateDirectory:
        """A private directory, after those that killed graders left were removed.

        Raises:
            SandboxError: if there is no place for one.
        """
        with contextlib.suppress(lockdown.Unavailable):
            lockdown.hide_memory()  # this process holds the answers
        try:
            wall.command(self._wall, "", "", "")  # whether there is one at all
            sweep(self._others)
            self.directory = PrivateDirectory(self._others)
        except OSError as error:
            raise SandboxError("sandbox.cannot_start", reason=error) from None
        return self.directory

    def _command(self, directory: PrivateDirectory, orders: dict[str, Any]) -> list[str]:
        before = wall.command(self._wall, str(ZYGOTE.parent), directory.path, directory.room)
        return [*before, sys.executable, "-I", str(ZYGOTE), json.dumps(orders)]

    def _orders(
        self, directory: PrivateDirectory, control: int | None, keeping: int | None
    ) -> dict[str, Any]:
        """What the process on the other side is told; see :mod:`autograder.sandbox.zygote`."""
        return {
            "control": control,
            "keeping": keeping,
            "directory": directory.path,
            "room": directory.room,
            "writable": directory.room,
            "preload": [*readable.PRELOAD, *(readable.PRELOAD_FIGURES if self._figures else ())],
            "readable": readable.readable_paths(),
            "listable": readable.listable_paths(),
            "prefixes": readable.prefixes(),
            "libraries": readable.libraries(),
            "landmarks": readable.landmarks(),
            "memory": self.bounds.memory,
            "seconds": self.bounds.cpu_seconds,
            "file_size": self.bounds.file_size,
            "disk": self.bounds.disk,
            "entries": self.bounds.entries,
            "without": self._without,
            "landlock": self._landlock,
        }

    def child(self) -> Child:
        """A process for a submission.

        Raises:
            SandboxError: if there is none, or it lacks a required layer.
        """
        child = self._forked() if self._forks else self._spawned()
        if self._wall:
            child.layers.active["wall"] = self._wall
        self.layers = child.layers
        if missing := [layer for layer in self._required if layer not in child.layers.active]:
            child.close()
            why = "; ".join(f"{layer} ({child.layers.missing.get(layer)})" for layer in missing)
            raise SandboxError("sandbox.not_isolated", why=why)
        return child

    def _care(self) -> Care:
        return Care(self.overfull, self.clear, self._reap, self.bounds.cpu_seconds)

    def _spawned(self) -> SpawnedChild:
        directory = self.directory or self._made_directory()
        user = self._new_user(directory)
        orders = {**self._orders(directory, None, None), "user": user}
        try:
            child = SpawnedChild(
                self._command(directory, orders),
                directory.room,
                _environment(directory.room),
                self._care(),
            )
        except OSError as error:
            raise SandboxError("sandbox.not_started", reason=error) from None
        return _begun(child)

    def _forked(self) -> ForkedChild:
        self.start()
        assert self.directory is not None
        user = self._new_user(self.directory)
        from_parent, to_child = os.pipe()
        from_child, to_parent = os.pipe()
        try:
            pid, handle = self._fork(user, from_parent, to_parent)
        except OSError:
            os.close(to_child)
            os.close(from_child)
            self.close()
            raise Interrupted("sandbox.ended") from None
        finally:
            os.close(from_parent)
            os.close(to_parent)
        return _begun(ForkedChild(pid, handle, to_child, from_child, self._care()))

    def _new_user(self, directory: PrivateDirectory) -> int:
        """The user of the next submission, whose is the room."""
        user = users.fresh() if self._others else users.own()
        if "mounts" in self.layers.active and self._keeping is not None:
            directory.mounted(self._fresh_room(user))
        elif self._others:
            directory.give_to(user)
        return user

    def _fresh_room(self, user: int) -> int:
        """Have a new file system mounted on the room; a descriptor of it."""
        assert self._keeping is not None
        try:
            self._keeping.sendall(user.to_bytes(4, "big"))
            answer, descriptors, _, _ = socket.recv_fds(self._keeping, 2, 1)
        except OSError:
            answer, descriptors = b"", []
        if not descriptors:
            self.close()
            if answer:
                raise SandboxError("sandbox.no_room")
            raise Interrupted("sandbox.ended")
        return descriptors[0]

    def _fork(self, user: int, *pipes: int) -> tuple[int, int | None]:
        """Ask the zygote for a fork: its number, and a descriptor of it if there are such.

        Raises:
            OSError: if it does not answer.
        """
        assert self._control is not None
        socket.send_fds(self._control, [b"fork" + user.to_bytes(4, "big")], pipes)
        answer, descriptors, _, _ = socket.recv_fds(self._control, 4, 1)
        if len(answer) < 4:
            raise ConnectionError
        return int.from_bytes(answer, "big"), descriptors[0] if descriptors else None

    def _reap(self, pid: int) -> Ending | None:
        """Have the zygote collect a child that ended; ``None`` if it is gone itself."""
        if self._control is None:
            return None
        try:
            self._control.sendall(b"reap" + pid.to_bytes(4, "big"))
            return Ending.of(self._control.recv(Ending.FORMAT.size))
        except (OSError, struct.error):
            self.close()
            return None

    def overfull(self) -> bool:
        """Whether the private directory holds more than is allowed."""
        if self.directory is None:
            return False
        return self.directory.overfull(self.bounds.disk, self.bounds.entries)

    def clear(self) -> None:
        """Empty the private directory; if that fails, the next submission gets another one."""
        if self.directory and not self.directory.empty():
            self.close()

    def close(self) -> None:
        """End the zygote and remove its directory."""
        for channel in (self._control, self._keeping):
            if channel is not None:
                channel.close()
        if self._zygote is not None:
            self._zygote.kill()
            self._zygote.wait()
            if self._zygote.stderr:
                self._zygote.stderr.close()
        if self.directory is not None:
            self.directory.remove()
        self._zygote = self._control = self._keeping = self.directory = None


def _signal(code: int | None, behind_wall: bool) -> int:
    """The signal that a process ended by, 0 if none; a wall tells it as a shell does."""
    if code is None or code >= 0:
        return code - 128 if code and behind_wall and 128 < code < 160 else 0
    return -code


C = TypeVar("C", ForkedChild, SpawnedChild)


def _begun(child: C) -> C:
    """A child that is ready.

    Raises:
        SandboxError: if it does not become ready.
    """
    try:
        child.begin()
    except (OSError, ValueError) as error:
        interrupted = child.interrupted()
        child.close()
        if interrupted:
            raise Interrupted("sandbox.process_ended") from None
        raise SandboxError("sandbox.no_answer", reason=error) from None
    return child


def _environment(room: str) -> dict[str, str]:
    """The environment of student code, built from nothing."""
    needed = ("SYSTEMROOT",) if sys.platform == "win32" else ()
    return {name: os.environ[name] for name in needed} | {
        "PATH": os.defpath,
        "HOME": room,
        "TMPDIR": room,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": room,
        "IPYTHONDIR": room,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
