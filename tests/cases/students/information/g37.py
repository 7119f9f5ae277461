import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    if base is not None:
        return np.log(p) / np.log(base)
    return -np.log(p)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    x = np.log(np.where(p > 0, p, 1.0))
    if base is not None:
        x = x / np.log(base)
    return -np.sum(p * x, axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    n = counts.sum()
    ps = [c / n for c in counts if c > 0]
    return -sum([p_i * np.log2(p_i) for p_i in ps])
