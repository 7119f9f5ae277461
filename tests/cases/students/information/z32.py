import numpy as np


import math


def self_information(p, base=None):
    def one(x):
        if x == 0:
            return math.inf
        return -math.log(x) if base is None else -math.log(x, base)

    if np.ndim(p) == 0:
        return one(p)
    return np.array([one(x) for x in p])


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
