"""The process that serves one submission, seen from the parent: forked, or started anew.

Both kinds are a :class:`Child`; nothing else knows which of them there is.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from autograder.running.clock import Clock
from autograder.sandbox import protocol

#: Signals by which a process can end itself: by a fault, a limit or a timer of its own. It cannot
#: send itself another where seccomp is active, so any other came from outside.
OWN = frozenset(
    getattr(signal, name).value
    for name in (
        "SIGABRT", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS", "SIGPIPE",
        "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGXFSZ",
    )
    if hasattr(signal, name)
)  # fmt: skip
#: Seconds that a process gets to end after it closed its pipe.
ENDING = 2.0


@dataclass
class Layers:
    """The isolation layers of a process: name → phrase, or name → why it is missing."""

    active: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ending:
    """How a process ended.

    Attributes:
        signal: the signal that ended it; 0 if it exited.
        seconds: the processor time that it took.
    """

    signal: int
    seconds: float = 0.0

    FORMAT = struct.Struct("!iId")

    @classmethod
    def of(cls, answer: bytes) -> Ending:
        """Read what the zygote says of a child that it collected."""
        status, _, seconds = cls.FORMAT.unpack(answer)
        return cls(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, seconds)

    def from_outside(self, layers: Layers, cpu_seconds: float) -> bool:
        """Whether something else than the process itself ended it.

        Without seccomp student code can send itself any signal, so nobody can tell; and beyond
        its processor time the kernel ends even a process that ignores the warning. A process
        that has not named its layers yet has run no student code.
        """
        if not layers.active and not layers.missing:
            return self.signal > 0
        if "seccomp" not in layers.active or self.seconds >= cpu_seconds:
            return False
        return self.signal > 0 and self.signal not in OWN


class Child(Protocol):
    """A process that serves one submission; every wait has a deadline on its own clock."""

    layers: Layers

    def now(self) -> float:
        """Seconds on the clock of the process; see :class:`autograder.running.clock.Clock`."""

    def send(self, body: bytes, deadline: float) -> bool:
        """Send one frame; false if the child is gone or does not read in time."""

    def receive(self, deadline: float) -> bytes | None:
        """The next frame; ``None`` if the child is gone.

        Raises:
            TimeoutError: at the deadline, or when the child fills its directory.
            autograder.sandbox.protocol.ProtocolError: if the frame is too long.
        """

    def interrupted(self) -> bool:
        """Whether a child that is gone was ended from outside: by the machine, not by its code."""

    def close(self) -> None:
        """End it, and clear what it left."""


@dataclass(frozen=True)
class Care:
    """What a child needs of the sandbox that it came from.

    Attributes:
        overfull: whether it has filled its directory.
        reap: collects a process that ended; ``None`` if the zygote is gone.
        clear: empties its directory.
        cpu_seconds: the processor time that it may take.
    """

    overfull: Callable[[], bool]
    clear: Callable[[], None]
    reap: Callable[[int], Ending | None] = lambda pid: None
    cpu_seconds: float = float("inf")


def told(frame: bytes | None) -> Layers:
    """The layers that a child names in its first frame.

    Raises:
        ValueError: if there is none.
    """
    if frame is None:
        raise ValueError("it ended before it was ready")
    return Layers(**json.loads(frame))


class ForkedChild:
    """A fork of the zygote.

    Args:
        pid: its number, as the zygote knows it.
        handle: a descriptor of the process itself (pidfd), which no other process ever gets, and
            which works from another namespace; ``None`` where there are none.
        to_child, from_child: pipes, whose ends are now this object's.
        care: what it needs of its sandbox.
    """

    def __init__(self, pid: int, handle: int | None, to_child: int, from_child: int, care: Care):
        self.pid, self._handle, self._care = pid, handle, care
        self._in, self._out = to_child, from_child
        os.set_blocking(to_child, False)
        os.set_blocking(from_child, False)
        self._buffer = bytearray()
        self._next_look = 0.0
        self._collected = False
        self._clock = Clock(_pid_here(pid, handle))
        self.layers = Layers()

    def now(self) -> float:
        """See :meth:`Child.now`."""
        return self._clock.now()

    def begin(self) -> None:
        """Wait until it is confined.

        Raises:
            OSError, ValueError: if that does not happen.
        """
        self.layers = told(self.receive(self.now() + 20))

    def send(self, body: bytes, deadline: float) -> bool:
        """See :meth:`Child.send`."""
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
        """See :meth:`Child.receive`."""
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
        return self._care.overfull()

    def interrupted(self) -> bool:
        """See :meth:`Child.interrupted`."""
        if self._handle is None or not _ended(self._handle, ENDING):
            return False  # it lives, and closed its pipe itself
        ending = self._reap()
        return ending is None or ending.from_outside(self.layers, self._care.cpu_seconds)

    def _reap(self) -> Ending | None:
        self._collected = True
        return self._care.reap(self.pid)

    def close(self) -> None:
        """See :meth:`Child.close`."""
        if not self._collected:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if self._handle is None:
                    os.kill(self.pid, signal.SIGKILL)
                else:
                    signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            self._reap()
        for descriptor in (self._in, self._out, self._handle):
            if descriptor is not None:
                os.close(descriptor)
        self._care.clear()


def _pid_here(pid: int, handle: int | None) -> int:
    """The number of a process in this namespace; behind a wall the zygote knows another."""
    if handle is not None:
        with contextlib.suppress(OSError, ValueError):
            told = Path(f"/proc/self/fdinfo/{handle}").read_text()
            return int(next(line for line in told.splitlines() if line[:4] == "Pid:").split()[1])
    return pid


def _ended(handle: int, seconds: float) -> bool:
    """Whether a process ends within some seconds."""
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


class SpawnedChild:
    """A newly started process, watched by a thread: so it is on systems without ``fork``.

    Slower than a fork (it imports NumPy and IPython each time) and with fewer layers around it.

    Raises:
        OSError, ValueError: if it does not come up.
    """

    def __init__(
        self, command: Sequence[str], directory: str, environment: dict[str, str], care: Care
    ):
        self._care = care
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=directory,
            env=environment,
        )
        self._frames: queue.Queue[bytes | protocol.ProtocolError | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._clock = Clock(self._process.pid)
        self.layers = Layers()

    def now(self) -> float:
        """See :meth:`Child.now`."""
        return self._clock.now()

    def begin(self) -> None:
        """Wait until it is confined.

        Raises:
            OSError, ValueError: if that does not happen.
        """
        self.layers = told(self.receive(self.now() + 60))

    def _listen(self) -> None:
        """Put frames, and at the end ``None``, into the queue."""
        stream = self._process.stdout
        assert stream is not None
        with contextlib.suppress(OSError, ValueError):
            while len(head := stream.read(4)) == 4:
                try:
                    length = protocol.frame_length(head)
                except protocol.ProtocolError as error:
                    self._frames.put(error)
                    break
                self._frames.put(stream.read(length))
        self._frames.put(None)

    def send(self, body: bytes, deadline: float) -> bool:
        """See :meth:`Child.send`."""
        writer = threading.Thread(target=self._write, args=(protocol.frame(body),), daemon=True)
        writer.start()
        writer.join(max(deadline - self.now(), 0))
        return not writer.is_alive()

    def _write(self, data: bytes) -> None:
        stream = self._process.stdin
        assert stream is not None
        with contextlib.suppress(OSError, ValueError):
            stream.write(data)
            stream.flush()

    def receive(self, deadline: float) -> bytes | None:
        """See :meth:`Child.receive`."""
        while (left := deadline - self.now()) > 0:
            if self._care.overfull():
                break
            try:
                frame = self._frames.get(timeout=min(left, 0.05))
            except queue.Empty:
                continue
            if isinstance(frame, protocol.ProtocolError):
                raise frame
            return frame
        raise TimeoutError

    def interrupted(self) -> bool:
        """See :meth:`Child.interrupted`."""
        try:
            code = self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            return False
        return Ending(max(-code, 0)).from_outside(self.layers, self._care.cpu_seconds)

    def close(self) -> None:
        """See :meth:`Child.close`."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        self._care.clear()
