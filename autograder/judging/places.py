"""One answer of a method beside what is right: what is looked at when nobody has a name for it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.judging.compare import alike, compare
from autograder.judging.exam import Exam
from autograder.judging.rubric import Case
from autograder.judging.traits import Asked
from autograder.sandbox.protocol import Build, Call, Observation, Returned, Step

if TYPE_CHECKING:
    from autograder.judging.recognize import Trial

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Place:
    """One answer of a method: where it was asked for, what about, what it was, what is right."""

    case: Case
    step: int
    asked: Asked
    mine: Observation
    right: Observation

    @functools.cached_property
    def ok(self) -> bool:
        """Whether it is right."""
        return alike(self.mine, self.right)

    @property
    def manner(self) -> tuple[str, str]:
        """How it is wrong: the kind of difference, and the exception if it is one."""
        difference = compare((self.case.steps[self.step],), (self.mine,), (self.right,))
        if difference is None:
            return "", ""
        return difference.kind, difference.detail if difference.kind == "raised" else ""

    def numbers(self) -> tuple[Array, Array] | None:
        """Mine and the right one, if they are two arrays of one shape."""
        return numbers(self.mine, self.right)


def numbers(mine: Observation, other: Observation) -> tuple[Array, Array] | None:
    """Two observations as arrays of floats, if each is a single one and the shapes agree."""
    if not (isinstance(mine, Returned) and isinstance(other, Returned)):
        return None
    if len(mine.parts) != 1 or len(other.parts) != 1:
        return None
    (a,), (b,) = mine.parts, other.parts
    # An array of no entries may have axes that are too long for another type.
    return (a.astype(float), b.astype(float)) if a.shape == b.shape else None


def places(trials: Iterable[Trial], name: str, exam: Exam) -> Iterator[Place]:
    """All answers of a method."""
    for trial in trials:
        triples = zip(trial.case.steps, trial.bare, trial.right, strict=False)
        for i, (step, mine, right) in enumerate(triples):
            if _asks(step, name):
                asked = Asked.of(trial.case, i, exam.parameters)
                yield Place(trial.case, i, asked, mine, right)


def _asks(step: Step, name: str) -> bool:
    """Whether a step calls a method whose answer is looked at, or builds an object."""
    if isinstance(step, Build):
        return step.name == name
    return isinstance(step, Call) and step.method == name and step.observed
