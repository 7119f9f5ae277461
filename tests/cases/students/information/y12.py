import numpy as np


def self_information(p, base=None):
    unit = np.log2(base) if base is not None else np.log2(np.e)
    with np.errstate(divide="ignore"):
        return -np.log2(np.asarray(p, dtype=float)) / unit


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = self_information(np.where(p > 0, p, 1.0), base)
    return np.average(info, axis=axis, weights=p)


def bits_per_symbol(counts):
    p = np.array(counts, dtype=float) / np.sum(counts, dtype=float)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total
