"""Step three, *compare*: does what the submission showed equal what the reference shows?"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from autograder.sandbox.protocol import (
    Call,
    Done,
    Input,
    Lost,
    Missing,
    Observation,
    Raised,
    Rejected,
    Returned,
    Step,
)

#: The one place where tolerances live. Float64 throughout: a looser tolerance would let
#: ``log(p + 1e-7)``, float32 arithmetic and finite differences pass as exact.
RTOL = 1e-9
ATOL = 1e-12
#: What float32 arithmetic can be expected to reach.
RTOL_SINGLE = 1e-4
ATOL_SINGLE = 1e-6

Kind = Literal[
    "value", "precision", "shape", "wrapped", "type", "nonfinite", "input", "raised", "silent",
    "unanswered", "missing", "timeout", "died",
]  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """The first place where a submission differs from the reference.

    Attributes:
        kind: what sort of difference it is.
        step: the index of the step in its case.
        detail: about the submission's own answer, safe to show: the name that is missing, the
            class of the exception, the shape, or a key of the section ``returned`` in
            :mod:`autograder.messages`.
        actual, expected: the two arrays, where there are two to compare.
        count: how many values a tuple has.
        error: the class of the exception that should have been raised instead of another one.
    """

    kind: Kind
    step: int
    detail: str = ""
    actual: np.ndarray | None = None
    expected: np.ndarray | None = None
    count: int = 0
    error: str = ""


def compare(
    steps: Sequence[Step], seen: Sequence[Observation], expected: Sequence[Observation]
) -> Difference | None:
    """The first difference, or ``None`` if all observations agree."""
    for index, (actual, right) in enumerate(zip(seen, expected, strict=False)):
        if difference := _compare_one(index, steps[index], actual, right):
            return _in_kind(difference)
    return None


def _in_kind(difference: Difference) -> Difference:
    """The same, told apart from what single precision does; nobody else asks for that."""
    mine, right = difference.actual, difference.expected
    if difference.kind != "value" or mine is None or right is None:
        return difference
    single = _close(mine, right, RTOL_SINGLE, ATOL_SINGLE)
    return replace(difference, kind="precision") if single else difference


def same(seen: Sequence[Observation], other: Sequence[Observation]) -> bool:
    """Whether two lists of observations agree everywhere, their failures included."""
    return len(seen) == len(other) and all(
        _compare_one(0, None, a, b) is None for a, b in zip(seen, other, strict=True)
    )


def alike(seen: Observation, other: Observation) -> bool:
    """Whether two observations agree, as far as tolerances tell."""
    return _compare_one(0, None, seen, other) is None


def unwrap(seen: Sequence[Observation], right: Sequence[Observation]) -> list[Observation]:
    """What was seen, without the axes of length one that the right answers do not have.

    So ``[[0.5]]`` becomes ``0.5`` where a number is right, and a gradient of shape (1, N, C) one
    of shape (N, C). Everything else stays as it is.
    """
    pairs = zip(seen, right, strict=False)
    return [*itertools.starmap(_unwrap, pairs), *seen[len(right) :]]


def _unwrap(mine: Observation, right: Observation) -> Observation:
    if not (isinstance(mine, Returned) and isinstance(right, Returned)):
        return mine
    if len(mine.parts) != len(right.parts) or mine.is_tuple != right.is_tuple:
        return mine
    pairs = list(zip(mine.parts, right.parts, strict=True))
    if not any(_is_wrapped(a, b) for a, b in pairs):
        return mine
    parts = (a.reshape(b.shape) if _is_wrapped(a, b) else a for a, b in pairs)
    return Returned(tuple(parts), mine.is_tuple)


def _is_wrapped(mine: np.ndarray, right: np.ndarray) -> bool:
    """Whether an array is of the right shape but for more axes of length one."""
    return mine.ndim > right.ndim and mine.squeeze().shape == right.squeeze().shape


def wrapping(
    steps: Sequence[Step], seen: Sequence[Observation], right: Sequence[Observation]
) -> list[Difference]:
    """Where a submission shows values in more axes than are right."""
    return [
        Difference("wrapped", index, str(a.shape), a, b)
        for index, (mine, reference) in enumerate(zip(seen, right, strict=False))
        if isinstance(steps[index], Call)
        and isinstance(mine, Returned)
        and isinstance(reference, Returned)
        and mine.is_tuple == reference.is_tuple
        and len(mine.parts) == len(reference.parts)
        for a, b in zip(mine.parts, reference.parts, strict=True)
        if _is_wrapped(a, b)
    ]


def _compare_one(
    index: int, step: Step | None, actual: Observation, right: Observation
) -> Difference | None:
    if isinstance(actual, Lost):
        return Difference(actual.reason, index)
    if isinstance(actual, Missing):
        return None if actual == right else Difference("missing", index, actual.name)
    if isinstance(actual, Raised):
        if _raised_alike(actual, right):
            return None
        if actual.kind == "NotImplementedError":
            return Difference("unanswered", index)
        error = right.kind if isinstance(right, Raised) else ""
        return Difference("raised", index, actual.kind, error=error)
    if isinstance(right, Raised):
        return Difference("silent", index, right.kind)
    if isinstance(actual, Rejected):
        return None if actual == right else Difference("type", index, actual.reason)
    if isinstance(actual, Done) or isinstance(right, Done):
        return None if type(actual) is type(right) else Difference("type", index, "no_value")
    if not isinstance(right, Returned):  # only when a misconception is compared
        return Difference("type", index, "number")
    return _compare_values(index, step, actual, right)


def _raised_alike(actual: Raised, right: Observation) -> bool:
    return isinstance(right, Raised) and actual.kind == right.kind


def _compare_values(
    index: int, step: Step | None, actual: Returned, right: Returned
) -> Difference | None:
    if actual.is_tuple != right.is_tuple or len(actual.parts) != len(right.parts):
        return Difference("type", index, _kind(actual), count=len(actual.parts))
    if isinstance(step, Input):  # what nobody touched is the same to the last bit
        pairs = zip(actual.parts, right.parts, strict=True)
        untouched = all(_identical(mine, reference) for mine, reference in pairs)
        return None if untouched else Difference("input", index)
    for mine, reference in zip(actual.parts, right.parts, strict=True):
        if difference := _compare_arrays(index, mine, reference):
            return replace(difference, count=len(right.parts)) if right.is_tuple else difference
    return None


def _identical(mine: np.ndarray, reference: np.ndarray) -> bool:
    return np.array_equal(mine, reference, equal_nan=mine.dtype.kind == reference.dtype.kind == "f")


def _kind(value: Returned) -> str:
    return "tuple" if value.is_tuple else "single"


def _compare_arrays(index: int, mine: np.ndarray, reference: np.ndarray) -> Difference | None:
    if mine.shape != reference.shape:
        return Difference("shape", index, str(mine.shape), mine, reference)
    if mine.dtype.kind == "b" and reference.dtype.kind != "b":
        return Difference("type", index, "boolean")
    if _close(mine, reference, RTOL, ATOL):
        return None
    if not np.isfinite(mine).all() and np.isfinite(reference).all():
        return Difference("nonfinite", index, _nonfinite(mine), mine, reference)
    return Difference("value", index, "", mine, reference)


def _close(mine: np.ndarray, reference: np.ndarray, rtol: float, atol: float) -> bool:
    mine, reference = mine.astype(np.float64), reference.astype(np.float64)
    if mine.tobytes() == reference.tobytes():  # the usual case, and a hundred times faster
        return True
    return bool(np.allclose(mine, reference, rtol=rtol, atol=atol, equal_nan=True))


def _nonfinite(mine: np.ndarray) -> str:
    return "nan" if np.isnan(mine).any() else "infinite"
