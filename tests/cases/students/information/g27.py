import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        i = -np.log(p)
    return i if base is None else i / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    logp = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * logp, axis=axis)
    h = np.maximum(h, 0.0)      # rounding: an entropy is never negative
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    return entropy(counts / counts.sum(), base=2)
