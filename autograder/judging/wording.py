"""What the student reads: a result in words, by keys of :mod:`autograder.messages`.

No message ever holds a hidden input or an expected value. The one exception is a worked example
that is printed in the notebook anyway.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np

from autograder.judging.compare import Difference
from autograder.judging.discretion import discreet
from autograder.judging.exam import Mistake
from autograder.judging.report import HINT, Example, Phrase, QuestionResult
from autograder.judging.rubric import Case, Question
from autograder.messages import by_number, of_assignment, say
from autograder.messages.wrap import wrapped
from autograder.sandbox.protocol import Build, Call

#: Keys of facts after which it is not told which cases went wrong: none was answered.
UNANSWERED = ("fact.unanswered", "fact.missing")
#: Entries of an array that a student is shown.
MOST = 24
MARKS = {"passed": "✓", "failed": "✗", "error": "✗", "timeout": "✗", "missing": "–"}


def worded(result: QuestionResult, mistake: Mistake | None) -> QuestionResult:
    """A result with its message and gist, in the language of the context."""
    told = [of_assignment(mistake.id, mistake.hint)] if mistake else []
    told += [say_phrase(phrase) for phrase in result.said]
    if not told:
        told = [say("verdict.passed" if result.status == "passed" else "verdict.withheld")]
    lines = [_where(result), _example(result), *told]
    message = "\n".join(line for line in lines if line)
    return dataclasses.replace(result, message=message, gist=told[0].splitlines()[0])


def parts_of_message(result: QuestionResult) -> tuple[str, list[str]]:
    """What a message says for a page that shows the example as a table: where, and the hint.

    The example's sentence is left out if the language of the context is that of the message.
    """
    where, example = _where(result), _example(result)
    lines = [line for line in result.message.splitlines() if line.strip() and line != example]
    if where and lines and lines[0] == where:
        return where, lines[1:]
    return "", lines


def verdict_text(result: QuestionResult, width: int = 90) -> str:
    """A verdict as wrapped plain text."""
    points = {"earned": result.earned, "points": result.points}
    head = {"mark": MARKS[result.status], "id": result.id}
    lines = [by_number("report.head", result.points, **head, **points)]
    for paragraph in result.message.splitlines():
        lines += wrapped(paragraph, width, "  ") or [""]
    return "\n".join(lines)


def say_phrase(phrase: Phrase) -> str:
    """A phrase in the language of the context; arguments that are phrases are said first."""
    if phrase.key == HINT:
        return of_assignment(phrase.arguments["id"], phrase.arguments["english"])
    arguments = {
        name: say_phrase(value) if isinstance(value, Phrase) else value
        for name, value in phrase.arguments.items()
    }
    return say(phrase.key, **arguments)


def _where(result: QuestionResult) -> str:
    """Which cases went wrong, and which groups are right."""
    wrong = [group for group in result.groups if group.failed]
    if not wrong or any(p.key in UNANSWERED or p.key.startswith("cause.") for p in result.said):
        return ""
    labels: dict[str, None] = {}
    for group in wrong:
        label = of_assignment(group.failed or "", group.failed or "")
        if len(result.groups) > 1:
            name = of_assignment(group.name, group.name)
            label = say("verdict.labelled", group=name, label=label)
        labels[label] = None
    where = say("verdict.wrong_here", labels=say("list.semicolon").join(labels))
    right = [group for group in result.groups if not group.failed]
    held = [group for group in right if group.earned < group.points]
    sentences = [where]
    for key, groups in (("right_there", [g for g in right if g not in held]), ("held_there", held)):
        names = say("list.comma").join(of_assignment(g.name, g.name) for g in groups)
        sentences += [say(f"verdict.{key}", groups=names)] if names else []
    return say("list.sentences").join(sentences)


def _example(result: QuestionResult) -> str:
    if result.example is None:
        return ""
    shown = result.example
    what = say("verdict.method", name=shown.method) if shown.method else say("verdict.result")
    return say("verdict.example", what=what, mine=shown.mine, right=shown.right)


def example(case: Case, difference: Difference) -> Example | None:
    """A worked example that went wrong, if there are two numbers to hold against each other."""
    if difference.actual is None or difference.expected is None:
        return None
    # As many digits as it takes to see the difference.
    for digits in (6, 10, 17):
        mine, right = show(difference.actual, digits), show(difference.expected, digits)
        if mine != right:
            break
    step = case.steps[difference.step]
    method = step.method if isinstance(step, Call) else ""
    given = tuple(map(python, case.steps[: difference.step + 1]))
    return Example(case.label, method, given, mine, right)


def python(step: Any, digits: int = 6, most: int = MOST) -> str:
    """A step as the line of Python that it stands for; see :func:`show`."""
    if isinstance(step, Build):
        return f"{step.handle} = {step.name}({_arguments(step, digits, most)})"
    if isinstance(step, Call):
        owner = f"{step.handle}." if step.handle else ""
        return f"{owner}{step.method}({_arguments(step, digits, most)})"
    return ""


def _arguments(step: Build | Call, digits: int, most: int) -> str:
    positional = (_value(value, digits, most) for value in step.args)
    named = (f"{k}={_value(value, digits, most)}" for k, value in (step.kwargs or {}).items())
    return ", ".join([*positional, *named])


def _value(value: Any, digits: int, most: int) -> str:
    if isinstance(value, np.ndarray):
        return show(value, digits, most)
    return getattr(value, "name", None) or getattr(value, "source", None) or repr(value)


def show(array: np.ndarray, digits: int, most: int = MOST) -> str:
    """An array as text on one line; one of more than ``most`` entries is shortened."""
    if array.ndim == 0:
        return f"{float(array):.{digits}g}"
    if array.ndim > 3:  # even shortened, its brackets would fill pages
        return say("verdict.shape", shape=array.shape)
    shown = np.array2string(array, precision=digits, separator=", ", threshold=most)
    return " ".join(line.strip() for line in shown.split("\n"))


def fact(question: Question, case: Case, difference: Difference) -> Phrase:
    """What is said of a difference that was not recognized."""
    return discreet(_fact(question, case, difference), case, difference)


def _fact(question: Question, case: Case, difference: Difference) -> Phrase:
    step, kind = case.steps[difference.step], str(difference.kind)
    name = getattr(step, "method", question.target)
    if kind == "value":
        return _ratio(difference, name)
    if kind == "precision":
        return _inexact(difference, name)
    unbuilt = kind == "raised" and difference.detail == "TypeError" and isinstance(step, Build)
    arguments: dict[str, Any] = {"name": name, "detail": difference.detail or question.target}
    if difference.error:
        kind = "unraised" if unbuilt else "other_error"
        arguments["error"] = difference.error
    elif unbuilt:
        kind = "unbuilt"
    if kind == "type" or kind == "nonfinite":
        arguments["detail"] = Phrase(f"returned.{difference.detail}", {"count": difference.count})
    if kind == "shape":
        arguments["wanted"] = _wanted(difference)
    return Phrase(f"fact.{kind}", arguments)


def _wanted(difference: Difference) -> Phrase:
    shape = difference.expected.shape if difference.expected is not None else ()
    return (
        Phrase("fact.shape_wanted", {"shape": str(shape)})
        if shape
        else Phrase("fact.number_wanted")
    )


def _pair(difference: Difference) -> tuple[np.ndarray, np.ndarray]:
    """What was shown and what is right, as floats, for kinds that have both."""
    assert difference.actual is not None
    assert difference.expected is not None
    return difference.actual.astype(float), difference.expected.astype(float)


#: With fewer digits it is not float32 that was computed with: float16 has three.
SINGLE_DIGITS = 6


def _inexact(difference: Difference, name: str) -> Phrase:
    """What is said of numbers that are nearly right: float32 only if they show it."""
    mine, _ = _pair(difference)
    single = mine.astype(np.float32).astype(float)
    raw = difference.actual
    whole = np.array_equal(mine, np.round(mine))  # such numbers any type can hold
    narrow = np.array_equal(mine, single) and not whole
    digits = _digits(difference)
    if raw is not None and digits >= SINGLE_DIGITS and (raw.dtype == np.float32 or narrow):
        return Phrase("fact.single", {"name": name})
    return Phrase("fact.precision", {"name": name, "digits": digits})


def _digits(difference: Difference) -> int:
    mine, right = _pair(difference)
    keep = np.isfinite(mine) & np.isfinite(right)
    scale = np.abs(right[keep]).max(initial=0.0) or 1.0
    error = np.abs(mine - right)[keep].max(initial=0.0)
    return max(1, int(-math.log10(error / scale))) if error else 1


def _ratio(difference: Difference, name: str) -> Phrase:
    """Say so if the answer is the right one times a constant."""
    mine, right = _pair(difference)
    keep = right != 0
    if mine.any() and keep.any() and np.isfinite(mine).all() and np.isfinite(right).all():
        with np.errstate(all="ignore"):
            ratios = mine[keep] / right[keep]
        ratio = float(ratios.flat[0])
        if np.allclose(ratios, ratio, rtol=1e-9, atol=0) and not mine[~keep].any():
            if math.isclose(ratio, -1):
                return Phrase("fact.sign", {"name": name})
            if mine.size > 1:
                return Phrase("fact.factor", {"name": name, "ratio": ratio})
    return Phrase("fact.value", {"name": name})
