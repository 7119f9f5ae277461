"""What wrong numbers keep of the right ones, and what they break.

A gradient may have the right direction and the wrong length, shares may add up to the right sum,
a loss may be negative where no right one is. None of these facts names a mistake, and each of
them says where to look.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence

import numpy as np

from autograder.judging import relations
from autograder.judging.compare import RTOL
from autograder.judging.places import Place
from autograder.judging.report import Phrase

Array = np.ndarray
#: From so many places on, what they have in common is no chance.
SOME = 2


def pattern(wrong: Sequence[Place], name: str, fine: Sequence[Place] = ()) -> Phrase | None:
    """The first pattern that all wrong answers show.

    Args:
        wrong: the answers that are wrong.
        name: the method that gave them.
        fine: its answers that are right: a law of right answers holds in these, too.
    """
    pairs = [pair for place in wrong if (pair := place.numbers())]
    if len(pairs) < len(wrong) or not all(np.isfinite(a).all() for pair in pairs for a in pair):
        return None
    right = [pair[1] for place in fine if (pair := place.numbers())]
    key = _across(pairs) or _kept(pairs) or _broken(pairs, right) or _size(pairs)
    return Phrase(f"fact.{key}", {"name": name}) if key else None


# --------------------------------------------------------------------- from case to case


def _across(pairs: Sequence[tuple[Array, Array]]) -> str | None:
    """What is the same in all answers, whatever comes in."""
    if all(np.abs(mine).max(initial=0) < 1e-12 for mine, _ in pairs):
        return "vanishes"
    if len(pairs) <= SOME:
        return None
    mine = np.concatenate([mine.ravel() for mine, _ in pairs])
    right = np.concatenate([right.ravel() for _, right in pairs])
    if np.ptp(right) < relations.SMALL:
        return None
    if np.ptp(mine) <= RTOL * np.abs(mine).max():
        return "constant"
    if _one_amount(mine, right, None):
        return "offset"
    if right.all() and np.ptp(mine / right) <= RTOL * np.abs(mine / right).max():
        return "one_factor"
    return None


# --------------------------------------------------------------------- what is still right


def _kept(pairs: Sequence[tuple[Array, Array]]) -> str | None:
    """What is right in all answers that have several entries."""
    large = [(mine, right) for mine, right in pairs if mine.size > 1]
    if not any(mine.size > SOME for mine, _ in large):
        return None
    if any(relations.close(mine, right) for mine, right in large):
        return None  # wrong only in digits at which the patterns do not look
    return next((key for key in KEPT if all(itertools.starmap(KEPT[key], large))), None)


def _several(mine: Array, axis: int) -> bool:
    """Whether a table has several entries along an axis: a single one is alike by itself."""
    return mine.ndim > 1 and mine.shape[axis] > 1


def _shifted(mine: Array, right: Array, axis: int | None) -> bool:
    """Whether all entries along an axis differ from the right ones by one number."""
    if axis is not None and not _several(mine, axis):
        return False
    return _one_amount(mine, right, axis)


def _one_amount(mine: Array, right: Array, axis: int | None) -> bool:
    """Whether numbers are off by the same amount, which is seen to be the same.

    A small amount may vary by less than nine digits of the numbers and vary all the same.
    """
    off = mine - right
    seen = np.minimum(RTOL * np.abs(right).max(), 1e-3 * np.abs(off).max(axis=axis))
    return bool((np.ptp(off, axis=axis) <= seen).all())


def _scaled(mine: Array, right: Array, axis: int | None) -> bool:
    """Whether all entries along an axis are the right ones times one number."""
    if not mine.any() or (axis is not None and not _several(mine, axis)):
        return False
    both = (mine == 0) & (right == 0)
    with np.errstate(all="ignore"):
        ratio = mine / right
    low = np.where(both, np.inf, ratio).min(axis=axis)
    high = np.where(both, -np.inf, ratio).max(axis=axis)
    with np.errstate(all="ignore"):
        equal = np.isfinite(high) & np.isclose(low, high, rtol=RTOL, atol=0)
    return bool((equal | (high < low)).all())


def _reordered(mine: Array, right: Array) -> bool:
    return relations.close(np.sort(mine, axis=None), np.sort(right, axis=None))


def _total(mine: Array, right: Array) -> bool:
    total = right.sum()
    return abs(total) > relations.SMALL and relations.close(mine.sum(), total)


#: Each is told as ``fact.<key>``, what says most first.
KEPT: dict[str, Callable[[Array, Array], bool]] = {
    "shifted": functools.partial(_shifted, axis=None),
    "scaled_batch": functools.partial(_scaled, axis=None),
    "shifted_rows": functools.partial(_shifted, axis=-1),
    "scaled_rows": functools.partial(_scaled, axis=-1),
    "scaled_columns": functools.partial(_scaled, axis=0),
    "reordered": _reordered,
    "same_total": _total,
}


# ------------------------------------------------------------------------ what is broken


def _broken(pairs: Sequence[tuple[Array, Array]], others: Sequence[Array]) -> str | None:
    """What holds for all right answers, and in no wrong one by more than an error of rounding."""
    for key, holds in LAWS.items():
        everywhere = key not in SIGNS or all(map(holds, others))
        clear = SIGNS.get(key, holds)
        if everywhere and all(holds(right) and not clear(mine) for mine, right in pairs):
            return key
    return None


def _sums_to(total: float) -> Callable[[Array], bool]:
    def holds(a: Array) -> bool:
        sums = a.sum(axis=-1) if a.ndim and a.shape[-1] > 1 else np.full(1, np.inf)
        return bool(np.allclose(sums, total, rtol=0, atol=1e-9 * np.abs(a).max(initial=1.0)))

    return holds


def _symmetric(a: Array) -> bool:
    return a.ndim > 1 and a.shape[-1] == a.shape[-2] and relations.close(a, np.swapaxes(a, -1, -2))


#: Each is told as ``fact.<key>``.
LAWS: dict[str, Callable[[Array], bool]] = {
    "not_positive": lambda a: bool((a >= -1e-12).all()),
    "not_negative": lambda a: bool((a <= 1e-12).all()),
    "not_zero_sums": _sums_to(0),
    "not_unit_sums": _sums_to(1),
    "not_symmetric": _symmetric,
}


#: Laws that are told of all right answers, and how far they must be broken to be told at all.
SIGNS: dict[str, Callable[[Array], bool]] = {
    "not_positive": lambda a: bool((a >= -relations.SMALL).all()),
    "not_negative": lambda a: bool((a <= relations.SMALL).all()),
}


def _size(pairs: Sequence[tuple[Array, Array]]) -> str | None:
    """Whether the answers are always too large, or too small, or have the right signs only."""
    if all((mine > right).all() for mine, right in pairs):
        return "too_large"
    if all((mine < right).all() for mine, right in pairs):
        return "too_small"
    if all(mine.size > 1 and (np.sign(mine) == np.sign(right)).all() for mine, right in pairs):
        return "same_signs"
    return None
