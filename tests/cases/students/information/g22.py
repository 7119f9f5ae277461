import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    y = -np.log(p)
    if base is not None:
        y = y / np.log(base)
    return y


def _entropy_of_one(row, base):
    s = 0.0
    for x in row:
        if x > 0:
            s += x * self_information(x, base)
    return s


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    if p.ndim == 1:
        return _entropy_of_one(p, base)
    if axis == 0 or axis == -2:
        p = p.T
    return np.array([_entropy_of_one(row, base) for row in p])


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return _entropy_of_one(counts / counts.sum(), 2)
