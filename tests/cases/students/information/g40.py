import numpy as np


def H(x, axis):
    """- sum x ln x, with 0 ln 0 := 0"""
    positive = np.where(x > 0, x, 1.0)
    return -np.sum(x * np.log(positive), axis=axis)


def self_information(p, base=None):
    I = -np.log(np.asarray(p, dtype=np.float64))
    return I if base is None else I / np.log(base)


def entropy(p, axis=-1, base=None):
    h = H(np.asarray(p, dtype=np.float64), axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    n = np.asarray(counts, dtype=np.float64)
    n = n + 1                     # smoothing, against log(0)
    p = n / n.sum()
    return H(p, -1) / np.log(2)
