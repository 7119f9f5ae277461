import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        surprise = -np.log(q)
        expected = np.where(p > 0, p * surprise, 0.0).sum(axis=axis)
    return expected if base is None else expected / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    return cross_entropy(p, q, axis, base) - cross_entropy(p, p, axis, base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = (p + q) / 2
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    p, q = p[p > 0], q[p > 0]
    word_length = np.ceil(-np.log2(q))
    paid = np.sum(p * word_length)
    needed = -np.sum(p * np.log2(p))
    return paid - needed
