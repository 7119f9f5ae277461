import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    """H(p, q)"""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    terms = np.zeros(p.shape)
    happens = p > 0
    terms[happens] = -p[happens] * np.log(q[happens])
    H = terms.sum(axis=axis)
    return H if base is None else H / np.log(base)


def entropy(p, axis, base):
    """H(p) = H(p, p)"""
    return cross_entropy(p, p, axis=axis, base=base)


def kl_divergence(p, q, axis=-1, base=None):
    """D = H(p, q) - H"""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    return cross_entropy(p, q, axis, base) - entropy(q, axis, base)


def js_divergence(p, q, axis=-1, base=None):
    """H(m) - (H(p) + H(q)) / 2"""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    return entropy((p + q) / 2, axis, base) - (entropy(p, axis, base) + entropy(q, axis, base)) / 2


def extra_bits(p, q):
    """paid - needed"""
    paid = cross_entropy(p, q, base=2)
    needed = entropy(p, -1, 2)
    return paid - needed
