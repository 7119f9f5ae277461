import numpy as np


def self_information(p, base=None):
    p = np.array(p, dtype=np.float64, copy=True)
    divisor = 1.0
    if base is not None:
        divisor = np.log(base)
    return -np.log(p) / divisor


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=np.float64, copy=True)
    divisor = 1.0
    if base is not None:
        divisor = np.log(base)
    q = np.array(p, copy=True)
    q[q == 0.0] = 1.0
    return np.sum(-p * np.log(q) / divisor, axis=axis)


def bits_per_symbol(counts):
    p = np.array(counts, dtype=np.float64)
    n = np.sum(p)
    total = 0.0
    i = 0
    while i < len(p):
        if p[i] == 0:
            break
        total -= p[i] / n * np.log2(p[i] / n)
        i += 1
    return total
