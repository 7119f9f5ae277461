import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    logq = np.log(np.where(p == 0, 1.0, q))
    if base is not None:
        logq = logq / np.log(base)
    return 0.0 - np.sum(p * logq, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        q[p == 0] = 1.0          # never paid for
        terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0)
    d = np.sum(terms, axis=axis)
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
