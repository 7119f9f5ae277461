import numpy as np


def self_information(p, base=None):
    p = np.clip(np.asarray(p, dtype=float), 1e-15, 1)
    info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    p = np.asarray(counts) / np.sum(counts)
    total = 0.0
    for i in range(0, len(p)):
        if p[i] > 0:
            total += -p[i] * np.log(p[i])
    return total
