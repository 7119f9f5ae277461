"""The trusted side of the lab: a notebook is judged by a practice pack, in the page.

What is asked is told by :meth:`Judge.plan`. The page has a runner answer it, and brings the
answers to :meth:`Judge.report`. Reading, rebuilding, comparing and diagnosing are those of
``autograder check``; only the process boundary is another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nbformat import NotebookNode, from_dict

from autograder.judging.exam import Part
from autograder.judging.questions import ask_all
from autograder.judging.recorded import RecordedExam
from autograder.judging.report import QuestionResult, Report
from autograder.judging.wording import parts_of_message
from autograder.messages import speaking
from autograder.running.outputs import CellOutput, cell_output, stopped
from autograder.sandbox.protocol import (
    Lost,
    Observation,
    ProtocolError,
    Script,
    decode_observations,
)
from autograder.submission import intake
from autograder.submission.causes import described, prepare
from autograder.submission.conclude import conclude
from autograder.submission.source import as_python

SCHEMA = "autograder/practice/1"
#: What a process of a submission that is lost was lost by.
Reason = Literal["timeout", "died"]
REASONS: dict[str, Reason] = {"timeout": "timeout", "died": "died"}


@dataclass(frozen=True)
class Plan:
    """What a runner is to do for one notebook.

    Attributes:
        cells: Python to run, cell by cell.
        parts: encoded scripts, to be played one part after the other.
        counts: how many scripts there are in each part.
    """

    cells: tuple[str, ...]
    parts: tuple[bytes, ...]
    counts: tuple[int, ...]


class Judge:
    """Judges notebooks of one assignment by a pack.

    Args:
        pack: what :func:`autograder.lab.pack.pack` wrote.
        language: of all messages.
        texts: what :func:`autograder.lab.pack.texts` wrote in this language.

    Raises:
        ValueError: if the text is no such pack.
    """

    def __init__(self, pack: str, language: str = "en", texts: str = "{}"):
        data = json.loads(pack)
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise ValueError(f"this is not a practice pack ({SCHEMA})")
        self.exam = RecordedExam(json.dumps(data["exam"]))
        self.released: NotebookNode = from_dict(data["released"])
        self.texts: dict[str, dict[str, str]] = {language: json.loads(texts)}
        self.language = language
        self._cells: list[NotebookNode] = []
        self._parts = _order(self.exam)

    def plan(self, submission: bytes, filename: str) -> Plan:
        """Read a notebook, rebuild it, and say what is to be run and asked.

        Raises:
            autograder.submission.intake.IntakeError: if it cannot be read.
        """
        with speaking(self.language, self.texts):
            cells = intake.read(bytes(submission), filename)
            notebook = intake.rebuild(self.released, cells)
        self._cells = intake.cells_to_run(notebook)
        self._runnable = prepare(self._cells)
        return Plan(
            tuple(as_python(source) for source, _ in self._runnable),
            tuple(part.encoded for part in self._parts),
            tuple(len(part.scripts) for part in self._parts),
        )

    def report(
        self,
        outputs: Sequence[str],
        shown: Sequence[Sequence[bytes | str]],
    ) -> Report:
        """The report on the notebook that was planned last.

        Args:
            outputs: what each cell put out, as JSON; or why it was stopped.
            shown: for each part, what each script showed as a frame; or why nothing came.
        """
        with speaking(self.language, self.texts):
            seen = [_output(output) for output in outputs]
            ran = described(self._cells, self._runnable, seen, self.released)
            answers = ask_all(self.exam, Replayed(shown))
            return conclude(self.exam, self._cells, ran, answers)

    def told(self, result: QuestionResult) -> tuple[str, list[str]]:
        """Where a question went wrong, and what is said of it besides the example."""
        with speaking(self.language, self.texts):
            return parts_of_message(result)


class Replayed:
    """A player that hands out what a runner showed before, in the order in which it was asked."""

    def __init__(self, shown: Sequence[Sequence[bytes | str]]):
        self._shown = iter(shown)

    def play(self, scripts: Sequence[Script], encoded: bytes) -> list[list[Observation]]:
        """What each script of the next part showed; once the process is lost, all are lost."""
        seen: list[list[Observation]] = []
        lost: Lost | None = None
        for script, frame in zip(scripts, next(self._shown), strict=True):
            answer = lost or _answer(frame, script)
            if isinstance(answer, Lost):
                lost, answer = answer, [answer]
            seen.append(answer)
        return seen


def _answer(frame: bytes | str, script: Script) -> list[Observation] | Lost:
    if isinstance(frame, str):
        return Lost(REASONS.get(frame, "died"))
    try:
        return decode_observations(bytes(frame), script)
    except ProtocolError:
        return Lost("died")


def _order(exam: RecordedExam) -> list[Part]:
    """The parts that have cases, as :func:`autograder.judging.questions.ask_all` plays them."""
    prepared = [exam.prepared(question) for question in exam.questions]
    parts = [each.public for each in prepared] + [each.hidden for each in prepared]
    return [part for part in parts if part.cases]


def _output(output: str) -> CellOutput:
    return stopped(REASONS[output]) if output in REASONS else cell_output(output)


def page(judge: Judge, report: Report) -> dict[str, Any]:
    """A report for a page: the object of ``check --json``, and its messages in parts."""
    told = {}
    for result in report.questions:
        where, lines = judge.told(result)
        told[result.id] = {"where": where, "lines": lines}
    return {"report": report.to_json(), "told": told}
