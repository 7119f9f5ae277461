import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=float)
    safe = np.where(p > 0, p, 1.0)
    H = -(p * np.log(safe)).sum(axis=axis)
    if base is not None:
        H = H / np.log(base)
    return H


def bits_per_symbol(counts):
    p = np.asarray(counts) / np.sum(counts)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log(p[i])
    return total * 1.4427
