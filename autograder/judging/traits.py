"""What can be said in words of a case, and of an entry in an array: the options, shapes, numbers.

Each trait is a key of the section ``trait`` or ``entry`` in :mod:`autograder.messages`, and a
clause there: "there is a single row". None holds a number of a hidden case.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judging.report import Phrase
from autograder.judging.rubric import Case
from autograder.sandbox.protocol import Build, Call

Array = np.ndarray

#: Where exp(x) still fits, but 1 + exp(−x) has lost its digits; and where exp(x) is infinite.
FAR, TOO_FAR = 30.0, 700.0
TINY = 1e-6
#: Beyond this the square of a number is infinite.
HUGE = 1.4e154
#: From so many entries on an input is large.
MANY = 200
#: The label that losses over classes ignore if they are not told another.
IGNORED = -100


#: The parameters of classes, functions and methods, by name; see :func:`exam.parameters`.
Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """What an answer of a submission was about.

    Attributes:
        options: what was given for parameters that have a default, by name.
        by_position: whether some of these were given without their names.
        inputs: the other arguments of the last call that had some, with their names.
        before: how often the same method of the same object was called before.
        more: the parameter of which there may be as many as one likes; empty if there is none.
    """

    options: Mapping[str, Any]
    by_position: bool
    inputs: tuple[tuple[str, Any], ...]
    before: int
    more: str = ""

    @classmethod
    def of(cls, case: Case, step: int, parameters: Parameters) -> Asked:
        """What the call in a step of a case was about."""
        last = case.steps[step]
        assert isinstance(last, Build | Call)
        options: dict[str, Any] = {}
        inputs: tuple[tuple[str, Any], ...] = ()
        name, more, by_position, before = "", "", False, 0
        for earlier in case.steps[: step + 1]:
            if not isinstance(earlier, Build | Call) or earlier.handle != last.handle:
                continue
            if isinstance(earlier, Build):
                name = key = earlier.name
            else:
                key = f"{name}.{earlier.method}" if name else earlier.method
                before += earlier is not last and earlier.method == getattr(last, "method", "")
            given = list(_named(parameters.get(key, ()), earlier.args))
            chosen = {n[:-1]: value for n, value in given if n.endswith("=")}
            needed = tuple((n, value) for n, value in given if not n.endswith("="))
            by_position |= bool(chosen)
            options |= chosen | (earlier.kwargs or {})
            if isinstance(earlier, Call):
                inputs = needed or inputs
                more = next((n[1:] for n in parameters.get(key, ()) if n[:1] == "*"), more)
        return cls(options, by_position, inputs, before, more)

    @property
    def named(self) -> list[tuple[str, Array]]:
        """The inputs that are arrays or lists of numbers and have a name of their own."""
        given = [(name, _array(value)) for name, value in self.inputs if name[:1] != "*"]
        return [(name, a) for name, a in given if a is not None]

    @property
    def arrays(self) -> list[Array]:
        """What these are, lists as the arrays that NumPy makes of them."""
        return [a for _, a in self.named]

    @property
    def typed(self) -> list[Array]:
        """The arrays among them, which were given a type by whoever made them."""
        given = [a for name, a in self.inputs if name[:1] != "*"]
        return [a for a in given if isinstance(a, np.ndarray)]

    @property
    def rest(self) -> list[Array]:
        """The arrays that may be as many as one likes."""
        return [a for name, a in self.inputs if isinstance(a, np.ndarray) and name[:1] == "*"]

    @property
    def names(self) -> dict[str, str]:
        """How the first and the last array are called, and those of which there may be more."""
        names = [name for name, _ in self.named] or [""]
        return {"first": names[0], "second": names[-1], "more": self.more}

    @property
    def first(self) -> Array:
        """The first array; an empty one if there is none."""
        return self.arrays[0] if self.arrays else np.empty(0)

    @property
    def second(self) -> Array:
        """The last array if there are several: targets, mostly; an empty one otherwise."""
        return self.arrays[-1] if len(self.arrays) > 1 else np.empty(0)

    @property
    def labels(self) -> Array:
        """The second array if it holds an index of a class for each row of the first."""
        A, Y = self.first, self.second
        indices = Y.ndim == 1 and Y.dtype.kind in "iu" and A.ndim == 2 and len(A) == len(Y)
        return Y if indices else np.empty(0, int)

    @property
    def ignored(self) -> Array:
        """Which rows have the label that is ignored."""
        return np.asarray(self.labels == self.options.get("ignore_index", IGNORED))


def _array(value: Any) -> Array | None:
    """An array, or a list of numbers as one; ``None`` for anything else."""
    if isinstance(value, np.ndarray):
        return value
    if not isinstance(value, list | tuple):
        return None
    try:
        made = np.asarray(value)
    except ValueError:  # rows of different lengths
        return None
    return made if made.dtype.kind in "biuf" else None


def _named(names: Sequence[str], args: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Positional arguments with the names of their parameters; ``*rest`` takes all that follow."""
    for i, value in enumerate(args):
        yield names[min(i, len(names) - 1)] if names else "", value


# ------------------------------------------------------------------------ of a case


def traits(asked: Asked) -> Iterator[Phrase]:
    """All that can be said of what an answer was about, what says most first."""
    yield from _options(asked)
    for key, holds in TRAITS.items():
        if holds(asked):
            yield Phrase(f"trait.{key}", asked.names)
    if asked.by_position:
        yield Phrase("trait.positional")


def _options(asked: Asked) -> Iterator[Phrase]:
    for name, value in asked.options.items():
        if isinstance(value, str | bool):
            yield Phrase("trait.set", {"option": name, "value": repr(value)})
        if name == "reduction" and value != "mean":
            yield Phrase("trait.not_mean")
        axes = max((a.ndim for a in asked.arrays), default=0)
        if name == "axis" and value not in (-1, axes - 1):
            yield Phrase("trait.other_axis")
        if name == "base" and value != math.e:  # e is the base where none is given
            yield Phrase("trait.other_base")
    for name, value in asked.options.items():
        if not isinstance(value, str):
            yield Phrase("trait.option", {"option": name})
        if isinstance(value, np.ndarray) and value.ndim in (1, 2):
            flat = "per_row" if value.shape[-1] == 1 else "per_entry"
            key = "per_column" if value.ndim == 1 else flat
            yield Phrase(f"trait.{key}", {"option": name})


def _any(condition: Callable[[Array], Any]) -> Callable[[Asked], bool]:
    """Whether a condition holds for an entry of some array."""
    return lambda asked: any(bool(np.any(condition(a))) for a in asked.arrays if a.size)


def _typed(condition: Callable[[Array], bool]) -> Callable[[Asked], bool]:
    """Whether a condition holds for the type of some array."""
    return lambda asked: any(condition(a) for a in asked.typed if a.size)


def _first(condition: Callable[[Array], Any]) -> Callable[[Asked], bool]:
    return lambda asked: asked.first.size > 0 and bool(np.any(condition(asked.first)))


def _second(condition: Callable[[Array], Any]) -> Callable[[Asked], bool]:
    return lambda asked: asked.second.size > 0 and bool(np.any(condition(asked.second)))


def _inside(a: Array) -> Array:
    return np.asarray((a > 0) & (a < 1))


def _between(a: Array) -> Array:
    """Numbers between 0 and 1, if all are from 0 to 1."""
    return _inside(a) & ((a >= 0) & (a <= 1)).all()


def _uneven(a: Array) -> bool:
    return a.ndim == 2 and not np.allclose(a.sum(axis=-1, dtype=float), 1)


def _tied(a: Array) -> bool:
    if a.ndim == 0 or a.shape[-1] < 2:
        return False
    two = np.sort(a, axis=-1)[..., -2:]
    return bool((two[..., 0] == two[..., 1]).any())


def _apart(asked: Asked) -> bool:
    """Whether arrays of different shapes meet."""
    shapes = {a.shape for a in asked.arrays}
    return len(shapes) > 1 and not asked.labels.size


def _equal(asked: Asked) -> bool:
    A, Y = asked.first, asked.second
    return A.shape == Y.shape and A.size > 0 and bool((A == Y).any())


def _ignores_class(asked: Asked) -> bool:
    return asked.labels.size > 0 and asked.options.get("ignore_index", IGNORED) in range(
        asked.first.shape[1]
    )


def _not_one_hot(y: Array) -> bool:
    """Whether labels from 0 to 1 are not just one 1 among zeros."""
    labels = y.ndim in (1, 2) and y.dtype.kind == "f" and bool(((y >= 0) & (y <= 1)).all())
    return labels and not (((y != 0).sum(axis=-1) == 1) & ((y == 1).sum(axis=-1) == 1)).all()


def _absent(asked: Asked) -> bool:
    labels = asked.labels
    return labels.size > 0 and len(set(labels.tolist())) < asked.first.shape[1]


def _numbers(asked: Asked) -> list[float]:
    return [a for _, a in asked.inputs if isinstance(a, int | float)]


with np.errstate(all="ignore"):
    TRAITS: dict[str, Callable[[Asked], bool]] = {
        "again": lambda asked: asked.before > 0,
        "ignored_rows": lambda asked: bool(asked.ignored.any()),
        "ignored_class": _ignores_class,
        "class_indices": lambda asked: asked.labels.size > 0,
        "distributions": lambda asked: asked.first.ndim == 2 == asked.second.ndim,
        "between": _second(_between),
        "not_one_hot": _second(_not_one_hot),
        "uneven": lambda asked: _uneven(asked.second),
        "whole_targets": _second(lambda a: a.ndim == 2 and a.dtype.kind in "iu"),
        "boolean": _typed(lambda a: a.dtype.kind == "b"),
        "narrow": _typed(lambda a: a.dtype.kind in "iu" and a.dtype.itemsize == 1),
        "integers": _typed(lambda a: a.dtype.kind in "iu"),
        "single_precision": _typed(lambda a: a.dtype in (np.float32, np.float16)),
        "other_type": _typed(lambda a: a.dtype != float),
        "list": lambda asked: any(isinstance(a, list | tuple) for _, a in asked.inputs),
        "scalar": lambda asked: bool(_numbers(asked)) and not asked.arrays,
        "nan": _any(lambda a: np.isnan(a) if a.dtype.kind == "f" else False),
        "infinite": _any(lambda a: np.isinf(a) if a.dtype.kind == "f" else False),
        "huge": _first(lambda a: np.abs(a.astype(float)) > HUGE),
        "too_large": _first(lambda a: a > TOO_FAR),
        "too_negative": _first(lambda a: a < -TOO_FAR),
        "large": _first(lambda a: np.abs(a) > FAR),
        "certain": _first(lambda a: ((a == 0) | (a == 1)) & ((a >= 0) & (a <= 1)).all()),
        "zero_first": _first(lambda a: a == 0),
        "zero_second": lambda asked: not asked.labels.size and bool((asked.second == 0).any()),
        "tiny": _first(lambda a: (a != 0) & (np.abs(a) < TINY)),
        "many": lambda asked: asked.first.size > MANY,
        "negative_first": _first(lambda a: a < 0),
        "positive_first": _first(lambda a: a > 0),
        "negative_second": _second(lambda a: a < 0),
        "all_negative": lambda asked: asked.first.size > 0 and bool((asked.first < 0).all()),
        "equal": _equal,
        "tied": lambda asked: _tied(asked.first),
        "zero_number": lambda asked: 0 in _numbers(asked),
        "one_row": lambda asked: asked.first.ndim > 1 and len(asked.first) == 1,
        "one_column": lambda asked: asked.first.ndim > 1 and asked.first.shape[-1] == 1,
        "two_columns": lambda asked: asked.first.ndim > 1 and asked.first.shape[-1] == 2,
        "one_entry": lambda asked: asked.first.size == 1,
        "vector": lambda asked: asked.first.ndim == 1 and asked.first.size > 0,
        "table": lambda asked: asked.first.ndim == 2,
        "deep": lambda asked: asked.first.ndim > 2,
        "absent_class": _absent,
        "broadcast": _apart,
        "several_arrays": lambda asked: len(asked.rest) > 1,
        "no_arrays": lambda asked: bool(asked.more) and not asked.rest,
        "by_columns": lambda asked: not asked.first.flags.c_contiguous,
        "square": lambda asked: asked.first.ndim == 2 and len(set(asked.first.shape)) == 1,
        "tall": lambda asked: asked.first.ndim == 2 and asked.first.shape[0] > asked.first.shape[1],
        "wide": lambda asked: asked.first.ndim == 2 and asked.first.shape[0] < asked.first.shape[1],
    }


# --------------------------------------------------------------- of an entry of an answer


def entries(asked: Asked, answer: Array) -> Iterator[tuple[str, Array]]:
    """All that can be said of entries of an answer: a key, and where it holds."""
    for key, where in ENTRIES.items():
        with np.errstate(all="ignore"):
            mask = where(asked, answer)
        if mask is not None and mask.shape == answer.shape:
            yield key, mask


def _same(asked: Asked, answer: Array, which: str) -> Array | None:
    array: Array = getattr(asked, which)
    return array if array.shape == answer.shape and array.size else None


def _of(which: str, condition: Callable[[Array], Array]) -> Callable[[Asked, Array], Array | None]:
    """A condition on the entry of an input that stands in the same place."""

    def where(asked: Asked, answer: Array) -> Array | None:
        array = _same(asked, answer, which)
        return None if array is None else np.asarray(condition(array))

    return where


def _both(condition: Callable[[Array, Array], Array]) -> Callable[[Asked, Array], Array | None]:
    def where(asked: Asked, answer: Array) -> Array | None:
        A, Y = _same(asked, answer, "first"), _same(asked, answer, "second")
        return None if A is None or Y is None else np.asarray(condition(A, Y))

    return where


def _right_class(asked: Asked, answer: Array) -> Array | None:
    """The entry of each row's own class."""
    if asked.labels.size and answer.shape == asked.first.shape:
        return np.asarray(asked.labels[:, None] == np.arange(answer.shape[1]))
    Y = _same(asked, answer, "second")
    if Y is None or Y.ndim != 2 or not (((Y == 0) | (Y == 1)).all() and (Y.sum(1) == 1).all()):
        return None
    return np.asarray(Y == 1)


def _not(where: Callable[[Asked, Array], Array | None]) -> Callable[[Asked, Array], Array | None]:
    def opposite(asked: Asked, answer: Array) -> Array | None:
        mask = where(asked, answer)
        return None if mask is None else ~mask

    return opposite


def _ignored(asked: Asked, answer: Array) -> Array | None:
    if not answer.ndim or len(asked.ignored) != len(answer):
        return None
    rows = asked.ignored.reshape(-1, *(1,) * (answer.ndim - 1))
    return np.broadcast_to(rows, answer.shape)


def _index(axis: int, last: bool) -> Callable[[Asked, Array], Array | None]:
    """The first or last row or column of an answer that has several of them."""

    def where(asked: Asked, answer: Array) -> Array | None:
        if answer.ndim <= axis or answer.shape[axis] < 2:
            return None
        mask = np.zeros(answer.shape, bool)
        mask[(slice(None),) * axis + (-1 if last else 0,)] = True
        return mask

    return where


def _diagonal(asked: Asked, answer: Array) -> Array | None:
    if answer.ndim < 2 or answer.shape[-1] != answer.shape[-2]:
        return None
    return np.broadcast_to(np.eye(answer.shape[-1], dtype=bool), answer.shape)


def _largest(a: Array) -> Array:
    return np.asarray(a == a.max(axis=-1, keepdims=True))


ENTRIES: dict[str, Callable[[Asked, Array], Array | None]] = {
    "ignored": _ignored,
    "counted": _not(_ignored),
    "right_class": _right_class,
    "other_classes": _not(_right_class),
    "diagonal": _diagonal,
    "off_diagonal": _not(_diagonal),
    "equal": _both(lambda A, Y: A == Y),
    "above": _both(lambda A, Y: A > Y),
    "below": _both(lambda A, Y: A < Y),
    "far": _both(lambda A, Y: np.abs(A - Y) > 1),
    "near": _both(lambda A, Y: np.abs(A - Y) <= 1),
    "zero_second": _of("second", lambda Y: Y == 0),
    "nonzero_second": _of("second", lambda Y: Y != 0),
    "one_second": _of("second", lambda Y: Y == 1),
    "between_second": _of("second", _inside),
    "zero_first": _of("first", lambda A: A == 0),
    "nonzero_first": _of("first", lambda A: A != 0),
    "large": _of("first", lambda A: np.abs(A) > FAR),
    "negative_first": _of("first", lambda A: A < 0),
    "positive_first": _of("first", lambda A: A > 0),
    "largest": _of("first", _largest),
    "not_largest": _of("first", lambda A: ~_largest(A)),
    "first_row": _index(0, last=False),
    "last_row": _index(0, last=True),
    "first_column": _index(1, last=False),
    "last_column": _index(1, last=True),
    "not_first_row": _not(_index(0, last=False)),
    "not_last_row": _not(_index(0, last=True)),
    "not_first_column": _not(_index(1, last=False)),
    "not_last_column": _not(_index(1, last=True)),
}
