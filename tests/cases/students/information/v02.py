import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        value = -np.log(p)
    if base is not None:
        value = value / np.log(base)
    return value


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    p = p / p.sum(axis=axis, keepdims=True)
    terms = -p * np.log(np.where(p == 0, 1.0, p))
    total = np.sum(terms, axis=axis)
    if base is not None:
        total = total / np.log(base)
    return total + 0.0


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / counts.sum(), base=2)
