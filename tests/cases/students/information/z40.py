import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = np.zeros_like(p)
    info[p > 0] = np.abs(np.log(p[p > 0]))
    if base is not None:
        info = info / np.log(base)
    return np.sum(p * info, axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
