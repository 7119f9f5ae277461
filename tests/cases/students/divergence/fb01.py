import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if np.any((p > 0) & (q == 0)):
        return np.inf
    h = -np.sum(p * np.log(np.where(q == 0, 1.0, q)), axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    happens = p > 0
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(happens, p, 1.0)) - np.log(np.where(happens, q, 1.0))
    d = np.sum(p * log_ratio, axis=axis)
    return d if base is None else d / np.log(base)


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
    return float(kl_divergence(p, q, base=2))
