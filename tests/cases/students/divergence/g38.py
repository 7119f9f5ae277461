import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    target = np.moveaxis(np.asarray(p, dtype=np.float64), axis, -1)
    pred = np.moveaxis(np.asarray(q, dtype=np.float64), axis, -1)
    log_pred = np.log(np.where(target > 0, pred, 1.0))
    nll = -(target * log_pred).sum(-1)
    return nll if base is None else nll / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    target = np.asarray(p, dtype=np.float64)
    pred = np.asarray(q, dtype=np.float64)
    log_pred = np.log(np.where(target > 0, pred, 1.0))
    log_target = np.log(np.where(target > 0, target, 1.0))
    kl = (target * (log_target - log_pred)).sum(axis)
    return kl if base is None else kl / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    a = np.asarray(p, dtype=np.float64)
    b = np.asarray(q, dtype=np.float64)
    mix = (a + b) / 2
    return (kl_divergence(a, mix, axis, base) + kl_divergence(b, mix, axis, base)) / 2


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
