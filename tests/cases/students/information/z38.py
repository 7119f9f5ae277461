import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    info = -np.log(np.where(p > 0, p, 1.0))     # 0 for impossible outcomes
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = -np.log(np.where(p > 0, p, 1.0))
    h = np.mean(p * info, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
