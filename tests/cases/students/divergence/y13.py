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
    terms = np.zeros(p.shape)
    happens = p > 0
    with np.errstate(divide="ignore"):
        terms[happens] = p[happens] * (np.log(p[happens]) - np.log(q[happens]))
    total = np.sum(terms, axis=axis)
    return total if base is None else total / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    m = (np.asarray(p) + np.asarray(q)) / 2
    p = np.asarray(p, dtype=float) + 0 * m
    q = np.asarray(q, dtype=float) + 0 * m
    return 0.5 * (kl_divergence(p, m, axis=axis, base=base) + kl_divergence(q, m, axis=axis, base=base))


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
