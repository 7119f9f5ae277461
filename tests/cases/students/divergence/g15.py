import numpy as np


def to_float(*arrays):
    return [np.asarray(a, dtype=np.float64) for a in arrays]


def change_base(nats, base):
    if base is None:
        return nats
    return nats / np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = to_float(p, q)
    possible = p > 0
    terms = np.where(possible, -p * np.log(np.where(possible, q, 1)), 0)
    return change_base(np.sum(terms, axis=-1), base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = to_float(p, q)
    possible = p > 0
    log_ratio = np.log(np.where(possible, p, 1)) - np.log(np.where(possible, q, 1))
    return change_base(np.sum(p * log_ratio, axis=axis), base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = to_float(p, q)
    m = (p + q) / 2
    return np.mean([kl_divergence(p, m, axis, base), kl_divergence(q, m, axis, base)], axis=0)


def extra_bits(p, q):
    p, q = to_float(p, q)
    total = 0.0
    for pk, qk in zip(p, q):
        if pk > 0:
            total += pk * np.log2(pk / qk)
    return total
