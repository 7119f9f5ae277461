import numpy as np


def _kl(p, q, axis):
    with np.errstate(divide="ignore", invalid="ignore"):
        t = p * (np.log(p) - np.log(q))
    return np.where(p > 0, t, 0.0).sum(axis=axis)


def _arr(x):
    return np.asarray(x, dtype=np.float64)


def _unit(base):
    return np.log(np.e if base is None else base)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = _arr(p), _arr(q)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -p * np.log(q)
    return np.where(p > 0, t, 0.0).sum(axis=axis) / _unit(base)


def kl_divergence(p, q, axis=-1, base=None):
    return _kl(_arr(p), _arr(q), axis) / _unit(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = _arr(p), _arr(q)
    m = (p + q) / 2
    return 0.5 * (_kl(m, p, axis) + _kl(m, q, axis)) / _unit(base)


def extra_bits(p, q):
    return _kl(_arr(p), _arr(q), -1) / _unit(2)
