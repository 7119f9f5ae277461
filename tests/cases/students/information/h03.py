import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    if np.any(p == 0):
        p = p[p > 0]      # these contribute nothing
        axis = -1
    h = -np.sum(p * np.log(p), axis=axis)
    if base is not None:
        h = h / np.log(base)
    return h


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    return entropy(counts / counts.sum(), base=2)
