"""The trusted side of the sandbox: what student code may see, and proof that it holds.

A :class:`Sandbox` is a zygote (see :mod:`autograder.sandbox.zygote`) and a private directory. It
serves one submission after another, each in a process of its own.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import json
import os
import re
import secrets
import select
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

from autograder.running.clock import Clock
from autograder.running.spawning import ZYGOTE, Layers, SpawnedChild
from autograder.sandbox import lockdown, protocol

#: Without these a grade is not recorded unless the instructor says that it may be.
CORE = ("landlock", "seccomp", "rlimits")
#: What notebooks of this course import. The zygote has them ready.
PACKAGES = ("numpy", "ipython", "matplotlib", "matplotlib-inline")
PRELOAD = (
    "numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.polynomial", "numpy.ma",
    "numpy.testing", "math", "cmath", "statistics", "dataclasses", "functools", "itertools",
    "collections", "typing", "abc", "random", "copy", "decimal", "fractions", "textwrap",
    "unittest", "doctest", "inspect", "time", "datetime", "warnings", "timeit",
)  # fmt: skip
PRELOAD_FIGURES = (
    "matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib_inline.backend_inline",
)  # fmt: skip
PREFIX = "autograder-"
#: Seconds after which a directory that nobody holds belongs to a grader that is no more.
SETTLED = 60
LIBRARIES = ("/usr/lib", "/usr/local/lib", "/lib", "/lib64")
SHARED = (
    "/etc/ld.so.cache", "/usr/share/fonts", "/usr/share/zoneinfo", "/etc/localtime",
    "/dev/urandom", "/dev/zero",
)  # fmt: skip
ADVICE = (
    "Nothing was graded. Use a Linux machine or container with these layers, or pass "
    "--allow-weak-isolation if this is a machine that the code may harm."
)


class SandboxError(Exception):
    """The sandbox cannot start or does not hold; nothing was graded."""


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


@functools.cache
def readable_paths() -> tuple[str, ...]:
    """What student code may read: Python, the packages of the course, shared libraries, fonts."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    standard.add(os.path.join(sys.base_prefix, "lib", version))
    paths = {*SHARED, *_within(LIBRARIES, "python"), *_within(standard, "site-", "dist-")}
    for name in _with_requirements(PACKAGES):
        distribution = importlib.metadata.distribution(name)
        tops = {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}
        paths |= {str(distribution.locate_file(top)) for top in tops if top != "__pycache__"}
    return tuple(sorted(paths))


def _within(folders: Iterable[str], *but: str) -> Iterator[str]:
    """What is in some folders, except for names that begin so.

    Outside a virtual environment other packages, this one among them, are installed below the
    standard library.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            yield from (e.path for e in os.scandir(folder) if not e.name.startswith(but))


def _with_requirements(names: Sequence[str]) -> set[str]:
    """Installed distributions and, through all levels, what they require."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            requirements = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += [re.match(r"[\w.-]+", r).group() for r in requirements if "extra ==" not in r]
    return found


def _others_may_read(path: str) -> bool:
    """Whether any user may enter a directory, all the way down from the root."""
    places = [Path(path).resolve(), *Path(path).resolve().parents]
    return all(place.stat().st_mode & 0o005 == 0o005 for place in places if place.exists())


class Child:
    """A process that serves one submission, seen from the parent.

    Every wait has a deadline on the clock of the process, :attr:`now`.
    """

    def __init__(self, sandbox: Sandbox, pid: int, to_child: int, from_child: int):
        self._sandbox, self.pid = sandbox, pid
        self._in, self._out = to_child, from_child
        os.set_blocking(to_child, False)
        os.set_blocking(from_child, False)
        self._buffer = bytearray()
        self._next_look = 0.0
        #: What deadlines are told by.
        self.now = Clock(pid).now
        self.layers = Layers(**json.loads(self.receive(self.now() + 20) or b"{}"))

    def send(self, body: bytes, deadline: float) -> bool:
        """Send one frame; false if the child is gone or does not read in time."""
        view = memoryview(protocol.frame(body))
        while view:
            if not self._wait(self._in, select.POLLOUT, deadline):
                return False
            try:
                view = view[os.write(self._in, view) :]
            except BlockingIOError:
                continue
            except OSError:
                return False
        return True

    def receive(self, deadline: float) -> bytes | None:
        """The next frame; ``None`` if the child is gone.

        Raises:
            TimeoutError: at the deadline, or when the child fills its directory.
            autograder.sandbox.protocol.ProtocolError: if the frame is too long.
        """
        head = self._read(4, deadline)
        return head and self._read(protocol.frame_length(head), deadline)

    def _read(self, count: int, deadline: float) -> bytes | None:
        while len(self._buffer) < count:
            if not self._wait(self._out, select.POLLIN, deadline):
                raise TimeoutError
            try:
                chunk = os.read(self._out, 1 << 18)
            except BlockingIOError:
                continue
            except OSError:
                return None
            if not chunk:
                return None
            self._buffer += chunk
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    def _wait(self, descriptor: int, event: int, deadline: float) -> bool:
        """Wait for a pipe, looking now and then at how much the child has written to disk."""
        poll = select.poll()
        poll.register(descriptor, event)
        while (left := deadline - self.now()) > 0:
            if self._fills_disk():
                return False
            if poll.poll(min(left, 0.05) * 1000):
                return True
        return False

    def _fills_disk(self) -> bool:
        """Look at the directory twenty times a second, however often the child writes to us."""
        now = time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + 0.05
        return self._sandbox.overfull()

    def close(self) -> None:
        """Kill the child and clear what it left."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(self.pid, 9)
        for descriptor in (self._in, self._out):
            os.close(descriptor)
        self._sandbox.reap(self.pid)
        self._sandbox.clear()


class Sandbox:
    """A confined zygote and its private directory.

    On a system without ``fork`` every submission gets a newly started process instead
    (:class:`autograder.running.spawning.SpawnedChild`).

    Args:
        figures: whether matplotlib is loaded beforehand.
        bounds: what a submission may use.
        without: layers to leave out, for tests and for ``autograder doctor``.
        required: layers without which no submission is run.
        forks: whether a zygote forks for each submission.
    """

    def __init__(
        self,
        figures: bool = True,
        bounds: Bounds = Bounds(),
        without: Sequence[str] = (),
        required: Sequence[str] = (),
        forks: bool = hasattr(os, "fork"),
    ):
        self.bounds, self._figures, self._without = bounds, figures, list(without)
        self._required, self._forks = required, forks
        self.layers = Layers()
        self._zygote: subprocess.Popen | None = None
        self._control: socket.socket | None = None
        self.directory = ""
        self._hold: int | None = None

    def start(self) -> None:
        """Start the zygote, if it is not running.

        Raises:
            SandboxError: if it does not come up.
        """
        if self._zygote is not None and self._zygote.poll() is None:
            return
        self.close()
        self._make_directory()
        mine, theirs = socket.socketpair()
        with theirs:
            self._zygote = subprocess.Popen(
                [sys.executable, "-I", str(ZYGOTE), json.dumps(self.orders(theirs.fileno()))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=self.directory,
                env=self.environment(),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._control = mine
        mine.settimeout(60)
        try:
            self.layers = Layers(**json.loads(mine.makefile("rb").readline()))
        except (OSError, ValueError) as error:
            self._zygote.kill()
            told = self._zygote.stderr.read().decode(errors="replace").strip().splitlines()
            self.close()
            raise SandboxError(f"the sandbox did not start: {(told or [error])[-1]}") from None

    def _make_directory(self) -> None:
        with contextlib.suppress(lockdown.Unavailable):
            lockdown.hide_memory()  # this process holds the answers
        _sweep()
        self.directory = tempfile.mkdtemp(prefix=PREFIX)
        self._hold = _hold(self.directory)
        if hasattr(os, "geteuid") and os.geteuid() == 0 and "user" not in self._without:
            os.chown(self.directory, lockdown.NOBODY, lockdown.NOBODY)

    def orders(self, control: int | None) -> dict:
        """What the process on the other side is told; see :mod:`autograder.sandbox.zygote`."""
        return {
            "control": control,
            "directory": self.directory,
            "preload": [*PRELOAD, *(PRELOAD_FIGURES if self._figures else ())],
            "readable": readable_paths(),
            "listable": [p for p in {*sysconfig.get_paths().values()} if "site-packages" in p],
            "keep_reading": not _others_may_read(os.path.dirname(os.__file__)),
            "memory": self.bounds.memory,
            "seconds": self.bounds.cpu_seconds,
            "file_size": self.bounds.file_size,
            "without": self._without,
        }

    def environment(self) -> dict[str, str]:
        """The environment of student code, built from nothing."""
        needed = ("SYSTEMROOT",) if sys.platform == "win32" else ()
        return {name: os.environ[name] for name in needed} | {
            "PATH": os.defpath,
            "HOME": self.directory,
            "TMPDIR": self.directory,
            "LANG": "C.UTF-8",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "MPLCONFIGDIR": self.directory,
            "IPYTHONDIR": self.directory,
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def child(self) -> Child | SpawnedChild:
        """A process for a submission.

        Raises:
            SandboxError: if there is none, or it lacks a required layer.
        """
        child = self._forked() if self._forks else self._spawned()
        self.layers = child.layers
        if missing := [layer for layer in self._required if layer not in child.layers.active]:
            child.close()
            why = "; ".join(f"{layer} ({child.layers.missing.get(layer)})" for layer in missing)
            raise SandboxError(f"student code cannot be isolated here: {why}. {ADVICE}")
        return child

    def _spawned(self) -> SpawnedChild:
        if not self.directory:
            self._make_directory()
        try:
            return SpawnedChild(self)
        except (OSError, ValueError) as error:
            raise SandboxError(f"the sandbox did not start: {error}") from None

    def _forked(self) -> Child:
        self.start()
        from_parent, to_child = os.pipe()
        from_child, to_parent = os.pipe()
        try:
            socket.send_fds(self._control, [b"fork"], [from_parent, to_parent])
            pid = int.from_bytes(self._control.recv(4), "big")
        except OSError as error:
            raise SandboxError(f"the sandbox could not fork: {error}") from None
        finally:
            os.close(from_parent)
            os.close(to_parent)
        if not pid:
            self.close()
            raise SandboxError("the sandbox ended unexpectedly")
        try:
            return Child(self, pid, to_child, from_child)
        except (OSError, ValueError) as error:
            self.close()  # and with the zygote every process that it forked
            raise SandboxError(f"the sandbox's process did not answer: {error}") from None

    def reap(self, pid: int) -> None:
        """Have the zygote collect a killed child, so that its number may be used again."""
        try:
            self._control.sendall(b"reap" + pid.to_bytes(4, "big"))
            self._control.recv(4)
        except OSError:
            self.close()

    def overfull(self) -> bool:
        """Whether the private directory holds more than is allowed."""
        total = count = 0
        folders = [self.directory]
        while folders:
            try:
                entries = list(os.scandir(folders.pop()))
            except FileNotFoundError:
                continue
            except OSError:  # too deep to reach, or closed on purpose
                return True
            count += len(entries)
            total += sum(map(_space, entries))
            if total > self.bounds.disk or count > self.bounds.entries:
                return True
            folders += [e.path for e in entries if e.is_dir(follow_symlinks=False)]
        return False

    def clear(self) -> None:
        """Empty the private directory; if that fails, the next submission gets another one."""
        if self.directory and not _empty(self.directory):
            self.close()

    def close(self) -> None:
        """End the zygote and remove its directory."""
        if self._control is not None:
            self._control.close()
        if self._zygote is not None:
            self._zygote.kill()
            self._zygote.wait()
            self._zygote.stderr.close()
        if self.directory:
            _empty(self.directory)
            with contextlib.suppress(OSError):
                os.rmdir(self.directory)
        if self._hold is not None:
            os.close(self._hold)
        self._zygote = self._control = self._hold = None
        self.directory = ""


def _space(entry: os.DirEntry) -> int:
    """The bytes that a file takes on the disk; none if it is gone by now."""
    with contextlib.suppress(OSError):
        status = entry.stat(follow_symlinks=False)
        return getattr(status, "st_blocks", 0) * 512
    return 0


def _hold(directory: str) -> int | None:
    """Lock a directory until this process ends; ``None`` if it is locked, or there are no locks."""
    if fcntl is None:
        return None
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _sweep() -> None:
    """Remove directories of graders that were killed: old ones of this user that nobody holds."""
    owners = {os.geteuid(), lockdown.NOBODY} if fcntl else set()
    for entry in os.scandir(tempfile.gettempdir()):
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            old = time.time() - status.st_ctime > SETTLED
            if entry.name.startswith(PREFIX) and old and status.st_uid in owners:
                descriptor = _hold(entry.path)
                if descriptor is None:
                    continue
                try:
                    if _empty(entry.path):
                        os.rmdir(entry.path)
                finally:
                    os.close(descriptor)


def _empty(directory: str) -> bool:
    """Remove all that is in a directory; false if something stays.

    Folders may be nested so deeply that no path reaches the innermost, and closed to their owner.
    So each is opened, and the folders in it are moved to the top; nothing recurses.
    """
    while entries := list(os.scandir(directory)):
        removed = 0
        for entry in entries:
            with contextlib.suppress(OSError):
                _remove(entry, directory)
                removed += 1
        if not removed:
            return False
    return True


def _remove(entry: os.DirEntry, top: str) -> None:
    """Remove a file, or a folder after moving the folders in it to ``top``."""
    if not entry.is_dir(follow_symlinks=False):
        os.unlink(entry.path)
        return
    os.chmod(entry.path, 0o700)
    for inner in list(os.scandir(entry.path)):
        if inner.is_dir(follow_symlinks=False):
            os.chmod(inner.path, 0o700)  # only a folder that may be written to can be moved
            os.rename(inner.path, os.path.join(top, secrets.token_hex(8)))
        else:
            os.unlink(inner.path)
    os.rmdir(entry.path)
