import numpy as np
from functools import reduce


class Unit:
    def __init__(self, base):
        self.size = 1.0 if base is None else float(np.log(base))

    def __call__(self, nats):
        return nats / self.size


def self_information(p, base=None):
    unit = Unit(base)
    with np.errstate(divide="ignore"):
        # -log p = -2 log sqrt p
        return unit(-2 * np.log(np.sqrt(np.asarray(p, dtype=float))))


def entropy(p, axis=-1, base=None):
    unit = Unit(base)
    slices = np.moveaxis(np.asarray(p, dtype=float), axis, 0)
    # one outcome after the other
    def add(h, pk):
        return h + pk * -np.log(pk + (pk == 0))
    return unit(reduce(add, slices, np.zeros(slices.shape[1:])))[()]


def bits_per_symbol(counts):
    # one letter after the other: is it this one, or one of the rest? (chain rule)
    rest = float(np.sum(counts, dtype=float))
    n, H = rest, 0.0
    for c in counts:
        if rest <= 0:
            break
        H += rest / n * entropy([c / rest, 1 - c / rest], base=2)
        rest -= float(c)
    return H
