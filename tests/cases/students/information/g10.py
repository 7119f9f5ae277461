import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    info = -np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    tmp = p.copy()
    tmp[tmp == 0] = 1
    h = -(p * np.log(tmp)).sum(axis=axis)
    if base is not None:
        h = h * np.log(base)
    return h


def bits_per_symbol(counts):
    c = np.asarray(counts, dtype=float)
    N = c.sum()
    h = 0.0
    for n in c:
        if n > 0:
            h = h - n / N * np.log2(n / N)
    return h
