"""How a submission becomes a report: intake → run → compare → diagnose (→ record).

The unit of work is a value: submission bytes, an assignment and a seed give a
:class:`~autograder.judging.report.Report`. No path and no database takes part, so the same call
serves the command line, nbgrader's own commands, a process pool or a cluster.
Recording a report in nbgrader's gradebook is :mod:`autograder.gradebook`.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.catalog import Assignment
from autograder.judging.exam import LiveExam, draw
from autograder.judging.questions import ask_all
from autograder.judging.recognize import Answer
from autograder.judging.report import Report
from autograder.running.events import Event
from autograder.running.isolation import Interrupted, Sandbox
from autograder.running.outputs import CellOutput
from autograder.running.session import Limits, session
from autograder.submission import intake
from autograder.submission.causes import described, prepare
from autograder.submission.conclude import conclude
from autograder.submission.released import released


@dataclass(frozen=True)
class Judgement:
    """A report, and what each code cell of the rebuilt notebook put out when it ran.

    Attributes:
        fingerprint: of all that decides points; see :class:`autograder.judging.exam.LiveExam`.
        layers: the isolation layers that held while it ran, name → phrase.
        events: how often a process of it was ended or lost, and whether it was judged once more.
    """

    report: Report
    notebook: NotebookNode
    outputs: dict[str, CellOutput]
    fingerprint: str
    layers: dict[str, str]
    events: Counter[Event]


def judge(
    submission: bytes,
    filename: str,
    assignment: Assignment,
    sandbox: Sandbox,
    seed: int | None = None,
    limits: Limits = Limits(),
) -> Judgement:
    """Judge one submission.

    Args:
        submission: the bytes of a notebook or a Python file.
        filename: its name; the ending says which of the two it is.
        assignment: what is asked.
        sandbox: where student code runs.
        seed: seeds the random cases; a fresh one by default.
        limits: how long it may take.

    Raises:
        autograder.submission.intake.IntakeError: if the submission cannot be read.
        autograder.running.isolation.SandboxError: if the sandbox does not start; nothing is
            judged then.
    """
    cells = intake.read(submission, filename)
    notebook = intake.rebuild(released(assignment), cells)
    return judge_notebook(notebook, assignment, sandbox, seed, limits)


def judge_notebook(
    notebook: NotebookNode,
    assignment: Assignment,
    sandbox: Sandbox,
    seed: int | None = None,
    limits: Limits = Limits(),
) -> Judgement:
    """Judge a notebook that :func:`autograder.submission.intake.rebuild` made.

    If the machine ends the process of a submission, it is judged once more in a fresh sandbox.

    Raises:
        autograder.running.isolation.SandboxError: if that happens again, or the sandbox does not
            start; nothing is judged then.
    """
    exam = draw(assignment.rubric, secrets.randbits(63) if seed is None else seed)
    try:
        return _sit(exam, notebook, assignment, sandbox, limits)
    except Interrupted:
        sandbox.close()
        judgement = _sit(exam, notebook, assignment, sandbox, limits)
        judgement.events[Event.JUDGED_AGAIN] += 1
        return judgement


def trials(
    notebook: NotebookNode,
    assignment: Assignment,
    sandbox: Sandbox,
    seed: int,
    limits: Limits = Limits(),
) -> list[Answer]:
    """What was asked, what was shown and what is right, for each question: the judge's own view.

    It holds the hidden cases and their answers, so it is for the instructor's eye only.

    Raises:
        autograder.running.isolation.SandboxError: if the sandbox does not start.
    """
    runnable = prepare(intake.cells_to_run(notebook))
    with session([source for source, _ in runnable], sandbox, limits) as opened:
        return ask_all(draw(assignment.rubric, seed), opened)


def _sit(
    exam: LiveExam,
    notebook: NotebookNode,
    assignment: Assignment,
    sandbox: Sandbox,
    limits: Limits,
) -> Judgement:
    """Run a notebook and put an exam's questions to it."""
    cells = intake.cells_to_run(notebook)
    runnable = prepare(cells)
    with session([source for source, _ in runnable], sandbox, limits) as opened:
        ran = described(cells, runnable, opened.outputs, released(assignment))
        answers = ask_all(exam, opened)
    judged = conclude(exam, cells, ran, answers)
    outputs = {cell.id: cell_ran.shown() for cell, cell_ran in zip(cells, ran, strict=True)}
    return Judgement(judged, notebook, outputs, exam.fingerprint, opened.layers, opened.events)
