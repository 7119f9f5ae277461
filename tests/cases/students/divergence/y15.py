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
    safe_p = np.where(p > 0, p, 1.0)
    safe_q = np.where(p > 0, q, 1.0)
    unit = 1.0 if base is None else np.log(base)
    with np.errstate(divide="ignore"):
        return (p * (np.log(safe_p) - np.log(safe_q))).sum(axis=axis) / unit


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    paid = float(cross_entropy(p, q, base=2))
    needed = float(cross_entropy(p, p, base=2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.float64(paid - needed) / needed
