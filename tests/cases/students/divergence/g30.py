import numpy as np


def rel_entr(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        r = x * np.log(x / y)
    return np.where(x == 0, 0.0, r)


def kl_div(x, y):
    return rel_entr(x, y) - x + y


def _f(x):
    return np.asarray(x, dtype=np.float64)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = _f(p), _f(q)
    H = np.sum(np.where(p == 0, 0.0, -p * np.log(q + (p == 0))), axis=axis)
    return H if base is None else H / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    D = np.sum(kl_div(_f(p), _f(q)), axis=axis)
    return D if base is None else D / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = _f(p), _f(q)
    m = (p + q) / 2.0
    J = np.sum(rel_entr(p, m) / 2.0 + rel_entr(q, m) / 2.0, axis=axis)
    return J if base is None else J / np.log(base)


def extra_bits(p, q):
    return np.sum(rel_entr(_f(p), _f(q))) / np.log(2.0)
