"""Step four, *diagnose*: which mistake was made, and what should the student read?

No message ever holds a hidden input or an expected value. The one exception is a worked example
that is printed in the notebook anyway.
"""

from __future__ import annotations

import functools
import inspect
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.compare import Difference, same
from autograder.report import QuestionResult, Status
from autograder.rubric import Case, Group, Question, Rubric
from autograder.run import Trusted
from autograder.sandbox.protocol import Build, Call, Observation, Returned


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


def verdict(rubric: Rubric, answer: Answer, answers: Sequence[Answer]) -> QuestionResult:
    """The result of one question, in the light of all answers of the submission."""
    question, failures = answer.question, answer.failures()
    held_back = withheld(rubric, answer, answers)
    earned = answer.earned() - sum(group.points for group in held_back)
    if held_back and not failures:
        return QuestionResult(question.id, question.points, earned, "failed", None, WITHHELD)
    if not failures:
        return QuestionResult(question.id, question.points, earned, "passed", None, "Correct.")
    kinds = {trial.difference.kind for _, trial in failures}
    misconception = None
    if not kinds <= {"unanswered", "missing", "timeout", "died"}:
        misconception = recognize(rubric, answer, answers)
    return QuestionResult(
        id=question.id,
        points=question.points,
        earned=earned,
        status=_status(failures[0][1].difference),
        misconception=misconception.__name__ if misconception else None,
        message=_message(answer, failures, misconception),
    )


WITHHELD = "These points count as soon as what is computed is right, too."


def withheld(rubric: Rubric, answer: Answer, answers: Sequence[Answer]) -> list[Group]:
    """The groups that pass, but whose points count only beside an honest attempt.

    They compare the submission with itself, or ask for an exception, or for inputs to stay as
    they are. Without this an object that always answers 0 would be rewarded for answering 0 twice,
    and one that always raises for raising. An attempt is honest if ``forward``, ``backward`` or
    ``value`` is right, or wrong in a way that is recognized.
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
    honest = not attempts or any(a.earned() or recognize(rubric, a, answers) for a in attempts)
    return hollow if hollow and not honest else []


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


def recognize(rubric: Rubric, answer: Answer, answers: Sequence[Answer]) -> type | None:
    """The misconception whose outputs are the student's, if there is exactly one.

    A candidate must agree on every case of a group that fails. If several do, the one that
    agrees with the student on more groups of the same class or function is taken.
    """
    candidates = [m for m in rubric.misconceptions if answer.question.id in m.breaks]
    for trials in answer.groups:
        if not any(t.difference for t in trials):
            continue
        matching = [m for m in candidates if _agrees(rubric, m, trials)]
        if len(matching) > 1:
            matching = _closest(rubric, matching, answer, answers)
        if len(matching) == 1:
            return matching[0]
    return None


def _agrees(rubric: Rubric, misconception: type, trials: Sequence[Trial]) -> bool:
    cases = tuple(trial.case for trial in trials)
    return any(
        all(map(same, (t.seen for t in trials), shown))
        for shown in _imagine(rubric, misconception, cases)
    )


@functools.lru_cache(maxsize=4096)
def _imagine(
    rubric: Rubric, misconception: type, cases: tuple[Case, ...]
) -> list[list[list[Observation]]]:
    """What a misconception shows for some cases, once for each of its variants."""
    scripts = [case.steps for case in cases]
    return [Trusted(namespace).play(scripts) for namespace in rubric.mistaken(misconception)]


def _closest(
    rubric: Rubric, matching: list[type], answer: Answer, answers: Sequence[Answer]
) -> list[type]:
    target = answer.question.target
    related = [t for a in answers if a.question.target == target for t in a.groups]
    agreement = {m: sum(_agrees(rubric, m, trials) for trials in related) for m in matching}
    best = max(agreement.values())
    return [m for m in matching if agreement[m] == best]


# ----------------------------------------------------------------------- messages


def _message(
    answer: Answer, failures: list[tuple[Group, Trial]], misconception: type | None
) -> str:
    lines = [_where(answer, failures)]
    trial = failures[0][1]
    if shown := next((t for _, t in failures if t.case.public), None):
        lines.append(_worked_example(shown))
    if misconception is not None:
        lines.append(hint(misconception))
    else:
        lines.append(_fact(answer.question, trial))
    return "\n".join(line for line in lines if line)


def hint(misconception: type) -> str:
    """The docstring of a misconception as flowing paragraphs."""
    text = inspect.cleandoc(misconception.__doc__)
    return "\n\n".join(re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n", text))


def _where(answer: Answer, failures: list[tuple[Group, Trial]]) -> str:
    if failures[0][1].difference.kind in ("unanswered", "missing"):
        return ""
    labels = dict.fromkeys(
        f"{group.name}: {trial.case.label}" if len(answer.groups) > 1 else trial.case.label
        for group, trial in failures
    )
    where = "Not right yet: " + "; ".join(labels) + "."
    failed = {id(group) for group, _ in failures}
    right = [g.name for g in answer.question.groups if id(g) not in failed]
    return where + (f" Right: {', '.join(right)}." if right else "")


def _worked_example(trial: Trial) -> str:
    difference = trial.difference
    if difference.actual is None or difference.expected is None:
        return ""
    step = trial.case.steps[difference.step]
    what = f"`{step.method}`" if isinstance(step, Call) else "the result"
    # As many digits as it takes to see the difference.
    for digits in (6, 10, 17):
        mine, right = _show(difference.actual, digits), _show(difference.expected, digits)
        if mine != right:
            break
    return f"On the worked example of the notebook {what} gives {mine}; the right value is {right}."


def _show(array: np.ndarray, digits: int) -> str:
    if array.ndim == 0:
        return f"{float(array):.{digits}g}"
    if array.ndim > 3:  # even shortened, its brackets would fill pages
        return f"an array of shape {array.shape}"
    shown = np.array2string(array, precision=digits, separator=", ", threshold=24)
    return re.sub(r"\s*\n\s*", " ", shown)


#: What is said of a difference that was not recognized; see :class:`Difference` for the kinds.
FACTS = {
    "missing": "`{detail}` is not defined. Define it in the notebook under exactly this name.",
    "unanswered": "Not answered yet: the code still raises NotImplementedError.",
    "timeout": "No answer in time. Look for a loop that never ends, or that is far too long.",
    "died": "The Python process ended while answering. Remove calls that exit Python.",
    "unbuilt": "`{name}` could not be built: does `__init__` take this option by this name?",
    "raised": "`{name}` raised {detail} where a number was expected.",
    "silent": "`{name}` should raise {detail} here, and returns a value instead.",
    "type": "`{name}` returned {detail}.",
    "shape": "`{name}` returned an array of shape {detail}, not {wanted}.",
    "nonfinite": "`{name}` is {detail} here, though the right answer is finite. "
    "Something overflows, or a logarithm meets zero.",
    "input": "The arrays that the caller passed in were modified. Work on new arrays.",
    "precision": "`{name}` is right to about {digits} digits only. Was it computed in float32, "
    "with a small constant added, or by finite differences? Work in float64, exactly.",
}


def _fact(question: Question, trial: Trial) -> str:
    difference = trial.difference
    step = trial.case.steps[difference.step]
    name = getattr(step, "method", question.target)
    kind = difference.kind
    if kind == "value":
        return _ratio(difference, name)
    if kind == "raised" and difference.detail == "TypeError" and isinstance(step, Build):
        kind = "unbuilt"
    return FACTS[kind].format(
        name=name,
        detail=difference.detail or question.target,
        wanted=_wanted(difference) if kind == "shape" else "",
        digits=_digits(difference) if kind == "precision" else "",
    )


def _wanted(difference: Difference) -> str:
    shape = difference.expected.shape
    return f"shape {shape}" if shape else "a single number"


def _digits(difference: Difference) -> int:
    mine, right = difference.actual.astype(float), difference.expected.astype(float)
    keep = np.isfinite(mine) & np.isfinite(right)
    scale = np.abs(right[keep]).max(initial=0.0) or 1.0
    error = np.abs(mine - right)[keep].max(initial=0.0)
    return max(1, int(-math.log10(error / scale))) if error else 1


def _ratio(difference: Difference, name: str) -> str:
    """Say so if the answer is the right one times a constant."""
    mine, right = difference.actual.astype(float), difference.expected.astype(float)
    keep = right != 0
    if mine.any() and keep.any() and np.isfinite(mine).all() and np.isfinite(right).all():
        with np.errstate(all="ignore"):
            ratios = mine[keep] / right[keep]
        ratio = float(ratios.flat[0])
        if np.allclose(ratios, ratio, rtol=1e-9, atol=0) and not mine[~keep].any():
            if math.isclose(ratio, -1):
                return f"`{name}` has the wrong sign, and is right otherwise."
            if mine.size > 1:
                return f"`{name}` is the right answer times a constant factor ({ratio:.6g})."
    return f"`{name}` returned a wrong value."
