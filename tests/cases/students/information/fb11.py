import numpy as np


def self_information(p, base=None):
    p = np.atleast_1d(np.asarray(p, dtype=float))
    with np.errstate(divide="ignore"):
        return np.abs(np.log(p)) / (1.0 if base is None else np.log(base))


def entropy(p, axis=-1, base=None):
    p = np.atleast_1d(np.asarray(p, dtype=float))
    logs = np.log(p + (p == 0))
    h = np.abs(np.sum(p * logs, axis=axis))
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
