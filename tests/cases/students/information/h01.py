import numpy as np


def self_information(p, base=None):
    unit = np.log(base) if base else 1.0
    with np.errstate(divide="ignore"):
        return np.negative(np.log(np.asarray(p, dtype=float))) / unit


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    eps = 1e-8      # avoids log(0)
    h = -np.sum(p * np.log(p + eps), axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def bits_per_symbol(counts):
    n = np.asarray(counts, dtype=np.float64)
    n = n[n > 0]
    freq = n / n.sum()
    return -np.sum(freq * np.log2(freq))
