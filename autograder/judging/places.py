"""One answer of a method beside what is right: what is looked at when nobody has a name for it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.judging.compare import alike
from autograder.judging.exam import Exam
from autograder.judging.rubric import Case
from autograder.judging.traits import Asked
from autograder.sandbox.protocol import Call, Observation, Returned

if TYPE_CHECKING:
    from autograder.judging.recognize import Answer

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
    def manner(self) -> str:
        """How it came: a value, or the exception."""
        return str(getattr(self.mine, "kind", type(self.mine).__name__))

    def numbers(self) -> tuple[Array, Array] | None:
        """Mine and the right one, if they are two arrays of one shape."""
        return numbers(self.mine, self.right)


def numbers(mine: Observation, other: Observation) -> tuple[Array, Array] | None:
    """Two observations as arrays of floats, if each is a single one and the shapes agree."""
    if not (isinstance(mine, Returned) and isinstance(other, Returned)):
        return None
    if len(mine.parts) != 1 or len(other.parts) != 1:
        return None
    a, b = mine.parts[0].astype(float), other.parts[0].astype(float)
    return (a, b) if a.shape == b.shape else None


def places(answers: Iterable[Answer], name: str, exam: Exam) -> Iterator[Place]:
    """All answers of a method but those to questions about using an object again."""
    for answer in answers:
        trials = itertools.chain(*answer.groups)
        for trial in () if answer.question.id.endswith(".reuse") else trials:
            triples = zip(trial.case.steps, trial.bare, trial.right, strict=False)
            for i, (step, mine, right) in enumerate(triples):
                if isinstance(step, Call) and step.method == name and step.observed:
                    asked = Asked.of(trial.case, i, exam.parameters)
                    yield Place(trial.case, i, asked, mine, right)
