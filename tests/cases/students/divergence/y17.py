import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    with np.errstate(all="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    result = terms.sum(axis=axis)
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
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    if np.count_nonzero(q) < np.count_nonzero(p):
        return np.inf
    both = (p > 0) & (q > 0)
    return np.sum(p[both] * (np.log2(p[both]) - np.log2(q[both])))
