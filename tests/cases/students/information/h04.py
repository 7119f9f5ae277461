import numpy as np


def _log(v, base=None):
    with np.errstate(divide="ignore"):
        return np.log(v) if base is None else np.log(v) / np.log(base)


def self_information(p, base=None):
    return -_log(np.asarray(p, dtype=np.float64), base)


def entropy(p, axis=-1, base=None):
    """H(p) = sum of p * I(p), where p is not 0"""
    p = np.array(p, dtype=np.float64)
    parts = np.zeros(p.shape)
    alive = p != 0
    parts[alive] = p[alive] * self_information(p[alive], base)
    return np.sum(parts, axis=axis)


def bits_per_symbol(counts):
    n = counts[counts > 0]
    freq = n / np.sum(n)
    return -np.sum(freq * np.log2(freq))
