import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def log(x, base):
    with np.errstate(divide="ignore"):
        return np.log2(x) if base == 2 else np.log(x)


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.where(p > 0, np.asarray(q, dtype=float), 1.0)
    return -np.sum(p * log(q, base), axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.where(p > 0, np.asarray(q, dtype=float), 1.0)
    r = np.where(p > 0, p, 1.0)
    total = np.sum(p * (log(r, base) - log(q, base)), axis=axis)
    return np.maximum(total, 0.0)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = np.where(p + q > 0, (p + q) / 2, 1.0)
    a = p * (log(np.where(p > 0, p, m), base) - log(m, base))
    b = q * (log(np.where(q > 0, q, m), base) - log(m, base))
    return np.sum(a + b, axis=axis) / 2


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * (np.log2(p[used]) - np.log2(q[used])))
