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
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    s = p + q
    with np.errstate(all="ignore"):
        left = np.where(p == 0, 0.0, p * np.log(2 * p / s))
        right = np.where(q == 0, 0.0, q * np.log(2 * q / s))
    result = 0.5 * (left + right).sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    q[p == 0] = 1.0
    log_p = np.log2(np.where(p == 0, 1.0, p))
    with np.errstate(divide="ignore"):
        log_q = np.log2(q)
    return np.sum(p * (log_p - log_q))
