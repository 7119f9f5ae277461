import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    if base is None:
        base = np.e
    logq = np.log(np.where(p > 0, q, 1.0)) / np.log(base)
    return -np.sum(p * logq, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    if base is None:
        base = np.e
    logp = np.log(np.where(p > 0, p, 1.0)) / np.log(base)
    logq = np.log(np.where(p > 0, q, 1.0)) / np.log(base)
    return np.sum(p * (logp - logq), axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = 0.5 * p + 0.5 * q
    return 0.5 * kl_divergence(p, m, axis=axis, base=base) + 0.5 * kl_divergence(q, m, axis=axis)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
