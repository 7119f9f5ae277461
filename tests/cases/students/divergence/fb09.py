import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(p > 0, q, 1.0))
    h = np.sum(p * surprise, axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    happens = p > 0
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(happens, p, 1.0)) - np.log(np.where(happens, q, 1.0))
    d = np.sum(p * log_ratio, axis=axis)
    return d if base is None else d / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    m = 0.5 * (p + q)
    to_p = kl_divergence(p, m, axis=axis, base=base)
    to_q = kl_divergence(q, m, axis=axis, base=base)
    return 0.5 * (to_p + to_q)


def extra_bits(p, q):
    return float(kl_divergence(p, q, base=2))
