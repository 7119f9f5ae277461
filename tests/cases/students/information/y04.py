import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def self_information(p, base=None):
    p = np.asarray(p)
    info = np.zeros_like(p)
    info[p == 0] = np.inf
    ok = p > 0
    info = np.where(ok, -np.log(np.where(ok, p, 1).astype(float)), info)
    if base is not None:
        info = info / np.log(base)
    return info[()]


def entropy(p, axis=-1, base=None):
    probs = np.array(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = -probs * np.log(probs)
    terms[probs == 0] = 0.0
    result = terms.sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
