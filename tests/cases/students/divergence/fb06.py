import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    unit = 1.0 if base is None else np.log(base)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    return terms.sum(axis=axis) / unit


def kl_divergence(p, q, axis=-1, base=None):
    return cross_entropy(p, q, axis, base) - cross_entropy(p, p)


def half(a, b):
    """The terms a log(a/m) for m = (a + b)/2, with 0 log 0 = 0."""
    total = a + b
    ratio = np.where(a > 0, 2 * a, 1.0) / np.where(a > 0, total, 1.0)
    return a * np.log(ratio)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    js = 0.5 * np.sum(half(p, q) + half(q, p), axis=axis)
    return js if base is None else js / np.log(base)


def extra_bits(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    occurs = p > 0
    p, q = p[occurs], q[occurs]
    with np.errstate(divide="ignore"):
        return np.sum(p * (np.log2(p) - np.log2(q)))
