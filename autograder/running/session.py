"""Step two, *run*: execute a submission's cells in a confined process and put questions to it.

The process holds student code and nothing of ours. It is sent inputs and answers with plain
numbers; every answer is awaited with a deadline, and a process that is lost is replaced.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.messages import say
from autograder.running.children import Child
from autograder.running.events import Event
from autograder.running.isolation import Interrupted, Sandbox
from autograder.running.outputs import MAX_SHOWN, CellOutput, cell_output, stopped
from autograder.sandbox import protocol
from autograder.sandbox.protocol import Build, Call, Lost, Observation, Script


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds of a process's own time (:class:`.clock.Clock`).

    Attributes:
        cell: one cell.
        question: one question.
        submission: all cells and questions together.
        again: a question that makes all the calls of a case in which the submission hung before.
            An honest answer takes milliseconds, and who waits is the whole class.
    """

    cell: float = 30.0
    question: float = 10.0
    submission: float = 120.0
    again: float = 2.0


CELL = {"timeout": Event.CELL_LATE, "died": Event.CELL_LOST}
QUESTION = {"timeout": Event.QUESTION_LATE, "died": Event.QUESTION_LOST}


class Session:
    """A submission's cells, run; scripts may be played with what they defined.

    A cell that hangs or kills its process is left out and the others are run again in a fresh
    process, so that one bad scratch cell costs the student nothing else.

    Attributes:
        outputs: what each cell put out.
        layers: the isolation layers that held all the time, name → phrase.
        events: how often a process of it was ended, or lost.
    """

    def __init__(self, cells: Sequence[str], sandbox: Sandbox, limits: Limits):
        self.cells, self.limits, self._sandbox = list(cells), limits, sandbox
        self.outputs = [CellOutput() for _ in self.cells]
        self._left_out: set[int] = set()
        #: What is left for the processes to come.
        self._left = limits.submission
        self._child: Child | None = None
        self._room, self._asked = MAX_SHOWN, False
        self.layers: dict[str, str] = {}
        self.events: Counter[Event] = Counter()
        self._ran = False
        #: What was called in the cases that were never answered.
        self._hung: list[frozenset[tuple[str, str]]] = []

    def start(self) -> None:
        """Run the notebook, again without the lost cell each time that one is lost.

        Raises:
            SandboxError: if there is no process, or the machine ended it.
        """
        while self._child is None and self._left > 0:
            self._child = child = self._sandbox.child()
            held = child.layers.active
            self.layers = (
                held if not self._ran else {k: v for k, v in self.layers.items() if k in held}
            )
            self._ran = True
            for index, source in enumerate(self.cells):
                if index not in self._left_out and not self._run_cell(child, index, source):
                    break

    def _run_cell(self, child: Child, index: int, source: str) -> bool:
        with self._deadline(child, self.limits.cell) as deadline:
            child.send(b"R" + source.encode("utf-8", "replace"), deadline)
            answer = self._receive(child, deadline)
        # What a cell shows when it runs again, after questions were put, could tell of them: an
        # earlier process of this submission has seen hidden inputs.
        if not self._asked:
            self.outputs[index] = self._shown(answer)
        if isinstance(answer, Lost):
            self._left_out.add(index)
            self.events[CELL[answer.reason]] += 1
            self.close()
            return False
        return True

    def _shown(self, answer: bytes | Lost) -> CellOutput:
        if isinstance(answer, Lost):
            return stopped(answer.reason)
        return self._bounded(cell_output(answer))

    def _bounded(self, output: CellOutput) -> CellOutput:
        """An output, as long as there is room: this process keeps them all in memory."""
        self._room -= output.size()
        return output if self._room > 0 else CellOutput(stderr=say("report.too_much_output"))

    @contextlib.contextmanager
    def _deadline(self, child: Child, seconds: float) -> Iterator[float]:
        """A deadline on the clock of a process; what is used up is left to no other."""
        began = child.now()
        try:
            yield began + min(seconds, self._left)
        finally:
            self._left -= child.now() - began

    def _receive(self, child: Child, deadline: float) -> bytes | Lost:
        try:
            answer = child.receive(deadline)
        except TimeoutError:
            return Lost("timeout")
        except protocol.ProtocolError:
            return Lost("died")
        if answer is None and child.interrupted():
            raise Interrupted("sandbox.submission_ended")
        return Lost("died") if answer is None else answer

    def play(self, scripts: Sequence[Script], encoded: bytes) -> list[list[Observation]]:
        """Play scripts one after the other, within the time for one question.

        Where a script hung, those that make all its calls get less time afterwards.

        Args:
            scripts: what to do.
            encoded: the same, by :func:`autograder.sandbox.protocol.encode_scripts`.

        Returns:
            What each showed. Once the process is lost, the rest show that it was lost.

        Raises:
            SandboxError: if there is no process, or the machine ended it.
        """
        self.start()
        child = self._child
        if child is None:
            return [[Lost("timeout")] for _ in scripts]
        self._asked = True
        seen: list[list[Observation]] = []
        lost: Lost | None = None
        with self._deadline(child, self._patience(scripts)) as deadline:
            child.send(b"Q" + encoded, deadline)
            for script in scripts:
                answer = lost or self._answer(child, script, deadline)
                if isinstance(answer, Lost):
                    if lost is None and answer.reason == "timeout":
                        self._hung.append(_calls(script))
                    lost, answer = answer, [answer]
                seen.append(answer)
        if lost is not None:
            self.events[QUESTION[lost.reason]] += 1
            self.close()
        return seen

    def _patience(self, scripts: Sequence[Script]) -> float:
        """The time for a question: less if it does again what was never answered."""
        calls = [_calls(script) for script in scripts]
        again = any(hung <= made for hung in self._hung for made in calls)
        return min(self.limits.again, self.limits.question) if again else self.limits.question

    def _answer(self, child: Child, script: Script, deadline: float) -> list[Observation] | Lost:
        answer = self._receive(child, deadline)
        if isinstance(answer, Lost):
            return answer
        try:
            return protocol.decode_observations(answer, script)
        except protocol.ProtocolError:
            return Lost("died")

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.close()
            self._child = None


def _calls(script: Script) -> frozenset[tuple[str, str]]:
    """What a script calls: the class, or nothing for a function, and the name."""
    classes = {step.handle: step.name for step in script if isinstance(step, Build)}
    built = {(name, "") for name in classes.values()}
    called = {
        (classes.get(step.handle or "", ""), step.method)
        for step in script
        if isinstance(step, Call)
    }
    return frozenset(built | called)


@contextlib.contextmanager
def session(cells: Sequence[str], sandbox: Sandbox, limits: Limits) -> Iterator[Session]:
    """Run ``cells``; the process ends, and its directory is emptied, on leaving."""
    opened = Session(cells, sandbox, limits)
    try:
        opened.start()
        yield opened
    finally:
        opened.close()
