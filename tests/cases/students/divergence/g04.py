import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    result = -np.sum(p * np.log(q), axis=axis)
    if base is None:
        return result
    else:
        return result / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    terms = p * (np.log(p) - np.log(q))
    terms[np.broadcast_to(p == 0, terms.shape)] = 0
    result = np.sum(terms, axis=axis)
    if base is None:
        return result
    else:
        return result / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    m = 0.5 * (p + q)
    left = kl_divergence(p, m, axis=axis, base=base)
    right = kl_divergence(q, m, axis=axis, base=base)
    return 0.5 * left + 0.5 * right


def extra_bits(p, q):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    bits = 0.0
    for k in range(len(p)):
        if p[k] == 0:
            continue
        if q[k] == 0:
            return np.inf
        bits += p[k] * np.log2(p[k] / q[k])
    return bits
