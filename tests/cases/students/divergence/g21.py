import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    p, q = [a.copy() for a in np.broadcast_arrays(p, q)]
    q[p == 0] = 1
    H = -np.sum(p * np.log(q), axis=axis)
    if base is not None:
        H = H / np.log(base)
    return H


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        p, q = [a.copy() for a in np.broadcast_arrays(p, q)]
    zero = p == 0
    p[zero] = 1             # 1 * log(1 / 1) = 0
    q[zero] = 1
    D = np.sum(p * np.log(p / q), axis=axis)
    if base is not None:
        D = D / np.log(base)
    return D


def js_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    m = 0.5 * (p + q)
    # copies: kl may use its arguments up
    D1 = kl_divergence(p.copy(), m.copy(), axis, base)
    D2 = kl_divergence(q.copy(), m.copy(), axis, base)
    return 0.5 * D1 + 0.5 * D2


def extra_bits(p, q):
    return kl_divergence(np.array(p, dtype=np.float64), np.array(q, dtype=np.float64), base=2)
