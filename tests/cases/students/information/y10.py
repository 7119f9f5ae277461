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
    p = np.swapaxes(np.asarray(p, dtype=float), axis, -1)
    out = np.zeros(p.shape[:-1])
    for k in range(p.shape[-1]):
        pk = p[..., k]
        out -= pk * np.log(np.where(pk > 0, pk, 1.0))
    if base is not None:
        out /= np.log(base)
    return out[()]


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
