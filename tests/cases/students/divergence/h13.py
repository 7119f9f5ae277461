import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    total = terms.sum(axis=axis)
    if base is not None:
        total = total / np.log(base)
    return total


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(np.isclose(p, 0), 0.0, p * (np.log(p) - np.log(q)))
    total = terms.sum(axis=axis)
    if base is not None:
        total = total / np.log(base)
    return total


def js_divergence(p, q, axis=-1, base=None):
    # entropy of the mixture minus the mean of the entropies
    def h(d):
        return -np.sum(d * np.log(np.where(d > 0, d, 1.0)), axis=axis)

    p, q = np.broadcast_arrays(np.array(p, dtype="float64"), np.array(q, dtype="float64"))
    js = h((p + q) / 2) - (h(p) + h(q)) / 2
    if base is not None:
        js = js / np.log(base)
    return js


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
