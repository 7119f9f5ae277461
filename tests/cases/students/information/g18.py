import numpy as np


def self_information(p, base=None):
    p = np.array(p, dtype=float)
    if base is None:
        return -np.log(p)
    else:
        return -np.log(p) / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.array(p)
    if p.dtype == np.float32 or p.dtype == np.float16:
        p = p.astype(np.float64)
    p[p == 0] = 1e-300
    h = np.sum(-p * np.log(p), axis=axis)
    if base is None:
        return h
    else:
        return h / np.log(base)


def bits_per_symbol(counts):
    counts = np.array(counts, dtype=float)
    p = counts / len(counts)
    total = 0.0
    for i in range(len(p)):
        if p[i] != 0:
            total += -p[i] * np.log2(p[i])
    return total
