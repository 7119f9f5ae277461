import numpy as np


def self_information(p, base=None):
    p = np.atleast_1d(np.asarray(p, dtype=float))
    res = np.full(p.shape, np.inf)
    ok = p > 0
    res[ok] = -np.log(p[ok])
    if base is not None:
        res = res / np.log(base)
    return res


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    res = np.zeros(p.shape)
    ok = p > 0
    res[ok] = -p[ok] * np.log(p[ok])
    if base is not None:
        res = res / np.log(base)
    return res.sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts / np.sum(counts)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -np.log2(p[i])
    return total
