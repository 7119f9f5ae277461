import numpy as np


def self_information(p, base=None):
    nats = 0.0 - np.log(np.array(p, dtype=float))
    if base is not None:
        nats = nats / np.log(base)
    return nats


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=float)
    safe = np.where(p > 0, p, 1.0)
    H = -(p * np.log(safe)).sum(axis=axis)
    if base is not None:
        H = H / np.log(base)
    return H


def bits_per_symbol(counts):
    p = np.asarray(counts) / np.sum(counts)
    total = 0.0
    for i in range(len(p)):
        total += -p[i] * np.log2(p[i])
    return total
