import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    eps = 1e-12
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    ce = -np.sum(p * np.log(q + eps), axis=axis)
    return ce if base is None else ce / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(p == 0, 0.0, p * (np.log(p) - np.log(q)))
    acc = parts.sum(axis=axis)
    if base is not None:
        acc = acc / np.log(base)
    return acc


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis=axis, base=base) + 0.5 * kl_divergence(q, m, axis=axis, base=base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * (np.log2(p[used]) - np.log2(q[used])))
