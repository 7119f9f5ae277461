import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    never = (p == 0)
    terms = np.where(never, 0.0, -np.multiply(p, np.log(q, dtype=np.float64), dtype=np.float64))
    h = np.sum(terms, axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def kl_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    never = (p == 0)
    terms = np.where(never, 0.0, p * np.log((p + never) / (q + never)))
    d = np.sum(terms, axis=axis)
    if base is not None:
        d = d / np.log(base)
    return d


def js_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    m = (p + q) / 2
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    d = kl_divergence(p, q)
    return d / np.log(2)
