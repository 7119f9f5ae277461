import math

import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    p, q = np.moveaxis(p, axis, -1), np.moveaxis(q, axis, -1)
    q = np.where(p == 0, 1, q)
    with np.errstate(divide="ignore"):
        information = -np.log(q) / (1 if base is None else math.log(base))
    return np.einsum("...k,...k->...", p, information)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    p, q = np.broadcast_arrays(p, q)
    with np.errstate(divide="ignore"):
        terms = p * (np.log(np.where(p == 0, 1.0, p)) - np.log(np.where(p == 0, 1.0, q)))
    result = np.sum(terms, axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    bits = 0.0
    for pk, qk in zip(p, q):
        if pk > 0 and qk == 0:
            return math.inf
        if pk > 0:
            bits += float(pk) * (math.log2(pk) - math.log2(qk))
    return bits
