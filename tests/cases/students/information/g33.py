import numpy as np


def self_information(p, base=np.e):
    p = np.asarray(p, dtype=np.float64)
    return -np.log(p) / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    base = np.e if base is None else base
    H = -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=axis) / np.log(base)
    Hmax = np.log(p.shape[axis])
    return H / Hmax


def bits_per_symbol(counts):
    n = np.asarray(counts, dtype=np.float64)
    p = n / n.sum()
    return -np.sum(p * np.log2(np.where(p > 0, p, 1)))
