import numpy as np


def self_information(p, base=None):
    """I(p) = -log_b(p)"""
    p = np.asarray(p, dtype=float)
    if base == 2:
        return -np.log2(p)
    elif base == 10:
        return -np.log10(p)
    elif base is None:
        return -np.log(p)
    else:
        return -np.log(p) / np.log(base)


def entropy(p, axis=-1, base=None):
    """H(p) = sum p * I(p), without the zeros"""
    p = np.asarray(p, dtype=float)
    p = p[p > 0]
    return np.sum(p * self_information(p, base=base))


def bits_per_symbol(counts):
    """entropy of the frequencies"""
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return np.sum(p * self_information(p, base=2))
