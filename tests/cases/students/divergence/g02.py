import numpy as np


def _np(p, q):
    return np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)


def _scale(x, base):
    return x if base is None else x / np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    target, pred = _np(p, q)
    loss = -(target * np.log(pred + 1e-12)).sum(axis=axis)
    return _scale(loss, base)


def kl_divergence(p, q, axis=-1, base=None):
    target, pred = _np(p, q)
    active = target > 0
    log_t = np.log(np.where(active, target, 1.0))
    log_p = np.log(np.where(active, pred, 1.0))
    return _scale((target * (log_t - log_p)).sum(axis=axis), base)


def js_divergence(p, q, axis=-1, base=None):
    target, pred = _np(p, q)
    mix = 0.5 * target + 0.5 * pred
    return 0.5 * (kl_divergence(target, mix, axis=axis, base=base)
                  + kl_divergence(pred, mix, axis=axis, base=base))


def extra_bits(p, q):
    return kl_divergence(p, q, base=2.0)
