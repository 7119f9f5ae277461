import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    q = np.where(p > 0, q, 1.0)          # log 1 = 0
    h = np.sum(-p * np.log(q), axis=axis)
    return h if base is None else h / np.log(base)


def _kl_nats(p, q, axis):
    q = np.where(p > 0, q, 1.0)
    r = np.where(p > 0, p, 1.0)
    return np.sum(p * np.log(r / q), axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    d = np.maximum(_kl_nats(p, q, axis), 0.0)   # Gibbs: D >= 0, rest is rounding
    return d if base is None else d / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = 0.5 * (p + q)
    d = 0.5 * (_kl_nats(p, m, axis) + _kl_nats(q, m, axis))
    return d if base is None else d / np.log(base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    return _kl_nats(p, q, -1) / np.log(2)
