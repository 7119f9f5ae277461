import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    surprise = np.zeros(np.broadcast_shapes(p.shape, q.shape))
    np.negative(np.log(q), out=surprise, where=(p > 0))
    return np.sum(p * surprise, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    own = -np.log(np.where(p > 0, p, 1))
    D = cross_entropy(p, q, axis=axis) - np.sum(np.broadcast_to(p * own, np.broadcast_shapes(p.shape, q.shape)), axis=axis)
    if base is not None:
        D = D / np.log(base)
    return D


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = p / 2 + q / 2
    return (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)) / 2


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
