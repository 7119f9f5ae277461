"""A verdict in the light of why something is not there: the cause is told, not the consequence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from autograder.judging.compare import Difference
from autograder.judging.recognize import Answer, Trial
from autograder.judging.report import Origin, Phrase, QuestionResult
from autograder.judging.wording import worded
from autograder.messages import printable
from autograder.sandbox.protocol import Build, Raised


def explained(
    result: QuestionResult, answer: Answer, origins: Sequence[Origin] = ()
) -> QuestionResult:
    """A result that says why its answer is missing or raises, if that is known.

    What an exception says is told of a worked example of the notebook only: it might hold inputs.
    """
    failures = [trial for _, trial in answer.failures() if trial.difference]
    if result.misconception or result.status == "passed" or not failures:
        return result
    if failures[0].difference is None:
        return result
    first, difference = failures[0], failures[0].difference
    names = list(_names(answer.question.target, first, difference))
    for name in names:
        for origin in origins:
            if origin.name == name and _kind(difference) in origin.kinds:
                told = dataclasses.replace(
                    result, said=origin.said, status=origin.status, example=None
                )
                return worded(told, None)
    if text := _text(failures, difference):
        said = (*result.said, Phrase("cause.says", {"text": text}))
        return worded(dataclasses.replace(result, said=said), None)
    return result


def _kind(difference: Difference) -> str:
    return difference.detail if difference.kind == "raised" else difference.kind


def _names(target: str, trial: Trial, difference: Difference) -> Iterator[str]:
    """What an origin may be named after, the narrowest first."""
    step = trial.case.steps[difference.step]
    if isinstance(step, Build):
        yield f"{target}.__init__"
    if method := getattr(step, "method", ""):
        yield f"{target}.{method}"
    if difference.kind == "missing":
        yield difference.detail
    yield target


def _text(failures: Sequence[Trial], difference: Difference) -> str:
    """What the exception says that was raised on a worked example."""
    for trial in failures:
        same = trial.difference is not None and _kind(trial.difference) == _kind(difference)
        if same and trial.difference and trial.case.public and difference.kind == "raised":
            seen = trial.seen[trial.difference.step]
            return printable(seen.text) if isinstance(seen, Raised) else ""
    return ""
