"""Step two, *run*: execute a submission's cells in a child process and put questions to it.

The child holds student code and nothing of ours. It is sent inputs and answers with plain
numbers; every answer is awaited with a deadline, and a child that is lost is replaced.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.sandbox import protocol
from autograder.sandbox.protocol import Lost, Observation, Step

CHILD = Path(__file__).parent / "sandbox" / "child.py"


@dataclass(frozen=True)
class Limits:
    """How long a submission may take, in seconds."""

    start: float = 60.0
    cell: float = 30.0
    question: float = 10.0
    submission: float = 180.0


@dataclass
class CellOutput:
    """What one cell printed, displayed and raised, as plain data from the child."""

    stdout: str = ""
    stderr: str = ""
    displays: list[dict[str, str]] = field(default_factory=list)
    error: dict[str, str] | None = None


class Process:
    """One child process and its two pipes."""

    def __init__(self, directory: str):
        environment = {
            "PATH": os.defpath,
            "HOME": directory,
            "TMPDIR": directory,
            "LANG": "C.UTF-8",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "MPLCONFIGDIR": directory,
            "IPYTHONDIR": directory,
            "OPENBLAS_NUM_THREADS": "1",
        }
        if sys.platform == "win32":
            environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        self._child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=directory,
            env=environment,
            start_new_session=True,
        )
        self._frames: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(protocol.ProtocolError, OSError, ValueError):
            while (frame := protocol.read_frame(self._child.stdout)) is not None:
                self._frames.put(frame)
        self._frames.put(None)

    def tell(self, order: bytes, body: bytes = b"") -> None:
        """Send a frame; a child that is gone shows itself when it is next asked."""
        with contextlib.suppress(OSError):
            protocol.write_frame(self._child.stdin, order + body)

    def ask(self, order: bytes, body: bytes, seconds: float) -> bytes | Lost:
        """Send a frame and wait for the answer."""
        self.tell(order, body)
        try:
            frame = self._frames.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            return Lost("timeout")
        return Lost("died") if frame is None else frame

    def kill(self) -> None:
        """End the child and everything in its process group."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, 9)
        self._child.kill()
        self._child.wait()
        for stream in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                stream.close()


class Session:
    """A submission's cells, run; steps may be put to what they defined.

    A cell that hangs or kills its process is left out and the others are run again in a
    fresh process, so that one bad scratch cell costs the student nothing else.
    """

    def __init__(self, cells: Sequence[str], directory: str, limits: Limits = Limits()):
        self.cells, self.limits, self._directory = list(cells), limits, directory
        self.outputs = [CellOutput() for _ in self.cells]
        self._lost_cells: set[int] = set()
        self._end = time.monotonic() + limits.submission
        self._process: Process | None = None

    def start(self) -> None:
        """Run the notebook, again without the lost cell each time that one is lost."""
        while self._process is None and time.monotonic() < self._end:
            self._process = Process(self._directory)
            for index, source in enumerate(self.cells):
                if index not in self._lost_cells and not self._run_cell(index, source):
                    break

    def _run_cell(self, index: int, source: str) -> bool:
        patience = self.limits.cell + (self.limits.start if index == 0 else 0)
        answer = self._process.ask(b"R", source.encode("utf-8", "replace"), self._within(patience))
        if not isinstance(answer, Lost):
            self.outputs[index] = _cell_output(answer)
            return True
        self._lost_cells.add(index)
        phrase = {"timeout": "took too long and was stopped", "died": "ended the Python process"}
        self.outputs[index] = CellOutput(
            error={
                "ename": "Stopped",
                "evalue": f"This cell {phrase[answer.reason]}.",
                "traceback": "",
            }
        )
        self.close()
        return False

    def _within(self, seconds: float) -> float:
        return min(seconds, self._end - time.monotonic())

    def observe(self, steps: Sequence[Step], deadline: float) -> list[Observation]:
        """Perform the steps of one case; stops after the first that does not succeed.

        Args:
            steps: what to do, in order.
            deadline: the value of ``time.monotonic()`` at which the question's time is up.
        """
        self.start()
        if self._process is None:
            return [Lost("timeout")]
        self._process.tell(b"N")
        seen = perform(steps, lambda step: self._observe(step, deadline))
        if isinstance(seen[-1], Lost):
            self.close()
        return seen

    def _observe(self, step: Step, deadline: float) -> Observation:
        seconds = self._within(deadline - time.monotonic())
        answer = self._process.ask(b"S", protocol.encode_step(step), seconds)
        if isinstance(answer, Lost):
            return answer
        try:
            return protocol.decode_observation(answer, step)
        except protocol.ProtocolError:
            return Lost("died")

    def close(self) -> None:
        """End the child, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process = None


class Trusted:
    """The interface of a :class:`Session` over trusted code, in this process.

    Tests put the reference and the misconceptions through the same pipeline with it.
    """

    limits = Limits()

    def __init__(self, namespace: dict[str, Any]):
        self._stage = protocol.Stage(namespace)

    def start(self) -> None:
        """Nothing to start."""

    def observe(self, steps: Sequence[Step], deadline: float = 0.0) -> list[Observation]:
        """Perform steps on copies of their inputs, as a child would."""
        self._stage.reset()
        return perform(steps, lambda step: self._stage.perform(_copied(step)))


def _copied(step: Step) -> Step:
    return protocol.decode_step(protocol.encode_step(step))


def perform(steps: Sequence[Step], do: Callable[[Step], Observation]) -> list[Observation]:
    """Do steps in order until one does not succeed."""
    seen: list[Observation] = []
    for step in steps:
        seen.append(do(step))
        if not isinstance(seen[-1], (protocol.Done, protocol.Returned)):
            break
    return seen


def _cell_output(frame: bytes) -> CellOutput:
    """Read a cell's outputs from an untrusted child, keeping only what has the right type."""
    try:
        data = json.loads(frame)
        error = data["error"]
        return CellOutput(
            stdout=str(data["stdout"]),
            stderr=str(data["stderr"]),
            displays=[{str(k): str(v) for k, v in d.items()} for d in data["displays"][:50]],
            error=error and {k: str(error[k]) for k in ("ename", "evalue", "traceback")},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return CellOutput()


@contextlib.contextmanager
def session(cells: Sequence[str], limits: Limits = Limits()) -> Iterator[Session]:
    """Run ``cells`` in a private temporary directory, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True) as directory:
        opened = Session(cells, directory, limits)
        try:
            opened.start()
            yield opened
        finally:
            opened.close()
