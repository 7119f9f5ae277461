import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(p == 0, 1.0, q))
    total = np.sum(p * surprise, axis=axis)
    return total if base is None else total / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    never = p == 0
    with np.errstate(divide="ignore"):
        ratio = np.log(np.where(never, 1.0, p)) - np.log(np.where(never, 1.0, q))
    total = np.sum(p * ratio, axis=axis)
    return total if base is None else total / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = (p + q) / 2
    total = (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)) / 2
    return total if base is None else total / np.log(base)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
