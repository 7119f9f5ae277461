import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    if base is None:
        return -np.log(p)
    return -np.log(p, base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    s = 0.0
    for pk in np.rollaxis(p, axis if axis >= 0 else axis + p.ndim):
        s = s - pk * np.log(np.where(pk > 0, pk, 1))
    if base is None:
        return s
    return s / np.log(base)


def bits_per_symbol(counts):
    s, n = 0.0, float(np.sum(counts))
    for c in counts:
        if c != 0:
            s -= float(c) / n * np.log2(float(c) / n)
    return s
