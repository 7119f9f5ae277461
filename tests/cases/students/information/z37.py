import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    return info if base is None else info / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    log = np.log2 if base else np.log
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * log(p), 0.0)
    return -np.sum(terms, axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
