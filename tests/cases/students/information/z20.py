import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    terms = np.zeros(p.shape)
    nonzero = p > 0
    terms[nonzero] = p[nonzero] * self_information(p[nonzero], base)
    return terms.sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.array(counts)
    counts[counts == 0] = 1       # log(0) is not defined
    p = counts / counts.sum()
    return -np.sum(p * np.log2(p))
