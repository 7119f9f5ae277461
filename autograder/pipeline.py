"""How a submission becomes a report: intake → run → compare → diagnose (→ record).

The unit of work is a value: submission bytes, an assignment and a seed give a
:class:`~autograder.report.Report`. No path and no database takes part, so the same call serves
the command line, nbgrader's own commands, a process pool or a cluster.
Recording a report in nbgrader's gradebook is :mod:`autograder.record`.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from autograder import intake, release
from autograder.compare import compare
from autograder.diagnose import Answer, Trial, verdict
from autograder.report import QuestionResult, Report
from autograder.rubric import Case, Question, Rubric, load
from autograder.run import CellOutput, Limits, Session, Trusted, session
from autograder.sandbox.protocol import Done, Lost, Observation, Returned


@dataclass(frozen=True)
class Judgement:
    """A report, and what each code cell of the rebuilt notebook put out when it ran."""

    report: Report
    notebook: NotebookNode
    outputs: dict[str, CellOutput]


def judge(
    submission: bytes,
    filename: str,
    assignment: str,
    seed: int | None = None,
    limits: Limits = Limits(),
) -> Judgement:
    """Judge one submission.

    Args:
        submission: the bytes of a notebook or a Python file.
        filename: its name; the ending says which of the two it is.
        assignment: the assignment's stem, such as ``"regression"``.
        seed: seeds the random cases; a fresh one by default.
        limits: how long it may take.

    Raises:
        LookupError: if there is no such assignment.
        autograder.intake.IntakeError: if the submission cannot be read.
    """
    rubric = load(assignment)
    cells = intake.read(submission, filename)
    notebook = intake.rebuild(release.released(assignment), cells)
    return judge_notebook(notebook, rubric, seed, limits)


def judge_notebook(
    notebook: NotebookNode, rubric: Rubric, seed: int | None = None, limits: Limits = Limits()
) -> Judgement:
    """Judge a notebook that :func:`autograder.intake.rebuild` made."""
    seed = secrets.randbits(64) if seed is None else seed
    student_cells = intake.cells_to_run(notebook)
    with session([cell.source for cell in student_cells], limits) as opened:
        outputs = dict(zip((cell.id for cell in student_cells), opened.outputs, strict=True))
        answers = [ask(rubric, question, seed, opened) for question in rubric.questions]
    return Judgement(report(rubric, answers), notebook, outputs)


def judge_trusted(rubric: Rubric, namespace: dict[str, Any], seed: int = 0) -> Report:
    """Judge trusted code in this process: the reference, a misconception, a mutant."""
    trusted = Trusted(namespace)
    return report(rubric, [ask(rubric, q, seed, trusted) for q in rubric.questions])


def report(rubric: Rubric, answers: list[Answer]) -> Report:
    """The verdicts on all answers of one submission."""
    results = [verdict(rubric, answer, answers) for answer in answers]
    return Report(rubric.stem, tuple(withhold(rubric, results)))


def withhold(rubric: Rubric, results: list[QuestionResult]) -> Iterator[QuestionResult]:
    """Give points for consistency only to a class that computes something right.

    Without this an object that always answers 0 would be rewarded for answering 0 twice.
    """
    earned = {q.id: r.earned for q, r in zip(rubric.questions, results, strict=True)}
    for question, result in zip(rubric.questions, results, strict=True):
        name, _, part = question.id.partition(".")
        right = earned.get(f"{name}.forward", 0) + earned.get(f"{name}.backward", 0)
        if part == "reuse" and result.earned and not right:
            message = "These points count as soon as `forward` or `backward` is right."
            result = replace(result, earned=0.0, status="failed", message=message)
        yield result


def ask(rubric: Rubric, question: Question, seed: int, opened: Session | Trusted) -> Answer:
    """Put the cases of one question to a submission and compare what it shows."""
    opened.start()  # before the clock: bringing back a lost notebook is not the student's time
    deadline = time.monotonic() + opened.limits.question
    lost = ""
    groups: list[list[Trial]] = []
    for cases in rubric.draw(question, seed):
        groups.append([])
        for case in cases:
            # Once a question's process is lost, its other cases are not tried.
            seen = [Lost(lost)] if lost else opened.observe(case.steps, deadline)
            expected = expect(rubric, case, opened, deadline)
            groups[-1].append(Trial(case, seen, compare(case.steps, seen, expected)))
            if isinstance(seen[-1], Lost):
                lost = seen[-1].reason
    return Answer(question, groups)


def expect(
    rubric: Rubric, case: Case, opened: Session | Trusted, deadline: float
) -> list[Observation]:
    """What the steps of a case must show: the reference's answers, or those of its baseline."""
    right = Trusted(rubric.namespace()).observe(case.steps)
    shown = [seen for steps in case.baseline for seen in opened.observe(steps, deadline)]
    if not shown or not all(isinstance(seen, Done | Returned) for seen in shown):
        return right
    values = (seen for seen in shown if isinstance(seen, Returned))
    return [next(values) if isinstance(seen, Returned) else seen for seen in right]
