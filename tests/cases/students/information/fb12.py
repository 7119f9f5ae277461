import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy_of_one(p):
    p = p[p > 0]
    return -np.sum(p * np.log(p))


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    unit = 1.0 if base is None else np.log(base)
    if p.ndim == 1:
        return entropy_of_one(p) / unit
    rows = np.moveaxis(p, axis, -1)
    return np.array([entropy_of_one(row) for row in rows]) / unit


def bits_per_symbol(counts):
    counts = counts[counts > 0]
    p = counts / np.sum(counts)
    return -np.sum(p * np.log2(p))
