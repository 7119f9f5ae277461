import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    if p.ndim > 1:
        p = np.moveaxis(p, axis, -1)
        q = np.moveaxis(q, axis, -1)
        return np.array([cross_entropy(pr, qr) for pr, qr in zip(p, q)])
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        total -= pk * np.log(qk)
    if base is not None:
        total /= np.log(base)
    return total


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
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        total += float(pk) * (np.log2(float(pk)) - np.log2(float(qk)))
    return total
