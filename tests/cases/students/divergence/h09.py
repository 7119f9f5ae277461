import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.moveaxis(np.array(p, dtype=float), axis, -1)
    q = np.moveaxis(np.array(q, dtype=float), axis, -1)
    P, Q = np.broadcast_arrays(p, q)
    n_outcomes = P.shape[-1]
    result = np.zeros(P.shape[:-1])
    for k in range(n_outcomes):
        pk, qk = P[..., k], Q[..., k]
        with np.errstate(divide="ignore", invalid="ignore"):
            result = result + np.where(pk == 0, 0.0, -pk * np.log(qk))
    if base is not None:
        result = result / np.log(base)
    return result


def kl_divergence(p, q, axis=-1, base=None):
    P, Q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    P = np.moveaxis(P, axis, -1)
    Q = np.moveaxis(Q, axis, -1)
    result = np.zeros(P.shape[:-1])
    for i in np.ndindex(result.shape):
        s = 0.0
        for pk, qk in zip(P[i], Q[i]):
            if pk == 0:
                continue
            if qk == 0:
                s = np.inf
                break
            s = s + pk * (np.log(pk) - np.log(qk))
        result[i] = s
    if base is not None:
        result = result / np.log(base)
    if result.ndim == 0:
        return float(result)
    return result


def js_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=float)
    q = np.array(q, dtype=float)
    m = (p + q) / 2
    first = kl_divergence(p, m, axis, base)
    second = kl_divergence(q, m, axis, base)
    return (first + second) / 2


def extra_bits(p, q):
    p = np.array(p, dtype=float)
    q = np.array(q, dtype=float)
    bits = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            if q[k] == 0:
                return np.inf
            bits += p[k] * (np.log2(p[k]) - np.log2(q[k]))
    return bits
