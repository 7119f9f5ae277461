import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(p > 0, q, 1.0))
    h = np.sum(p * surprise, axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if np.allclose(p, q):
        return 0.0
    safe_p = np.where(p > 0, p, 1.0)
    safe_q = np.where(p > 0, q, 1.0)
    with np.errstate(divide="ignore"):
        terms = p * (np.log(safe_p) - np.log(safe_q))
    return np.sum(terms, axis=axis) / np.log(np.e if base is None else base)


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
    bits = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        bits += float(pk) * (np.log2(float(pk)) - np.log2(float(qk)))
    return bits
