import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    if base is None:
        return -np.log(p)
    return -np.log(p) / np.log2(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
