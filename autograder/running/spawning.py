"""A process for one submission on systems without ``fork``: started anew, watched by a thread.

Slower than a fork (it imports NumPy and IPython each time) and with fewer layers around it, but
with the same interface as :class:`autograder.running.isolation.Child`: nothing else changes.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.running.clock import Clock
from autograder.sandbox import protocol

if TYPE_CHECKING:
    from autograder.running.isolation import Sandbox

ZYGOTE = Path(__file__).parents[1] / "sandbox" / "zygote.py"


@dataclass
class Layers:
    """The isolation layers of a process: name → phrase, or name → why it is missing."""

    active: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


class SpawnedChild:
    """A newly started process that serves one submission; every wait has a deadline."""

    def __init__(self, sandbox: Sandbox):
        self._sandbox = sandbox
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(ZYGOTE), json.dumps(sandbox.orders(None))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=sandbox.directory,
            env=sandbox.environment(),
        )
        self._frames: queue.Queue[bytes | protocol.ProtocolError | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.now = Clock(self._process.pid).now
        self.layers = Layers(**json.loads(self.receive(self.now() + 60) or b"{}"))

    def _listen(self) -> None:
        """Put frames, and at the end ``None``, into the queue."""
        stream = self._process.stdout
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
        """Send one frame; false if the child is gone or does not read in time."""
        writer = threading.Thread(target=self._write, args=(protocol.frame(body),), daemon=True)
        writer.start()
        writer.join(max(deadline - self.now(), 0))
        return not writer.is_alive()

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(data)
            self._process.stdin.flush()

    def receive(self, deadline: float) -> bytes | None:
        """The next frame; ``None`` if the child is gone.

        Raises:
            TimeoutError: at the deadline, or when the child fills its directory.
            autograder.sandbox.protocol.ProtocolError: if the frame is too long.
        """
        while (left := deadline - self.now()) > 0:
            if self._sandbox.overfull():
                break
            try:
                frame = self._frames.get(timeout=min(left, 0.05))
            except queue.Empty:
                continue
            if isinstance(frame, protocol.ProtocolError):
                raise frame
            return frame
        raise TimeoutError

    def close(self) -> None:
        """Kill the process and clear what it left."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        self._sandbox.clear()
