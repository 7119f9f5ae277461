import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    logq = np.log(np.where(p == 0, 1.0, q))
    if base is not None:
        logq = logq / np.log(base)
    return np.sum(-p * logq, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    terms = p * np.log(p / q)
    terms = np.where(np.isfinite(terms), terms, 0.0)
    if base is not None:
        terms = terms / np.log(base)
    return np.sum(terms, axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = 0.5 * (p + q)
    # m > 0 wherever p or q is
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    occurs = p > 0
    return np.sum(p[occurs] * np.log2(p[occurs] / q[occurs]))
