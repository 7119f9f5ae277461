import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    with np.errstate(all="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    result = terms.sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def _kl_term(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = x * (np.log(x) - np.log(y)) - x + y
    return np.where(x > 0, inner, y)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    d = np.sum(_kl_term(p, q), axis=axis)
    return d if base is None else d / np.log(base)


def _half(p, m):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * (np.log(p) - np.log(m)), 0.0)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = (p + q) / 2
    d = np.sum(_half(p, m) + _half(q, m), axis=axis) / 2
    return d if base is None else d / np.log(base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * (np.log2(p[used]) - np.log2(q[used])))
