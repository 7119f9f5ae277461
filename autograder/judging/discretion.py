"""What may be said of a hidden case: phrases of small fixed sets, never a number that came out.

A submission sees hidden inputs, and what it returns is up to it. If a message repeated a shape, a
factor or the name of any exception, it would carry a hidden input to the student.
The names of exceptions are bounded where answers are read:
:data:`autograder.sandbox.protocol.EXCEPTIONS`.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np

from autograder.judging.compare import Difference
from autograder.judging.report import Phrase
from autograder.judging.rubric import Case
from autograder.sandbox.protocol import Build, Call

#: Every shape that a message about a hidden case can name.
SHAPES = ("()", "(N,)", "(C,)", "(N, C)", "(C, N)", "(N, 1)", "(1, N)", "(1, C)", "(C, 1)",
          "(1,)", "(1, 1)", "(0,)")  # fmt: skip
#: Every factor that it can name.
FACTORS = (0.25, 1 / 3, 0.5, math.log(2), 1 / math.log(2), 2.0, 3.0, 4.0)


def discreet(phrase: Phrase, case: Case, difference: Difference) -> Phrase:
    """What is said of a difference, with nothing in it that a submission could choose freely."""
    if case.public:
        return phrase
    if "wanted" in phrase.arguments:
        return _shapes(phrase, case, difference)
    if "ratio" in phrase.arguments:
        return _factor(phrase)
    return phrase


def _factor(phrase: Phrase) -> Phrase:
    ratio = phrase.arguments["ratio"]
    named = [sign * f for f in FACTORS for sign in (1, -1) if math.isclose(sign * f, ratio)]
    if named:
        return dataclasses.replace(phrase, arguments=phrase.arguments | {"ratio": named[0]})
    return Phrase("fact.scaled", {"name": phrase.arguments["name"]})


def _shapes(phrase: Phrase, case: Case, difference: Difference) -> Phrase:
    # One of several results may be as long as the batch is by chance.
    given = () if difference.count else _given(case, difference)
    wanted = _symbol(_shape(difference.expected), given)
    told: dict[str, Any] = {"name": phrase.arguments["name"]}
    if wanted == "()":
        told["wanted"] = Phrase("fact.number_wanted")
    elif wanted is not None:
        told["wanted"] = Phrase("fact.shape_wanted", {"shape": wanted})
    else:
        told["wanted"] = Phrase("fact.other_wanted")
    mine = _symbol(_shape(difference.actual), given)
    if mine is None or mine == wanted:
        return Phrase("fact.shape_other", told)
    return Phrase(phrase.key, told | {"detail": mine})


def _shape(array: np.ndarray | None) -> tuple[int, ...]:
    return () if array is None else array.shape


def _given(case: Case, difference: Difference) -> tuple[int, ...]:
    """The shape of the batch that the answer is about: of the last array given, rows first."""
    steps = [s for s in case.steps[: difference.step + 1] if isinstance(s, Build | Call)]
    arrays = [a for s in steps for a in s.args if isinstance(a, np.ndarray) and a.ndim]
    batch: list[tuple[int, ...]] = (
        [a.shape for a in arrays if a.ndim > 1] or [a.shape for a in arrays] or [()]
    )
    return batch[-1]


def _symbol(shape: tuple[int, ...], given: tuple[int, ...]) -> str | None:
    """A shape in terms of the batch's N rows and C columns; ``None`` if it is another one."""
    if not shape:
        return "()"
    if 0 in shape:
        return "(0,)"
    if shape in ((1,), (1, 1)):
        return str(shape)
    letters = dict(reversed(list(zip(given, "NC", strict=False))))  # rows, where both are equal
    told = [letters.get(size, "?") if size > 1 else "1" for size in shape]
    if len(given) < 3 and shape in (given, given[::-1]):
        told = list("NC"[: len(given)] if shape == given else "CN")
    named = f"({told[0]},)" if len(told) == 1 else f"({', '.join(told)})"
    return named if named in SHAPES else None
