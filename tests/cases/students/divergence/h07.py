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
    log = np.log2 if base else np.log
    live = p > 0
    surprise = np.zeros(p.shape)
    with np.errstate(divide="ignore"):
        surprise[live] = -log(q[live])
    return np.sum(p * surprise, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    live = p > 0
    delta = np.zeros(p.shape)
    delta[live] = _safe_log(p[live]) - _safe_log(q[live])
    return np.sum(p * delta, axis=axis) / _unit(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    mid = p / 2 + q / 2
    return (kl_divergence(p, mid, axis, base) + kl_divergence(q, mid, axis, base)) / 2


def extra_bits(p, q):
    p, q = _prepare(p, q)
    ok = (p > 0) & (q > 0)
    return np.sum(p[ok] * np.log2(p[ok] / q[ok]))
