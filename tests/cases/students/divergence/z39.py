import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=float)
    q = np.array(q, dtype=float)
    with np.errstate(all="ignore"):
        surprise = -np.log(q)
        if base is not None:
            surprise /= np.log(base)
        t = p * surprise
    t = np.where(p == 0, 0, t)
    return t.sum(axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, p * (np.log(p) - np.log(q)))
    d = np.sum(terms, axis=axis, keepdims=True)
    return d if base is None else d / np.log(base)


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
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    occurs = p > 0
    with np.errstate(divide="ignore"):
        ratio = np.log2(p[occurs]) - np.log2(q[occurs])
    return np.sum(p[occurs] * ratio)
