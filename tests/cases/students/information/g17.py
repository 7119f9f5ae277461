import numpy as np
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Unit:
    base: Optional[float] = None

    def log(self, x):
        with np.errstate(divide="ignore"):
            y = np.log(x)
        return y if self.base is None else y / np.log(self.base)

    def expected(self, dist):
        support = dist[np.nonzero(dist)]
        return -float(np.dot(support, self.log(support)))


def self_information(p, base=None):
    return -Unit(base).log(np.asarray(p, dtype=np.float64))


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    return np.apply_along_axis(Unit(base).expected, axis, p)[()]


def bits_per_symbol(counts):
    counts = np.array(counts, dtype=np.float64)
    counts /= counts.sum()
    return Unit(2).expected(counts)
