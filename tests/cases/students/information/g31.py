import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    return -np.log(p) / (1.0 if base is None else np.log(base))


def entropy(p, base=None, axis=-1):
    p = np.asarray(p, dtype=np.float64)
    p_safe = np.where(p == 0, 1.0, p)
    return -np.sum(p * np.log(p_safe), axis=axis) / (1.0 if base is None else np.log(base))


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    return entropy(counts / counts.sum(), base=2)
