"""Item statistics as testing theory has them, for scores with partial credit.

All take plain numbers. What a class is too small for is ``None``: below :data:`ENOUGH` students a
correlation is mostly chance, and its interval covers nearly everything.
Sources: Lord & Novick, *Statistical Theories of Mental Test Scores* (1968), chapter 15, for
difficulty, discrimination and the groups of 27 %; Cronbach (1951) for alpha; Brown, Cai & DasGupta
(2001) for Wilson's interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Students below which nothing is said but counts and means.
ENOUGH = 20
#: The 97.5 % point of the standard normal distribution: intervals cover 95 %.
Z = 1.959963984540054
#: The share of a class in its upper and in its lower group.
EXTREME = 0.27

Interval = tuple[float, float]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Correlation:
    """Pearson's r with its 95 % interval."""

    r: float
    interval: Interval


@dataclass(frozen=True)
class Item:
    """How one question behaved in a class.

    Attributes:
        id: the question.
        points: what it is worth.
        mean: the mean share of its points, which testing theory calls its difficulty.
        median: the median share of its points.
        deviation: the standard deviation of that share, with n − 1.
        full: how many got all points; ``None`` if that is not to be shown.
        some: how many got any points; likewise.
        full_interval: Wilson's 95 % interval of the share with all points.
        item_rest: the correlation of the question with the sum of all *other* questions.
        upper_lower: mean share in the upper 27 % of the class, less that in the lower 27 %.
        alpha_without: Cronbach's alpha of the other questions.
        quintiles: mean share in each fifth of the class, the weakest first.
    """

    id: str
    points: float
    mean: float
    median: float
    deviation: float | None
    full: int | None
    some: int | None
    full_interval: Interval | None = None
    item_rest: Correlation | None = None
    upper_lower: float | None = None
    alpha_without: float | None = None
    quintiles: tuple[float, ...] | None = None


def items(ids: Sequence[str], points: Sequence[float], earned: Numbers) -> list[Item]:
    """The statistics of all questions.

    Args:
        ids: the questions.
        points: what each is worth.
        earned: points by student (row) and question (column); at least one row.
    """
    enough = len(earned) >= ENOUGH
    total = earned.sum(axis=1)
    found = []
    for column, (id, worth) in enumerate(zip(ids, points, strict=True)):
        share = earned[:, column] / worth
        full, some = int((share >= 1).sum()), int((share > 0).sum())
        rest = np.delete(earned, column, axis=1)
        plain = Item(
            id=id,
            points=float(worth),
            mean=float(share.mean()),
            median=float(np.median(share)),
            deviation=float(share.std(ddof=1)) if len(share) > 1 else None,
            full=full,
            some=some,
        )
        found.append(
            Item(
                **vars(plain)
                | {
                    "full_interval": wilson(full, len(share)),
                    "item_rest": correlation(share, rest.sum(axis=1)),
                    "upper_lower": upper_lower(share, total),
                    "alpha_without": alpha(rest),
                    "quintiles": quintiles(share, total),
                }
            )
            if enough
            else plain
        )
    return found


def wilson(successes: int, n: int) -> Interval:
    """Wilson's 95 % interval of a share: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)."""
    p, z2 = successes / n, Z * Z
    middle = p + z2 / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z2 / n)), min(1.0, (middle + half) / (1 + z2 / n))


def correlation(x: Numbers, y: Numbers) -> Correlation | None:
    """Pearson's r; its interval by Fisher's transformation, tanh(artanh r ± z/√(n − 3)).

    ``None`` if one of the two does not vary, or there are fewer than four pairs.
    """
    n = len(x)
    dx, dy = x - x.mean(), y - y.mean()
    spread = math.sqrt(float(dx @ dx) * float(dy @ dy))
    if n < 4 or spread <= 1e-12 * max(1.0, float(np.abs(x).max()) * float(np.abs(y).max())):
        return None
    r = min(1.0, max(-1.0, float(dx @ dy) / spread))
    if abs(r) >= 1 - 1e-12:
        return Correlation(r, (r, r))
    middle, half = math.atanh(r), Z / math.sqrt(n - 3)
    return Correlation(r, (math.tanh(middle - half), math.tanh(middle + half)))


def alpha(earned: Numbers) -> float | None:
    """Cronbach's alpha: k/(k − 1) · (1 − Σ var(item) / var(total)).

    ``None`` for fewer than two questions or two students, or if all have the same total.
    """
    students, k = earned.shape
    if students < 2 or k < 2:
        return None
    whole = float(earned.sum(axis=1).var(ddof=1))
    if whole <= 1e-12:
        return None
    return float(k / (k - 1)) * (1 - float(earned.var(axis=0, ddof=1).sum()) / whole)


def upper_lower(share: Numbers, total: Numbers) -> float:
    """The discrimination index D: the mean of the upper 27 % less that of the lower 27 %."""
    n = len(total)
    size = EXTREME * n
    return slice_mean(share, total, n - size, n) - slice_mean(share, total, 0, size)


def quintiles(share: Numbers, total: Numbers) -> tuple[float, ...]:
    """The mean share in each fifth of the class by total, the weakest first."""
    n = len(total)
    return tuple(slice_mean(share, total, n * k / 5, n * (k + 1) / 5) for k in range(5))


def slice_mean(share: Numbers, total: Numbers, low: float, high: float) -> float:
    """The mean over the students whose ranks by total lie between two ranks.

    Students with equal totals share their ranks equally, so that no order among them matters.
    """
    _, which, counts = np.unique(total, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    inside = np.minimum(ends, high) - np.maximum(ends - counts, low)
    weights = (np.maximum(inside, 0.0) / counts)[which]
    return float(weights @ share / weights.sum())


@dataclass(frozen=True)
class Together:
    """How often two mistakes were made by the same students.

    Attributes:
        first, second: the mistakes.
        both: students who made both.
        expected: how many that would be if one said nothing about the other.
        phi: Pearson's r of the two, as 0 and 1.
        p: chance of at least ``both`` under independence (Fisher's exact test, one-sided),
            corrected by Holm for the number of pairs that were looked at.
    """

    first: str
    second: str
    both: int
    expected: float
    phi: float
    p: float


def together(made: dict[str, set[str]], n: int, least: int = 5) -> list[Together]:
    """Pairs of mistakes made by the same students more often than chance allows, p < 0.05.

    Args:
        made: for each mistake, the students who made it.
        n: how many students there are.
        least: students who must have made both.
    """
    if n < ENOUGH:
        return []
    names = sorted(name for name, students in made.items() if len(students) >= least)
    pairs = []
    for position, first in enumerate(names):
        for second in names[position + 1 :]:
            a, b, both = len(made[first]), len(made[second]), len(made[first] & made[second])
            spread = math.sqrt(a * (n - a) * b * (n - b))
            phi = (n * both - a * b) / spread if spread else 0.0
            pairs.append(Together(first, second, both, a * b / n, phi, fisher(both, a, b, n)))
    found, largest = [], 0.0
    for rank, pair in enumerate(sorted(pairs, key=lambda pair: pair.p)):
        largest = max(largest, min(1.0, pair.p * (len(pairs) - rank)))  # Holm, step by step
        if largest < 0.05 and pair.both >= least:
            found.append(Together(**vars(pair) | {"p": largest}))
    return found


def fisher(both: int, a: int, b: int, n: int) -> float:
    """P(X ≥ both) of the hypergeometric distribution: ``b`` of ``n`` drawn, ``a`` are marked."""
    ways = sum(math.comb(a, k) * math.comb(n - a, b - k) for k in range(both, min(a, b) + 1))
    return ways / math.comb(n, b)
