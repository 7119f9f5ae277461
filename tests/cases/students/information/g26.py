import numpy as np


def self_information(p, base=None):
    information = -np.log(np.asarray(p, dtype=np.float64))
    if base is None:
        return information
    return information / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        summands = p * self_information(p, base)
    summands[p == 0] = 0.0
    return summands.sum(axis=axis)


def bits_per_symbol(counts):
    total = float(sum(int(c) for c in counts))
    p = counts / total
    p = p[p > 0]
    return float(np.sum(p * self_information(p, 2)))
