import numpy as np


def safe_log(x):
    """log, but 0 for x = 0"""
    x = np.asarray(x, dtype=float)
    return np.log(np.where(x == 0, 1.0, x))


def self_information(p, base=None):
    out = -safe_log(p)
    if base is not None:
        out = out / np.log(base)
    return out


def entropy(p, axis=-1, base=None):
    out = -np.mean(np.asarray(p, dtype=float) * safe_log(p), axis=axis)
    if base is not None:
        out = out / np.log(base)
    return out


def bits_per_symbol(counts):
    p = np.asarray(counts, dtype=float)
    p = p / p.sum()
    return -np.sum(p * safe_log(p)) / np.log(2)
