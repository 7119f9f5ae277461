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
    log_p = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * log_p, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    c = np.asarray(counts, dtype=float)
    c = c[np.flatnonzero(c)]
    if len(c) == 1:
        return 1.0
    p = c / np.sum(c)
    return np.dot(p, -np.log2(p))
