import numpy as np


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
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    used = p > 0
    with np.errstate(divide="ignore"):
        lengths = np.ceil(-np.log2(q[used]))
    paid = np.sum(p[used] * lengths)
    needed = -np.sum(p[used] * np.log2(p[used]))
    return paid - needed
