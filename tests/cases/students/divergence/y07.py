import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    surprise = np.zeros(p.shape)
    happens = p > 0
    with np.errstate(divide="ignore"):
        surprise[happens] = -np.log(q[happens])
    total = np.sum(p * surprise, axis=axis)
    return total if base is None else total / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    if axis == 0:
        p, q = p.T, q.T
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0)
    d = terms.sum(axis=-1)
    if base is not None:
        d = d / np.log(base)
    return d


def js_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    s = p + q
    with np.errstate(all="ignore"):
        left = np.where(p == 0, 0.0, p * np.log(2 * p / s))
        right = np.where(q == 0, 0.0, q * np.log(2 * q / s))
    result = 0.5 * (left + right).sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
