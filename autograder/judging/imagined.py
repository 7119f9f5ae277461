"""Cases as a submission may have taken them: inputs exchanged, options forgotten, labels rounded.

What the reference shows for such a case is held against what a submission showed for the real
one. Where both agree, it is told what was answered instead of what was asked.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.judging.rubric import Case
from autograder.sandbox.protocol import Build, Call, Step

Array = np.ndarray
#: Two arrays of a call, the first and the last; the second is ``None`` if there is one only.
Pair = tuple[Array, Array | None]


Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Imagined:
    """Another way to take a case.

    Attributes:
        key: a key of the section ``imagined``.
        option, value: the option that would have been set otherwise, as text.
        steps: what would have been asked.
    """

    key: str
    steps: tuple[Step, ...]
    option: str = ""
    value: str = ""


def imagined(case: Case, parameters: Parameters) -> Iterator[Imagined]:
    """All other ways to take a case that make a difference to its steps.

    There are none of a case in which a submission is held to its own answers.
    """
    if case.baseline:
        return
    ways = itertools.chain(_forgotten(case), _set(case, parameters), _arrays(case))
    for way in ways:
        if any(new is not old for new, old in zip(way.steps, case.steps, strict=True)):
            yield way


# ------------------------------------------------------------------------- options

#: Options that may have been taken for another value, wherever they exist.
VALUES: dict[str, tuple[Any, ...]] = {
    "reduction": ("mean", "sum", "none", "batchmean"),
    "axis": (0, -1, None),
    "base": (2, 10, math.e),
    "log_target": (True, False),
    "log_input": (True, False),
    "full": (True, False),
}


def _forgotten(case: Case) -> Iterator[Imagined]:
    """The case without one of its options."""
    given = (n for step in case.steps for n in getattr(step, "kwargs", None) or {})
    for option in dict.fromkeys(given):
        steps = tuple(_without(step, option) for step in case.steps)
        yield Imagined("without", steps, option)


def _without(step: Step, option: str) -> Step:
    if not isinstance(step, Build | Call) or option not in (step.kwargs or {}):
        return step
    return replace(step, kwargs={n: v for n, v in (step.kwargs or {}).items() if n != option})


def _set(case: Case, parameters: Parameters) -> Iterator[Imagined]:
    """The case with one of its options at another value."""
    for option, values in VALUES.items():
        for value in values:
            steps = tuple(_with(step, option, value, parameters) for step in case.steps)
            yield Imagined("with", steps, option, repr(value))


def _with(step: Step, option: str, value: Any, parameters: Parameters) -> Step:
    if not isinstance(step, Build | Call):
        return step
    name = step.name if isinstance(step, Build) else step.method if step.handle is None else ""
    names = list(parameters.get(name, ()))
    if f"{option}=" not in names:
        return step
    place = names.index(f"{option}=")
    if place < len(step.args):
        return replace(step, args=(*step.args[:place], value, *step.args[place + 1 :]))
    return replace(step, kwargs=(step.kwargs or {}) | {option: value})


# ------------------------------------------------------------------------- arrays


def _arrays(case: Case) -> Iterator[Imagined]:
    """The case with other arrays."""
    for key, change in CHANGES.items():
        with np.errstate(all="ignore"):
            yield Imagined(key, tuple(_changed(step, change) for step in case.steps))


def _changed(step: Step, change: Callable[[Array, Array | None], Pair | None]) -> Step:
    """A step with other arrays, or as it is if they cannot be changed so."""
    if not isinstance(step, Call):
        return step
    places = [i for i, a in enumerate(step.args) if isinstance(a, np.ndarray)]
    if not places:
        return step
    first = step.args[places[0]]
    second = step.args[places[-1]] if len(places) > 1 else None
    if not first.size or first.dtype.kind not in "iuf":
        return step
    changed = change(first, second)
    if changed is None:
        return step
    args = list(step.args)
    args[places[0]] = changed[0]
    if second is not None:
        args[places[-1]] = changed[1]
    return replace(step, args=tuple(args))


def _first(function: Callable[[Array], Any]) -> Callable[[Array, Array | None], Pair | None]:
    def change(A: Array, Y: Array | None) -> Pair | None:
        return np.asarray(function(A.astype(float))), Y

    return change


def _second(function: Callable[[Array], Any]) -> Callable[[Array, Array | None], Pair | None]:
    def change(A: Array, Y: Array | None) -> Pair | None:
        return (A, np.asarray(function(Y))) if Y is not None and Y.size else None

    return change


def _both(function: Callable[[Array], Any]) -> Callable[[Array, Array | None], Pair | None]:
    """The same for both arrays, if they have rows in common."""

    def change(A: Array, Y: Array | None) -> Pair | None:
        if Y is not None and (not Y.ndim or not A.ndim or len(A) != len(Y)):
            return None
        return np.asarray(function(A)), None if Y is None else np.asarray(function(Y))

    return change


def _swapped(A: Array, Y: Array | None) -> Pair | None:
    return (Y, A) if Y is not None and A.shape == Y.shape else None


def _softmax(a: Array) -> Array:
    e = np.exp(a - a.max(axis=-1, keepdims=True)) if a.ndim else np.ones(())
    return np.asarray(e / e.sum(axis=-1, keepdims=True)) if a.ndim else e


def _tables(function: Callable[[Array], Any]) -> Callable[[Array], Any]:
    """A function of tables that leaves everything else as it is."""
    return lambda a: function(a) if a.ndim == 2 else a


def _shifted_labels(by: int) -> Callable[[Array, Array | None], Pair | None]:
    def change(A: Array, Y: Array | None) -> Pair | None:
        if Y is None or Y.ndim != 1 or Y.dtype.kind not in "iu" or A.ndim != 2:
            return None
        moved = (Y.astype(int) + by) % A.shape[1]
        return A, np.where((Y >= 0) & (A.shape[1] > Y), moved, Y.astype(int))

    return change


def _decided(y: Array) -> Array:
    """One-hot rows with the 1 where the largest entry is."""
    return np.eye(y.shape[-1])[y.argmax(axis=-1)] if y.ndim == 2 else y


def _kept_in(low: float, high: float) -> Callable[[Array], Array]:
    return lambda a: np.clip(a.astype(float), low, high)


#: Each is told as ``imagined.<key>``.
CHANGES: dict[str, Callable[[Array, Array | None], Pair | None]] = {
    "swapped": _swapped,
    "transposed": _both(_tables(np.transpose)),
    "first_row": _both(lambda a: a[:1] if a.ndim else a),
    "without_first_row": _both(lambda a: a[1:] if a.ndim and len(a) > 1 else a),
    "without_last_row": _both(lambda a: a[:-1] if a.ndim and len(a) > 1 else a),
    "without_last_column": _both(_tables(lambda a: a[:, :-1] if a.shape[1] > 1 else a)),
    "first_column": _both(_tables(lambda a: a[:, :1])),
    "flat": _both(_tables(lambda a: a.reshape(1, -1))),
    "absolute": _first(np.abs),
    "negated": _first(lambda a: -a.astype(float)),
    "exp": _first(np.exp),
    "log": _first(np.log),
    "softmax": _first(_softmax),
    "sigmoid": _first(lambda a: 1 / (1 + np.exp(-a.astype(float)))),
    "squared": _first(np.square),
    "root": _first(np.sqrt),
    "one_more": _first(lambda a: a + 1.0),
    "one_less": _first(lambda a: a - 1.0),
    "doubled": _first(lambda a: 2.0 * a),
    "halved": _first(lambda a: a / 2.0),
    "cooled": _first(lambda a: a / np.sqrt(a.shape[-1]) if a.ndim else a),
    "complement": _first(lambda a: 1.0 - a),
    "centered": _first(_tables(lambda a: a - a.mean(axis=-1, keepdims=True))),
    "normalized": _first(lambda a: a / a.sum(axis=-1, keepdims=True) if a.ndim else a),
    "whole": _first(lambda a: np.round(a.astype(float))),
    "truncated": _first(lambda a: np.trunc(a.astype(float))),
    "single": _first(lambda a: a.astype(np.float32).astype(float)),
    "decided": _first(_decided),
    "floored_at_0": _first(_kept_in(0, np.inf)),
    "up_to_1": _first(_kept_in(-np.inf, 1)),
    "sorted": _first(lambda a: np.sort(a, axis=-1) if a.ndim else a),
    "reversed": _first(lambda a: a[..., ::-1] if a.ndim else a),
    "second_decided": _second(_decided),
    "second_whole": _second(lambda y: np.round(y.astype(float)) if y.dtype.kind == "f" else y),
    "second_truncated": _second(lambda y: np.trunc(y.astype(float)) if y.dtype.kind == "f" else y),
    "second_normalized": _second(_tables(lambda y: y / y.sum(axis=-1, keepdims=True))),
    "second_complement": _second(lambda y: 1.0 - y if y.dtype.kind == "f" else y),
    "second_negated": _second(lambda y: -y if y.dtype.kind == "f" else y),
    "second_softmax": _second(lambda y: _softmax(y) if y.dtype.kind == "f" else y),
    "second_exp": _second(lambda y: np.exp(y) if y.dtype.kind == "f" else y),
    "second_log": _second(lambda y: np.log(y) if y.dtype.kind == "f" else y),
    "second_single": _second(
        lambda y: y.astype(np.float32).astype(float) if y.dtype.kind == "f" else y
    ),
    "second_zeros": _second(lambda y: np.zeros_like(y) if y.dtype.kind == "f" else y),
    "second_ones": _second(lambda y: np.ones_like(y) if y.dtype.kind == "f" else y),
    "labels_from_1": _shifted_labels(-1),
    "next_label": _shifted_labels(1),
    "first_label": lambda A, Y: (
        None
        if Y is None or Y.ndim != 1 or Y.dtype.kind not in "iu" or A.ndim != 2
        else (A, np.where((Y >= 0) & (A.shape[1] > Y), 0, Y.astype(int)))
    ),
}
