import numpy as np


class Unit:
    """A unit of information, made from the base of its logarithm."""

    def __init__(self, base):
        self.nats = 1.0 if base is None else float(np.log(base))

    def log(self, x):
        with np.errstate(divide="ignore"):
            return np.log(x) / self.nats


def self_information(p, base=None):
    return Unit(base).log(np.asarray(p, dtype="float64")) * -1.0


def entropy(p, axis=-1, base=None):
    unit = Unit(base)
    total = 0.0
    for slice_ in np.moveaxis(np.asarray(p, dtype="float64"), axis, 0):
        total = total - slice_ * unit.log(slice_ + (slice_ == 0.0))
    return total


def bits_per_symbol(counts):
    sizes = np.sort(np.asarray(counts, dtype="float64"))[::-1]
    sizes = sizes[: np.count_nonzero(sizes)]
    shares = np.divide(sizes, np.add.reduce(sizes))
    return float(np.dot(shares, -np.log2(shares)))
