import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    if base == 2:
        log = np.log2
    elif base == 10:
        log = np.log10
    else:
        log = np.log
    return -log(p)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    factor = 1 if base is None else 1 / np.log(base)
    with np.errstate(all="ignore"):
        x = p * np.log(p)
    x = np.where(p > 0, x, 0)
    return -factor * x.sum(axis=axis)


def bits_per_symbol(counts):
    p = np.asarray(counts, dtype=float)
    p = p / p.sum()
    return -sum(x * np.log2(x) for x in p if x > 0)
