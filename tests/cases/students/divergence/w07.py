import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(p > 0, q, 1.0))
    ce = -np.sum(p * log_q, axis=axis)
    if base is not None:
        ce = ce * np.log(base)
    return ce + 0.0


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    seen = p > 0
    ps = np.where(seen, p, 1.0)
    qs = np.where(seen, q, 1.0)
    with np.errstate(divide="ignore"):
        logs = np.log(ps) - np.log(qs)
    kl = np.sum(p * logs, axis=axis)
    if base is not None:
        kl = kl / np.log(base)
    return kl


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
