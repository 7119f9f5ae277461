import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    if p.ndim == 1:
        p = p[p > 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        h = -(p * np.log(p)).sum(axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
