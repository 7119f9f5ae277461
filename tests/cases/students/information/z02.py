import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    p[p == 0] = 1.0             # 1 * log(1) = 0
    h = -np.sum(p * np.log(p), axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
