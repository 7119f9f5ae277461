import numpy as np


def self_information(p, base=None):
    def one(value):
        if value == 0:
            return np.inf
        info = -np.log(float(value))
        if base is not None:
            info = info / np.log(base)
        return info

    if np.isscalar(p):
        return one(p)
    return np.array([one(value) for value in p])


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(parts, axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def bits_per_symbol(counts):
    n = 0.0
    for c in counts:
        n += float(c)
    acc = 0.0
    for c in counts:
        if c > 0:
            f = float(c) / n
            acc += -f * np.log2(f)
    return acc
