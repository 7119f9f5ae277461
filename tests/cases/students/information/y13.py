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
    probs = np.array(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = -probs * np.log(probs)
    terms[probs == 0] = 0.0
    result = terms.sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def bits_per_symbol(counts):
    n = sum(counts)
    bits = 0.0
    for c in counts:
        if c > 0:
            share = float(c) / float(n)
            bits -= share * np.log2(share)
    return bits
