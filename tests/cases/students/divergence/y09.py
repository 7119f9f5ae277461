import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


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
    with np.errstate(divide="ignore", invalid="ignore"):
        plogp = p * np.log(np.where(p > 0, p, 1.0))
        plogq = p * np.log(q)
    d = np.sum(plogp - plogq, axis=axis)
    return d if base is None else d / np.log(base)


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
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        total += float(pk) * (np.log2(float(pk)) - np.log2(float(qk)))
    return total
