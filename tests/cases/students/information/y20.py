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
    axis = axis or -1
    info = -np.log(np.where(p > 0, p, 1.0))
    if base is not None:
        info = info / np.log(base)
    return np.sum(p * info, axis=axis)


def bits_per_symbol(counts):
    counts = counts[counts > 0]
    p = counts / np.sum(counts)
    return -np.sum(p * np.log2(p))
