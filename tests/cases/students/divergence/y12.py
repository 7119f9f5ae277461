import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    # log(1) = 0 for everything that never happens
    safe_q = np.where(p > 0, q, 1.0)
    unit = 1.0 if base is None else np.log(base)
    with np.errstate(divide="ignore"):
        return -(p * np.log(safe_q)).sum(axis=axis) / unit


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    safe_p = np.where(p > 0, p, 1.0)
    safe_q = np.where(p > 0, q, 1.0)
    unit = 1.0 if base is None else np.log(base)
    with np.errstate(divide="ignore"):
        return (p * (np.log(safe_p) - np.log(safe_q))).sum(axis=axis) / unit


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = np.mean([p, q], axis=0)
    return np.mean([kl_divergence(p, m, axis, base), kl_divergence(q, m, axis, base)], axis=0)


def extra_bits(p, q):
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        total += float(pk) * (np.log2(float(pk)) - np.log2(float(qk)))
    return total
