import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    cost = np.zeros(q.shape)
    np.log(q, out=cost, where=(p > 0))
    cost *= -p
    if base is not None:
        cost /= np.log(base)
    return np.sum(cost, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    p, q = np.broadcast_arrays(p, q)
    cost = np.zeros(q.shape)
    pos = p > 0
    cost[pos] = p[pos] * (np.log(p[pos]) - np.log(q[pos]))
    if base is not None:
        cost /= np.log(base)
    return np.sum(cost, axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = np.add(p, q) / 2
    js = kl_divergence(p, m, axis=axis, base=base) / 2
    js = js + kl_divergence(q, m, axis=axis, base=base) / 2
    return js


def extra_bits(p, q):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    return kl_divergence(p, q, axis=0, base=2)
