import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore"):
        s = -np.log(q)
    if base is not None:
        s = s / np.log(base)
    with np.errstate(invalid="ignore"):
        return np.sum(np.where(p > 0, p * s, 0.0), axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        s = np.log(p) - np.log(q)
        if base is not None:
            s = s / np.log(base)
        return np.sum(np.where(p > 0, np.abs(p * s), 0.0), axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    p, q = np.broadcast_arrays(p, q)
    m = (p + q) / 2
    dp = cross_entropy(p, m, axis, base) - cross_entropy(p, p, axis, base)
    dq = cross_entropy(q, m, axis, base) - cross_entropy(q, q, axis, base)
    return (dp + dq) / 2


def extra_bits(p, q):
    return cross_entropy(p, q, base=2)
