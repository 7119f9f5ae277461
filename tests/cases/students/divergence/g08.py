import numpy as np


def log_in(base):
    """Return the log function of that base."""
    if base is None:
        return np.log
    if base == 2:
        return np.log2
    if base == 10:
        return np.log10
    return lambda x: np.log(x) / np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    log = log_in(base)
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    q = np.where(p > 0, q, 1.0)
    return (p * -log(q)).sum(axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    log = log_in(base)
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    a = np.where(p > 0, p, 1.0)
    b = np.where(p > 0, q, 1.0)
    return (p * (log(a) - log(b))).sum(axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = p + q
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    return kl_divergence(p, q, -1, 2)
