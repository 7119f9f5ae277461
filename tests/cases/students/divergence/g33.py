import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    q = np.where(p > 0, q, 1)
    nats = -np.sum(p * np.log(q), axis=axis)
    if base is None:
        return nats
    return nats / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    return cross_entropy(p, q, axis=axis, base=base) - cross_entropy(p, p, base=base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    p = np.moveaxis(p, axis, -1)
    q = np.moveaxis(q, axis, -1)
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, base=base) + 0.5 * kl_divergence(q, m, base=base)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
