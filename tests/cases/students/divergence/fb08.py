import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    unit = 1.0 if base is None else np.log(base)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    return terms.sum(axis=axis) / unit


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * (np.log(p) - np.log(q))
    terms = np.where(p == 0, 0.0, terms)
    return terms.sum(axis=axis) / (1.0 if base is None else np.log(base))


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = 0.5 * p + 0.5 * q
    js = 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)
    return np.minimum(js, np.log(2))


def extra_bits(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    occurs = p > 0
    p, q = p[occurs], q[occurs]
    with np.errstate(divide="ignore"):
        return np.sum(p * (np.log2(p) - np.log2(q)))
