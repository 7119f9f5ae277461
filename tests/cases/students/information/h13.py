import numpy as np


class Logarithm:
    def __init__(self, base=None):
        self.unit = np.log(np.e if base is None else base)

    def __call__(self, v):
        with np.errstate(divide="ignore"):
            return np.true_divide(np.log(v), self.unit)


def bits_per_symbol(counts):
    c = np.array(counts, float)
    n = c[np.nonzero(c)]
    # log2 N - (1/N) sum n log2 n
    log2 = Logarithm(2)
    return log2(n.sum()) - n @ log2(n) / n.sum()


def entropy(p, axis=-1, base=None):
    p = np.array(p, float)
    powers = np.where(p == 0, 1.0, p)
    h = np.einsum("...k,...k->...", np.moveaxis(p, axis, -1), np.moveaxis(Logarithm(base)(powers), axis, -1))
    return 0.0 - h


def self_information(p, base=None):
    return 0.0 - Logarithm(base)(np.array(p, float))
