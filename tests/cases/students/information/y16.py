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
    info = np.zeros(p.shape)
    info[p > 0] = -np.log(p[p > 0])
    if base is not None:
        info /= np.log(base)
    return (p * info).sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts)
    counts = counts[counts > 0]
    n = float(counts.sum())
    p = counts.astype(float) / n
    return float(np.sum(p * (np.log2(n) - np.log2(counts))))
