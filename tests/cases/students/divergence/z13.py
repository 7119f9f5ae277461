import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=float)
    q = np.array(q, dtype=float)
    with np.errstate(all="ignore"):
        surprise = -np.log(q)
        if base is not None:
            surprise /= np.log(base)
        t = p * surprise
    t = np.where(p == 0, 0, t)
    return t.sum(axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    never = p == 0
    logs = np.log(np.where(never, 1, p)) - np.log(np.where(never, 1, q))
    d = np.sum(p * logs, axis=axis)
    if base is not None:
        d = d / np.log(base)
    return d


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    if p.shape != q.shape:
        raise ValueError("p and q must have the same shape")
    m = (p + q) / 2
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return np.inf
        total += float(pk) * (np.log2(float(pk)) - np.log2(float(qk)))
    return total
