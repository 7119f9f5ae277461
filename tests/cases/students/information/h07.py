import numpy as np


def _log(v, base=None):
    with np.errstate(divide="ignore"):
        return np.log(v) if base is None else np.log(v) / np.log(base)


def self_information(p, base=None):
    return -_log(np.asarray(p, dtype=np.float64), base)


def entropy(p, axis=None, base=None):
    axis = axis or -1
    p = np.asarray(p, dtype=np.float64)
    info = self_information(np.where(p > 0, p, 1.0), base)
    return (p * info).sum(axis=axis)


def bits_per_symbol(counts):
    n = np.asarray(counts, dtype=np.float64)
    n = n[n > 0]
    rel = n / n.sum()
    return -np.sum(rel * np.log2(rel))
