import numpy as np


def _log(x, base):
    with np.errstate(divide="ignore"):
        y = np.log(x)
    return y if base is None else y / np.log(base)


def _masked_sum(values, keep, axis):
    return np.sum(np.where(keep, values, 0.0), axis=axis)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    q = q / q.sum(axis=axis, keepdims=True)
    with np.errstate(invalid="ignore"):
        return _masked_sum(-p * _log(q, base), p > 0, axis)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    with np.errstate(invalid="ignore"):
        return _masked_sum(p * (_log(p, base) - _log(q, base)), p > 0, axis)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = (p + q) / 2
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    if 0 in list(q):
        return np.inf
    return kl_divergence(p, q, base=2)
