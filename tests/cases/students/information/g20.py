import numpy as np


def self_information(p, base=None):
    p = np.asarray(p)
    info = np.zeros_like(p)
    info[p == 0] = np.inf
    info[p > 0] = -np.log(p[p > 0])
    if base is not None:
        info = info / np.log(base)
    return info[()]


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    h = np.zeros_like(p)
    h[p > 0] = -p[p > 0] * np.log(p[p > 0])
    if base is not None:
        h = h / np.log(base)
    return np.sum(h, axis=axis)


def bits_per_symbol(counts):
    p = np.asarray(counts, dtype=np.float64)
    p = p / np.sum(p)
    return entropy(p, -1, 2)
