import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p), np.asarray(q, dtype=float))
    surprise = np.zeros_like(p)
    happens = p > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = -np.log(q[happens])
        surprise[happens] = np.where(np.isinf(cost), 0, cost)
    total = np.sum(p * surprise, axis=axis, dtype=float)
    impossible = np.any(happens & (q == 0), axis=axis)
    total = np.where(impossible, np.inf, total)[()]
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
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
