import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(p, q)
    terms = np.zeros(p.shape)
    for i in np.ndindex(p.shape):
        if p[i] > 0:
            terms[i] = -float(p[i]) * np.log(float(q[i]))
    h = terms.sum(axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(p, q)
    terms = np.zeros_like(p)
    for i in np.ndindex(p.shape):
        if p[i] > 0:
            terms[i] = float(p[i]) * (np.log(float(p[i])) - np.log(float(q[i])))
    d = terms.sum(axis=axis)
    if base is not None:
        d = d / np.log(base)
    return d


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = (p + q) / 2
    return kl_divergence(p, m, axis, base) / 2 + kl_divergence(q, m, axis, base) / 2


def extra_bits(p, q):
    bits = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            bits += float(p[i]) * (np.log2(float(p[i])) - np.log2(float(q[i])))
    return bits
