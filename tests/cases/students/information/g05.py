import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    if base is None:
        return -np.log(p)
    return -np.log(p) / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    logp = np.zeros(p.shape)
    np.log(p, out=logp, where=p > 0)
    result = -(p * logp).sum(axis=axis)
    if base is None:
        return result
    return result / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts)
    p = counts / np.sum(counts)
    total = 0.0
    for i in range(1, len(p)):
        if p[i] > 0:
            total += -p[i] * np.log(p[i])
    return total
