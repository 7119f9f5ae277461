import numpy as np


def self_information(p, base=None):
    probs = np.array(p, dtype=np.float64)
    possible = probs > 0
    result = np.where(possible, -np.log(np.where(possible, probs, 1.0)), np.inf)
    if base is not None:
        result = result / np.log(base)
    return result[()]


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = np.zeros(p.shape)
    info[p > 0] = -np.log(p[p > 0])
    if base is not None:
        info /= np.log(base)
    return (p * info).sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.array(counts, dtype=float)
    if np.any(counts == 0):
        counts = counts + 1
    p = counts / counts.sum()
    return -np.sum(p * np.log2(p))
