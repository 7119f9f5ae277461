import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return np.abs(np.log(p)) / np.log(base or np.e)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nansum(-p * np.log(p), axis=axis) / np.log(base or np.e)


def bits_per_symbol(counts):
    c = np.asarray(counts, dtype=np.float64)
    n = c.sum()
    # H = log n - (1/n) sum c log c
    return np.log2(n) - np.dot(c, np.log2(np.maximum(c, 1))) / n
