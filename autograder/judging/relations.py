"""How wrong numbers relate to right ones: a factor, a root, a sum over rows, an old answer.

Two mistakes in one number, and mistakes that nobody modeled, often leave a simple relation
behind. A relation is told only if it holds in every case that went wrong, with one meaning:
"the number of rows" must be the number of rows each time, whatever the batch.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from autograder.judging.compare import RTOL, Difference, alike
from autograder.judging.report import Phrase
from autograder.judging.rubric import Case
from autograder.sandbox.protocol import Build, Call, Observation, Raised, Returned

if TYPE_CHECKING:
    from autograder.judging.recognize import Trial

Array = np.ndarray
#: What is smaller may be an error of rounding.
SMALL = 1e-6


@dataclass(frozen=True)
class Pair:
    """What was shown in one place, beside what it is held against.

    Attributes:
        name: the method or function that showed it.
        mine, other: the parts that differ, as floats.
        inputs: the arrays that were given before.
    """

    name: str
    mine: tuple[Array, ...]
    other: tuple[Array, ...]
    inputs: tuple[Array, ...]

    @classmethod
    def of(
        cls,
        case: Case,
        difference: Difference | None,
        seen: Sequence[Observation],
        other: Sequence[Observation],
    ) -> Pair | None:
        """The place of a difference; ``None`` if there are not finite numbers on both sides.

        It is :data:`NEGLIGIBLE` if all numbers are so small that they tell nothing.
        """
        step = difference.step if difference else 0
        if step >= min(len(seen), len(other)) or not isinstance(case.steps[step], Call):
            return None
        a, b = seen[step], other[step]
        if not (isinstance(a, Returned) and isinstance(b, Returned)):
            return None
        if len(a.parts) != len(b.parts) or not all(part.size for part in a.parts):
            return None
        parts = [(x.astype(float), y.astype(float)) for x, y in zip(a.parts, b.parts, strict=True)]
        if not all(np.isfinite(part).all() for pair in parts for part in pair):
            return None
        parts = [(x, y) for x, y in parts if x.shape != y.shape or not close(x, y)]
        kept = [(x, y) for x, y in parts if not (_vanishes(x) and _vanishes(y))]
        if parts and not kept:
            return NEGLIGIBLE
        # Numbers that should vanish have no relation to anything.
        if not kept or any(_vanishes(y) for _, y in kept):
            return None
        parts = kept
        mine, right = zip(*parts, strict=True)
        name = getattr(case.steps[step], "method", "")
        return cls(name, mine, right, tuple(_arrays(case, step)))


#: Stands for a place whose numbers tell nothing.
NEGLIGIBLE = Pair("", (), (), ())


def _vanishes(part: Array) -> bool:
    return bool(np.abs(part).max(initial=0.0) < SMALL)


def _arrays(case: Case, end: int) -> Iterator[Array]:
    for step in case.steps[: end + 1]:
        if isinstance(step, Build | Call):
            yield from (a for a in step.args if isinstance(a, np.ndarray))


def close(a: Array, b: Array) -> bool:
    """Whether two arrays of one shape agree to nine digits of the largest entry."""
    if a.shape != b.shape or not np.isfinite(b).all():
        return False
    return bool(np.allclose(a, b, rtol=RTOL, atol=RTOL * np.abs(b).max(initial=0.0)))


# ---------------------------------------------------------------------- factors


def _rows(pair: Pair) -> float:
    return float(next((a.shape[0] for a in pair.inputs if a.ndim), 1))


def _columns(pair: Pair) -> float:
    return float(next((a.shape[1] for a in pair.inputs if a.ndim > 1), 1))


def _entries(pair: Pair) -> float:
    return float(next((a.size for a in pair.inputs if a.ndim), 1))


#: The factors that formulas are made of; each by its key in the section ``factor``.
FACTORS: dict[str, Callable[[Pair], float]] = {
    "minus": lambda pair: -1.0,
    "two": lambda pair: 2.0,
    "half": lambda pair: 0.5,
    "rows": _rows,
    "per_row": lambda pair: 1 / _rows(pair),
    "columns": _columns,
    "per_column": lambda pair: 1 / _columns(pair),
    "entries": _entries,
    "per_entry": lambda pair: 1 / _entries(pair),
    "bits": lambda pair: 1 / math.log(2),
    "nats": lambda pair: math.log(2),
    "tens": lambda pair: 1 / math.log(10),
    "columns_for_rows": lambda pair: _rows(pair) / _columns(pair),
    "rows_for_columns": lambda pair: _columns(pair) / _rows(pair),
    "columns_twice": lambda pair: _columns(pair) ** 2,
}
#: Factors that undo each other are not named together.
OPPOSITE = [{"two", "half"}, {"rows", "per_row"}, {"columns", "per_column"}, {"bits", "nats"}]
COUNTS = set(FACTORS) - {"minus", "two", "half", "bits", "nats", "tens"}


def products(most: int) -> Iterator[tuple[str, ...]]:
    """Meaningful products of up to ``most`` factors, the simplest first."""
    for size in range(1, most + 1):
        for names in itertools.combinations(FACTORS, size):
            chosen = set(names)
            if len(chosen & COUNTS) < 2 and not any(pair <= chosen for pair in OPPOSITE):
                yield names


def factors(pairs: Sequence[Pair], most: int) -> tuple[str, ...] | None:
    """The factors that stand between all pairs, if a simple product does."""
    if not all(_proportional(pair) for pair in pairs):
        return None
    for names in products(most):
        values = [math.prod(FACTORS[name](pair) for name in names) for pair in pairs]
        if 1.0 not in values and all(map(_scales, pairs, values)):
            return names
    return None


def _proportional(pair: Pair) -> bool:
    shapes = all(a.shape == b.shape for a, b in zip(pair.mine, pair.other, strict=True))
    return shapes and any(part.any() for part in pair.other)


def _scales(pair: Pair, factor: float) -> bool:
    with np.errstate(all="ignore"):
        parts = [(a, factor * b) for a, b in zip(pair.mine, pair.other, strict=True)]
    return all(close(a, b) for a, b in parts)


def _said(names: Sequence[str]) -> Phrase:
    """A product of up to three factors as a phrase."""
    phrases = [Phrase(f"factor.{name}") for name in names]
    if len(phrases) == 1:
        return phrases[0]
    *before, last = phrases
    first = before[0]
    for other in before[1:]:
        first = Phrase("factor.comma", {"first": first, "second": other})
    return Phrase("factor.and", {"first": first, "second": last})


#: What may have been done to a mistaken answer besides multiplying it.
BESIDES = {
    "root": "fact.besides_root",
    "squared": "fact.besides_squared",
    "absolute": "fact.besides_absolute",
    "transposed": "fact.besides_transposed",
}


#: Those of them that a single number shows: the others could be a matter of its sign.
SURE = {"root", "squared"}
#: What may have been left undone besides: the numbers stand where their sum or mean should. It is
#: told only where a single number is right: see :func:`apart_rightly`.
BESIDES_APART = {
    "apart_sum": "fact.besides_apart_sum",
    "apart_mean": "fact.besides_apart_mean",
}


def scaled(pairs: Sequence[Pair | None]) -> Phrase | None:
    """What stands between a recognized mistake and what was shown: one factor, or a root."""
    known = [pair for pair in pairs if pair is not None]
    if not known or len(known) < len(pairs):
        return None
    if (names := factors(known, most=1)) and (names != ("minus",) or _many(known)):
        return Phrase("fact.besides", {"name": known[0].name, "factors": _said(names)})
    for key, said in BESIDES.items():
        if all(_is(pair, FUNCTIONS[key]) for pair in known) and (_many(known) or key in SURE):
            return Phrase(said, {"name": known[0].name, "factors": key})
    for key, said in BESIDES_APART.items():
        if all(_apart(pair, APART[key]) for pair in known):
            return Phrase(said, {"name": known[0].name, "factors": key})
    return None


def apart_rightly(phrase: Phrase, right: Iterable[Observation]) -> bool:
    """Whether it may be said that numbers stand apart: only if one number is asked for.

    Where an array is right, a mistake that adds up all of it agrees with anything of its total.
    """
    return phrase.key not in BESIDES_APART.values() or all(
        isinstance(o, Returned) and all(part.ndim == 0 for part in o.parts) for o in right
    )


def _many(pairs: Sequence[Pair]) -> bool:
    """Whether there is more than one number, so that a sign does not agree by chance."""
    return sum(part.size for pair in pairs for part in pair.mine) > 1


def together(mine: Observation, right: Observation, *wrong: Observation) -> bool:
    """Whether a number shows what two mistakes make of it together.

    Each of them has added something of its own to what is right, or multiplied it by something:
    two terms of a sum, two pieces of a function, a factor in front of a sum. Where one mistake
    shows nothing wrong, the other must show just this.
    """
    first, second = wrong
    if alike(first, right) or alike(second, right):
        return alike(mine, second if alike(first, right) else first)
    shown = [o.parts for o in (mine, right, first, second) if isinstance(o, Returned)]
    if len(shown) < 4 or len({tuple(p.shape for p in parts) for parts in shown}) > 1:
        return False
    quadruples = [[p.astype(float) for p in parts] for parts in zip(*shown, strict=True)]
    return any(all(close(m, law(r, a, b)) for m, r, a, b in quadruples) for law in (_sum, _product))


def _sum(right: Array, first: Array, second: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(first + second - right)


def _product(right: Array, first: Array, second: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(np.where(right == 0, first + second, first / right * second))


# --------------------------------------------------------- other relations to what is right


def _is(pair: Pair, function: Callable[[Array], Array]) -> bool:
    with np.errstate(all="ignore"):
        parts = [(a, function(b)) for a, b in zip(pair.mine, pair.other, strict=True)]
    return all(close(a, b) for a, b in parts)


def _telling(pair: Pair) -> bool:
    """Whether there is a number that is not 0 or ±1, which many functions have in common."""
    entries = np.abs(np.concatenate([part.ravel() for part in (*pair.mine, *pair.other)]))
    return bool(np.any((entries > SMALL) & (np.abs(entries - 1) > SMALL)))


def picked(pair: Pair) -> bool:
    """Whether all that was shown is among the real numbers that came in, as what is chosen is."""
    real = [a.ravel() for a in pair.inputs if a.dtype.kind == "f"]
    return bool(real) and all(np.isin(part, np.concatenate(real)).all() for part in pair.mine)


def chosen(pair: Pair) -> bool:
    """Whether both answers are numbers that came in: a factor between them fits by chance."""
    return picked(pair) and picked(replace(pair, mine=pair.other))


#: The axis that is added up. One row alone has no sum: it has only lost an axis.
ADDED = {"added_rows": 0, "averaged_rows": 0, "added_columns": 1}


def _several(pair: Pair, axis: int) -> bool:
    """Whether there is more than one number to add up along an axis of a table."""
    return any(part.ndim > 1 and part.shape[axis] > 1 for part in pair.other)


#: Functions that give 0 for every number between 0 and 1.
WHOLE = {"floored", "truncated"}
#: What may have been done to the right answer; each is told as ``fact.<key>``.
FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "root": np.sqrt,
    "squared": np.square,
    "log": np.log,
    "minus_log": lambda right: -np.log(right),
    "exp": np.exp,
    "exp_minus": lambda right: np.exp(-right),
    "absolute": np.abs,
    "reciprocal": lambda right: 1 / right,
    "complement": lambda right: 1 - right,
    "floored": np.floor,
    "truncated": np.trunc,
    "transposed": lambda right: right.T,
    "added": lambda right: right.sum() if right.size > 1 else right,
    "averaged": lambda right: right.mean() if right.size > 1 else right,
    "added_rows": lambda right: right.sum(axis=0) if right.ndim > 1 else right,
    "averaged_rows": lambda right: right.mean(axis=0) if right.ndim > 1 else right,
    "added_columns": lambda right: right.sum(axis=1) if right.ndim > 1 else right,
}


def _apart(pair: Pair, total: Callable[[Array], float]) -> bool:
    """Whether several numbers stand where their sum, or mean, is right."""
    return all(
        a.ndim == b.ndim + 1 and close(np.asarray(total(a)), b) if b.ndim == 0 else False
        for a, b in zip(pair.mine, pair.other, strict=True)
    )


APART: dict[str, Callable[[Array], float]] = {"apart_sum": np.sum, "apart_mean": np.mean}


def _decimals(pairs: Sequence[Pair]) -> int | None:
    """To how many decimals the right answers were rounded, if they were."""
    parts = [both for pair in pairs for both in zip(pair.mine, pair.other, strict=True)]
    if sum(mine.size for mine, _ in parts) < 2:
        return None
    return next((d for d in range(9) if all(close(a, np.round(b, d)) for a, b in parts)), None)


def to_right(pairs: Sequence[Pair | None], like: Sequence[Pair]) -> Phrase | None:
    """The relation of what was shown to what is right, if it is a simple one.

    Args:
        pairs: the places of one group.
        like: these and others of the same method. A function of the right answer must be the
            same one everywhere; a factor may depend on an option.
    """
    known = [pair for pair in pairs if pair is not None]
    if not known or len(known) < len(pairs):
        return _rounded_besides(known, like)
    name = known[0].name
    if all(map(chosen, like)):
        return None
    if phrase := times(like, most=1) or times(known, most=1):
        return phrase
    for key, function in FUNCTIONS.items():
        if key in WHOLE and all(map(picked, like)):
            continue
        if key in ADDED and not any(_several(pair, ADDED[key]) for pair in like):
            continue
        if all(_is(pair, function) for pair in like) and any(map(_telling, known)):
            shown = any(part.any() for pair in like for part in pair.mine)
            return Phrase(f"fact.{key if shown or key not in WHOLE else 'zeros'}", {"name": name})
    for key, total in APART.items():
        if all(_apart(pair, total) for pair in known):
            return Phrase(f"fact.{key}", {"name": name})
    if (digits := _decimals(like)) is not None:
        return Phrase("fact.rounded", {"name": name, "digits": digits})
    return _step(like) or _step(known)


def _rounded_besides(known: Sequence[Pair], like: Sequence[Pair]) -> Phrase | None:
    """That finite numbers were rounded, where others are wrong in another way.

    Few decimals are left out: small numbers that became 0 for any reason look rounded.
    """
    digits = _decimals(like) if known else None
    if digits is None or digits < 2 or not any(part.any() for pair in like for part in pair.mine):
        return None
    return Phrase("fact.rounded", {"name": known[0].name, "digits": digits})


def times(pairs: Sequence[Pair | None], most: int = 2) -> Phrase | None:
    """By which factors the right answer was multiplied, if by meaningful ones."""
    known = [pair for pair in pairs if pair is not None]
    names = factors(known, most) if known and len(known) == len(pairs) else None
    if not names:
        return None
    if names == ("minus",):
        return Phrase("fact.sign", {"name": known[0].name})
    return Phrase("fact.times", {"name": known[0].name, "factors": _said(names)})


def _step(pairs: Sequence[Pair]) -> Phrase | None:
    """A factor of the step away from an input, as in one step of gradient descent."""
    moved = []
    for pair in pairs:
        if len(pair.mine) != 1 or pair.mine[0].shape != pair.other[0].shape:
            return None
        start = next((a for a in pair.inputs if a.shape == pair.other[0].shape), None)
        if start is None or not pair.other[0].ndim:
            return None
        mine, other = pair.mine[0] - start, pair.other[0] - start
        moved.append(Pair(pair.name, (mine,), (other,), pair.inputs))
    names = factors(moved, most=3)
    if not names:
        return None
    return Phrase("fact.step", {"name": pairs[0].name, "factors": _said(names)})


# ------------------------------------------------------------------ an object used again


def of_reuse(failing: Sequence[Trial]) -> Phrase | None:
    """What an object does wrong when it is used again, as far as its answers show."""
    phrases = [_reused(trial) for trial in failing if trial.case.baseline]
    found = [phrase for phrase in phrases if phrase is not None]
    telling = (phrase for phrase in found if phrase.key != "fact.only_once")
    return next(telling, found[0] if found else None)


def _reused(trial: Trial) -> Phrase | None:
    assert trial.difference is not None
    step, seen, case = trial.difference.step, trial.bare, trial.case
    name = getattr(case.steps[step], "method", "")
    calls = [
        i
        for i, s in enumerate(case.steps[: len(trial.expected)])
        if isinstance(s, Call) and s.method == name and isinstance(trial.expected[i], Returned)
    ]
    before = [i for i in calls if i < step]
    if step >= len(seen):
        return None
    shown = seen[step]
    if isinstance(shown, Raised):
        worked = any(_called(s, name) for s in case.steps[:step])
        return Phrase("fact.only_once", {"name": name, "detail": shown.kind}) if worked else None
    if not isinstance(shown, Returned):
        return None
    handle = getattr(case.steps[step], "handle", None)
    for other in (i for i in calls if i != step):
        if _equal(seen[step], trial.expected[other]):
            shared = getattr(case.steps[other], "handle", None) != handle
            return Phrase("fact.shared" if shared else "fact.stale", {"name": name})
    for other in before:
        if _equal(seen[step], trial.expected[other], trial.expected[step]):
            return Phrase("fact.accumulates", {"name": name})
    return None


def of_memory(failing: Sequence[Trial]) -> Phrase | None:
    """Whether new objects do right where one that was used before does not.

    It is told of cases whose baselines are the same calls by new objects.
    """
    for trial in failing:
        assert trial.difference is not None
        step = trial.difference.step
        shown = trial.bare[step] if step < len(trial.bare) else None
        alone = trial.fresh[step] if step < len(trial.fresh) else None
        if isinstance(shown, Returned) and alone and alike(alone, trial.expected[step]):
            return Phrase("fact.remembers", {"name": getattr(trial.case.steps[step], "method", "")})
    return None


def _called(step: object, name: str) -> bool:
    return isinstance(step, Call) and step.method == name


def _equal(seen: Observation, *others: Observation) -> bool:
    """Whether a value is another one, or the sum of others."""
    if not isinstance(seen, Returned) or not all(isinstance(o, Returned) for o in others):
        return False
    parts = [o.parts for o in others if isinstance(o, Returned)]
    if any(len(p) != len(seen.parts) for p in parts):
        return False
    for mine, *rest in zip(seen.parts, *parts, strict=True):
        if any(mine.shape != part.shape for part in rest) or not close(mine, sum(rest)):
            return False
    return True
