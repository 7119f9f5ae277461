import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    terms = np.zeros(p.shape)
    happens = p != 0
    terms[happens] = p[happens] * self_information(p[happens], base)
    return terms.sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.maximum(np.asarray(counts, dtype=float), 1.0)
    p = counts / np.sum(counts)
    return float(np.sum(p * np.log2(1 / p)))
