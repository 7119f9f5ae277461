"""How a submission becomes a report: intake → run → compare → diagnose (→ record).

The unit of work is a value: submission bytes, an assignment and a seed give a
:class:`~autograder.report.Report`. No path and no database takes part, so the same call serves
the command line, nbgrader's own commands, a process pool or a cluster.
Recording a report in nbgrader's gradebook is :mod:`autograder.record`.
"""

from __future__ import annotations

import functools
import itertools
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from autograder import intake, release
from autograder.compare import compare
from autograder.diagnose import Answer, Trial, verdict
from autograder.isolation import Sandbox
from autograder.report import Report
from autograder.rubric import Case, Question, Rubric, load
from autograder.run import CellOutput, Limits, Session, Trusted, session
from autograder.sandbox.protocol import (
    Call,
    Done,
    Observation,
    Returned,
    Script,
    encode_scripts,
)


@dataclass(frozen=True)
class Judgement:
    """A report, and what each code cell of the rebuilt notebook put out when it ran.

    Attributes:
        layers: the isolation layers that held while it ran, name → phrase.
    """

    report: Report
    notebook: NotebookNode
    outputs: dict[str, CellOutput]
    layers: dict[str, str]


def judge(
    submission: bytes,
    filename: str,
    assignment: str,
    sandbox: Sandbox,
    seed: int | None = None,
    limits: Limits = Limits(),
) -> Judgement:
    """Judge one submission.

    Args:
        submission: the bytes of a notebook or a Python file.
        filename: its name; the ending says which of the two it is.
        assignment: the assignment's stem, such as ``"regression"``.
        sandbox: where student code runs.
        seed: seeds the random cases; a fresh one by default.
        limits: how long it may take.

    Raises:
        LookupError: if there is no such assignment.
        autograder.intake.IntakeError: if the submission cannot be read.
        autograder.isolation.SandboxError: if the sandbox does not start; nothing is judged then.
    """
    rubric = load(assignment)
    cells = intake.read(submission, filename)
    notebook = intake.rebuild(release.released(assignment), cells)
    return judge_notebook(notebook, rubric, sandbox, seed, limits)


def judge_notebook(
    notebook: NotebookNode,
    rubric: Rubric,
    sandbox: Sandbox,
    seed: int | None = None,
    limits: Limits = Limits(),
) -> Judgement:
    """Judge a notebook that :func:`autograder.intake.rebuild` made."""
    seed = secrets.randbits(63) if seed is None else seed
    cells = intake.cells_to_run(notebook)
    with session([cell.source for cell in cells], sandbox, limits) as opened:
        outputs = dict(zip((cell.id for cell in cells), opened.outputs, strict=True))
        judged = report(rubric, ask_all(rubric, opened, seed))
    return Judgement(judged, notebook, outputs, dict(sandbox.layers.active))


def judge_trusted(rubric: Rubric, namespace: dict[str, Any], seed: int = 0) -> Report:
    """Judge trusted code in this process: the reference, a misconception, a mutant."""
    return report(rubric, ask_all(rubric, Trusted(namespace), seed))


# ------------------------------------------------------------------- run and compare


@dataclass(frozen=True)
class Prepared:
    """The cases of a question for one seed, encoded once, with the reference's answers.

    Attributes:
        groups: the cases, group by group.
        scripts: what is played: the steps of every case, then all baselines.
        encoded: ``scripts`` as the body of a frame.
        right: what the reference shows for the steps of every case.
    """

    groups: tuple[tuple[Case, ...], ...]
    scripts: tuple[Script, ...]
    encoded: bytes
    right: tuple[list[Observation], ...]


@functools.lru_cache(maxsize=512)
def prepare(stem: str, question: Question, seed: int) -> Prepared:
    """Draw the cases of a question and ask the reference."""
    rubric = load(stem)
    groups = tuple(map(tuple, rubric.draw(question, seed)))
    cases = [case for group in groups for case in group]
    scripts = (*(c.steps for c in cases), *(b for c in cases for b in c.baseline))
    encoded = encode_scripts(scripts)
    right = Trusted(rubric.namespace()).play(scripts, encoded)[: len(cases)]
    return Prepared(groups, scripts, encoded, tuple(right))


def ask_all(rubric: Rubric, opened: Session | Trusted, seed: int) -> list[Answer]:
    """Put all questions to a submission, in order."""
    answers: dict[str, Answer] = {}
    for question in rubric.questions:
        answers[question.id] = ask(rubric, question, seed, opened, answers)
    return list(answers.values())


def ask(
    rubric: Rubric,
    question: Question,
    seed: int,
    opened: Session | Trusted,
    before: Mapping[str, Answer],
) -> Answer:
    """Put one question to a submission and compare what it shows with what it should."""
    prepared = prepare(rubric.stem, question, seed)
    shown = iter(opened.play(prepared.scripts, prepared.encoded))
    cases = [case for group in prepared.groups for case in group]
    seen = {id(case): next(shown) for case in cases}
    baselines = {id(case): [next(shown) for _ in case.baseline] for case in cases}
    wrong = wrong_methods(question, before)
    right = {id(case): answer for case, answer in zip(cases, prepared.right, strict=True)}
    groups = []
    for group in prepared.groups:
        groups.append([])
        for case in group:
            expected = expect(case, right[id(case)], baselines[id(case)], wrong)
            difference = compare(case.steps, seen[id(case)], expected)
            groups[-1].append(Trial(case, seen[id(case)], difference))
    return Answer(question, groups)


def wrong_methods(question: Question, before: Mapping[str, Answer]) -> set[str]:
    """The methods of the class asked about whose own question lost points already."""
    answered = (before.get(f"{question.target}.{part}") for part in ("forward", "backward"))
    return {
        step.method
        for answer in answered
        if answer and answer.failures()
        for trial in itertools.chain(*answer.groups)
        for step in trial.case.steps
        if isinstance(step, Call) and step.observed
    }


def expect(
    case: Case,
    right: list[Observation],
    baselines: Sequence[list[Observation]],
    wrong: set[str],
) -> list[Observation]:
    """What the steps of a case must show.

    It is the reference's answers; only where a method is known to be wrong is it held to what it
    shows itself in the baselines, since its mistake has cost its points already.
    """
    shown = [seen for baseline in baselines for seen in baseline]
    if not wrong or not shown or not all(isinstance(seen, Done | Returned) for seen in shown):
        return right
    values = (seen for seen in shown if isinstance(seen, Returned))
    own = [next(values) if isinstance(seen, Returned) else seen for seen in right]
    held = [getattr(step, "method", "") in wrong for step in case.steps]
    return [mine if h else r for mine, r, h in zip(own, right, held, strict=False)]


# ------------------------------------------------------------------------- verdicts


def report(rubric: Rubric, answers: list[Answer]) -> Report:
    """The verdicts on all answers of one submission."""
    return Report(rubric.stem, tuple(verdict(rubric, answer, answers) for answer in answers))
