import numpy as np


def _H(p, q, axis):
    inner = np.where(p > 0, q, 1.0)
    return -np.sum(p * np.log(inner), axis=axis)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
    unit = 1.0 if base is None else np.log(base)
    return _H(p, q, axis) / unit


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
    unit = 1.0 if base is None else np.log(base)
    return (_H(p, q, axis) - _H(p, p, axis)) / unit


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
    unit = 1.0 if base is None else np.log(base)
    m = (p + q) / 2
    return (_H(m, m, axis) - 0.5 * _H(p, p, axis) - 0.5 * _H(q, q, axis)) / unit


def extra_bits(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    occurs = p != 0
    ratio = np.log2(p[occurs] / q[occurs])
    return np.sum(q[occurs] * ratio)
