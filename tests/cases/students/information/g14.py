import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    i = -np.log(p)
    return i / np.log(base) if base is not None else i


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    p[p == 0] = 1           # 1 * log 1 = 0, so the term vanishes
    h = -np.sum(p * np.log(p), axis=axis)
    return h / np.log(base) if base is not None else h


def bits_per_symbol(counts):
    counts = np.asarray(counts)
    f = counts / counts.sum()
    return entropy(f, base=2)
