import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    return -np.log(p)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    safe = np.where(p > 0, p, 1.0)
    h = -np.sum(p * np.log(safe), axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts / np.sum(counts)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total
