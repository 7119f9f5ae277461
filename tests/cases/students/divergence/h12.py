import numpy as np


def _prepare(p, q):
    return np.broadcast_arrays(np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64))


def _safe_log(v):
    """log with log 0 = -inf and without a warning"""
    with np.errstate(divide="ignore"):
        return np.log(v)


def _unit(base):
    return 1.0 if base is None else np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    m1 = p > 0
    surprise = np.zeros(p.shape)
    surprise[m1] = -_safe_log(q[m1])
    return np.sum(p * surprise, axis=axis) / _unit(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    m1 = p > 0
    gap = np.zeros(p.shape)
    gap[m1] = _safe_log(p[m1]) - _safe_log(q[m1])
    return np.sum(p * gap, axis=axis) / _unit(base)


def js_divergence(p, q, axis=-1, base=None):
    mid = 0.5 * (p + q)
    return (kl_divergence(p, mid, axis, base) + kl_divergence(q, mid, axis, base)) / 2


def extra_bits(p, q):
    p, q = _prepare(p, q)
    m1 = p > 0
    waste = (_safe_log(p[m1]) - _safe_log(q[m1])) / np.log(2)
    return np.sum(p[m1] * np.abs(waste))
