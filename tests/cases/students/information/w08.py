import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = 0.0 - np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    safe = np.where(p > 0, p, 1.0)
    terms = -p * np.log(safe)
    h = terms.sum(axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h + 0.0


def bits_per_symbol(counts):
    p = np.array(counts) / np.sum(counts)
    total = 0.0
    for i in range(0, len(p) - 1):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total


