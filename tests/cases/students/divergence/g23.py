import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    q1 = np.where(p == 0, 1, q)
    value = -(p * np.log(q1)).sum(axis=axis)
    if base is None:
        return value
    return value / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    p1 = np.where(p == 0, 1, p)
    q1 = np.where(p == 0, 1, q)
    value = (p * np.log(p1 / q1)).sum(axis=axis)
    if base is None:
        return value
    return value / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    if isinstance(p, np.ndarray):
        p = p.astype(float)
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    wasted = 0.0
    for i in range(p.shape[0]):
        if p[i] > 0.0:
            if q[i] > 0.0:
                wasted += p[i] * (np.log2(p[i]) - np.log2(q[i]))
            else:
                wasted = np.inf
    return wasted
