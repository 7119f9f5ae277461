import numpy as np


import math


def self_information(p, base=None):
    if isinstance(p, float):
        return math.inf if p == 0 else -math.log(p)
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    if base is not None:
        info = info / math.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = np.zeros(p.shape)
    info[p > 0] = -np.log(p[p > 0])
    if base is not None:
        info /= np.log(base)
    return (p * info).sum(axis=axis)


def bits_per_symbol(counts):
    p = np.array(counts, dtype=float) / np.sum(counts, dtype=float)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total
