import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    p, q = np.broadcast_arrays(p, q)
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(p == 0, 1.0, q))
    result = np.sum(p * surprise, axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    p, q = np.broadcast_arrays(p, q)
    with np.errstate(divide="ignore"):
        terms = p * (np.log(np.where(p == 0, 1.0, p)) - np.log(np.where(p == 0, 1.0, q)))
    result = np.sum(terms, axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    occurs = p > 0
    with np.errstate(divide="ignore"):
        ratio = np.log2(p[occurs] / q[occurs])
    return np.sum(p[occurs] * np.abs(ratio))
