import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def _log(x, base):
    with np.errstate(divide="ignore"):
        if base == 2:
            return np.log2(x)
        elif base == 10:
            return np.log10(x)
        else:
            return np.log(x)


def self_information(p, base=None):
    return -_log(np.asarray(p), base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p)
    return -np.sum(p * _log(np.where(p > 0, p, np.ones_like(p)), base), axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
