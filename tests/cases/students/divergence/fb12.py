import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    unit = 1.0 if base is None else np.log(base)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    return terms.sum(axis=axis) / unit


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    unit = np.log(np.e if base is None else base)
    log_p = np.log(np.where(p > 0, p, 1.0))
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(p > 0, q, 1.0))
    return np.sum(p * log_p - p * log_q / unit, axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = p + q
    m = m / m.sum(axis=axis, keepdims=True)
    from_p = cross_entropy(p, m, axis, base) - cross_entropy(p, p, axis, base)
    from_q = cross_entropy(q, m, axis, base) - cross_entropy(q, q, axis, base)
    return (from_p + from_q) / 2


def extra_bits(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    occurs = p > 0
    p, q = p[occurs], q[occurs]
    with np.errstate(divide="ignore"):
        return np.sum(p * (np.log2(p) - np.log2(q)))
