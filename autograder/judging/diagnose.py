"""Step four, *diagnose*: which mistake was made, and how many points does that leave?

What is said about it is :mod:`autograder.judging.wording`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judging.compare import Difference, same
from autograder.judging.exam import Exam, Mistake
from autograder.judging.report import GroupResult, QuestionResult, Status
from autograder.judging.rubric import Case, Group, Question
from autograder.judging.wording import example, fact, worded
from autograder.sandbox.protocol import Call, Observation, Returned


@dataclass(frozen=True)
class Trial:
    """One case, what the submission showed, and where it differs from the reference."""

    case: Case
    seen: list[Observation]
    difference: Difference | None


@dataclass(frozen=True)
class Answer:
    """All trials of one question, group by group; a group may be cut short by a lost child."""

    question: Question
    groups: list[list[Trial]]

    def earned(self) -> float:
        """The points of the groups that pass."""
        lost = sum(group.points for group, _ in self.failures())
        return float(self.question.points - lost)

    def failures(self) -> list[tuple[Group, Trial]]:
        """The first failing trial of each group that fails."""
        pairs = zip(self.question.groups, self.groups, strict=True)
        first = ((g, next((t for t in trials if t.difference), None)) for g, trials in pairs)
        return [(group, trial) for group, trial in first if trial is not None]


def verdict(exam: Exam, answer: Answer, answers: Sequence[Answer]) -> QuestionResult:
    """The result of one question, in the light of all answers of the submission."""
    question, failures = answer.question, answer.failures()
    held_back = withheld(exam, answer, answers)
    earned = answer.earned() - sum(group.points for group in held_back)
    groups = _group_results(answer, failures, held_back)
    if not failures:
        status: Status = "failed" if held_back else "passed"
        result = QuestionResult(question.id, question.points, earned, status, None, "", groups)
        return worded(result, None)
    kinds = {trial.difference.kind for _, trial in failures}
    mistake = None
    if not kinds <= {"unanswered", "missing", "timeout", "died"}:
        mistake = recognize(exam, answer, answers)
    shown = next((trial for _, trial in failures if trial.case.public), None)
    _, first = failures[0]
    result = QuestionResult(
        id=question.id,
        points=question.points,
        earned=earned,
        status=_status(first.difference),
        misconception=mistake.id if mistake else None,
        message="",
        groups=groups,
        example=shown and example(shown.case, shown.difference),
        said=() if mistake else (fact(question, first.case, first.difference),),
    )
    return worded(result, mistake)


def _group_results(
    answer: Answer, failures: list[tuple[Group, Trial]], held_back: list[Group]
) -> tuple[GroupResult, ...]:
    failed = {id(group): trial.case.label for group, trial in failures}
    held = {id(group) for group in held_back}
    return tuple(
        GroupResult(
            group.name,
            group.points,
            0.0 if id(group) in failed or id(group) in held else group.points,
            failed.get(id(group)),
        )
        for group in answer.question.groups
    )


def withheld(exam: Exam, answer: Answer, answers: Sequence[Answer]) -> list[Group]:
    """The groups that pass, but whose points count only beside an honest attempt.

    They compare the submission with itself, or ask for an exception, or for inputs to stay as
    they are. Without this an object that always answers 0 would be rewarded for answering 0 twice,
    and one that always raises for raising. An attempt is honest if ``forward``, ``backward`` or
    ``value`` is right, or wrong in a way that is recognized and with numbers of its own: nan
    equals nan, and what came in comes back alike, however often one asks.
    """
    groups = zip(answer.question.groups, answer.groups, strict=True)
    hollow = [
        group
        for group, trials in groups
        if not any(t.difference for t in trials)
        and (any(t.case.baseline for t in trials) or not any(map(_computes, trials)))
    ]
    ids = {f"{answer.question.target}.{part}" for part in ("forward", "backward", "value")}
    attempts = [a for a in answers if a.question.id in ids]
    honest = not attempts or any(
        a.earned() or (_shows_work(a) and recognize(exam, a, answers)) for a in attempts
    )
    return hollow if hollow and not honest else []


def _shows_work(answer: Answer) -> bool:
    """Whether some number of an answer is finite and not just an argument handed back."""
    return any(
        np.isfinite(part).any() and not any(np.array_equal(part, a) for a in _arguments(trial))
        for trial in itertools.chain(*answer.groups)
        for seen in trial.seen
        if isinstance(seen, Returned)
        for part in seen.parts
    )


def _arguments(trial: Trial) -> list[Any]:
    return [a for step in trial.case.steps if isinstance(step, Call) for a in step.args]


def _computes(trial: Trial) -> bool:
    """Whether a number that the submission computed was looked at."""
    shown = zip(trial.case.steps, trial.seen, strict=False)
    return any(isinstance(step, Call) and isinstance(seen, Returned) for step, seen in shown)


def _status(difference: Difference) -> Status:
    by_kind = {
        "raised": "error",
        "died": "error",
        "timeout": "timeout",
        "missing": "missing",
        "unanswered": "missing",
    }
    return by_kind.get(difference.kind, "failed")


# -------------------------------------------------------------------- recognition


def recognize(exam: Exam, answer: Answer, answers: Sequence[Answer]) -> Mistake | None:
    """The mistake whose outputs are the student's, if there is exactly one.

    A candidate must agree on every case of a group that fails. If several do, the one that
    agrees with the student on more groups of the same class or function is taken.
    """
    candidates = [m for m in exam.mistakes if answer.question.id in m.breaks]
    for trials in answer.groups:
        if not any(t.difference for t in trials):
            continue
        matching = [m for m in candidates if _agrees(exam, m, trials)]
        if len(matching) > 1:
            matching = _closest(exam, matching, answer, answers)
        if len(matching) == 1:
            return matching[0]
    return None


def _agrees(exam: Exam, mistake: Mistake, trials: Sequence[Trial]) -> bool:
    """Whether some variant of a mistake shows what the submission showed in all trials."""
    shown = zip(*(exam.shows(mistake, trial.case) for trial in trials), strict=True)
    return any(all(map(same, (t.seen for t in trials), variant)) for variant in shown)


def _closest(
    exam: Exam, matching: list[Mistake], answer: Answer, answers: Sequence[Answer]
) -> list[Mistake]:
    target = answer.question.target
    related = [t for a in answers if a.question.target == target for t in a.groups]
    agreement = {m: sum(_agrees(exam, m, trials) for trials in related) for m in matching}
    best = max(agreement.values())
    return [m for m in matching if agreement[m] == best]
