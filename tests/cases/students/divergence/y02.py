import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    if np.any((q == 0) & (p > 0)):
        return np.inf
    log_q = np.log(np.where(p > 0, q, 1.0))
    result = -np.sum(p * log_q, axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def kl_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    with np.errstate(all="ignore"):
        terms = np.where(p == 0, 0.0, p * (np.log(p) - np.log(q)))
    result = terms.sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


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
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * (np.log2(p[used]) - np.log2(q[used])))
