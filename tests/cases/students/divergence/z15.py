import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        h = -np.sum(np.where(p > 0, p * np.log(p), 0.0), axis=axis)
    if base is not None:
        h = h / np.log(base)
    return cross_entropy(p, q, axis, base) - h


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    s = p + q
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(p == 0, 0, p * (np.log(p) - np.log(s) + np.log(2)))
        right = np.where(q == 0, 0, q * (np.log(q) - np.log(s) + np.log(2)))
    js = np.sum(left + right, axis=axis) / 2
    if base is not None:
        js = js / np.log(base)
    return js


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
