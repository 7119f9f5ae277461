import numpy as np


def self_information(p, base=None):
    unit = np.log2(base) if base is not None else np.log2(np.e)
    with np.errstate(divide="ignore"):
        return -np.log2(np.asarray(p, dtype=float)) / unit


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=float)
    p = p / p.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        h = -np.nansum(p * np.log(p), axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    p = np.array(counts, dtype=float) / np.sum(counts, dtype=float)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total
