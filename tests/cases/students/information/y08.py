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
    if not np.allclose(p.sum(axis=axis), 1.0):
        raise ValueError("p is not a probability distribution")
    safe = np.where(p > 0, p, 1.0)
    bits = -np.sum(p * np.log2(safe), axis=axis)
    return bits * np.log(2) if base is None else bits / np.log2(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
