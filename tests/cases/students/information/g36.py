import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    if base is None:
        base = np.exp(1)
    return -np.log(p) / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    if base is None:
        base = np.exp(1)
    log_p = np.log(p, out=np.zeros(p.shape), where=(p != 0))
    return -np.sum(p * log_p, axis=axis) / np.log(base)


def bits_per_symbol(counts):
    symbols, n = np.unique(counts, return_counts=True)
    return entropy(n / n.sum(), base=2)
