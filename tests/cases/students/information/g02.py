import numpy as np


def self_information(p, base=None):
    p = np.array(p, dtype=np.float64)
    nats = -np.log(p)
    if base is None:
        return nats
    else:
        return nats / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    return np.sum(p * self_information(p, base), axis=axis)


def bits_per_symbol(counts):
    counts = np.array(counts, dtype=np.float64)
    counts = counts[counts > 0]          # letters that do not occur
    p = counts / counts.sum()
    return np.sum(p * self_information(p, base=2))
