import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    if np.any(p == 0):
        return np.inf
    if base is None:
        return -np.log(p)
    return -np.log(p) / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    if np.any(p == 1):
        return 0.0
    inside = p > 0
    terms = np.zeros(p.shape)
    terms[inside] = p[inside] * self_information(p[inside], base)
    return terms.sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
