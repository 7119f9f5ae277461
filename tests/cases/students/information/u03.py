import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        information = -np.log(p)
    if base is not None:
        information = information / np.log(base)
    return information


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    result = -np.sum(p * logs, axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def bits_per_symbol(counts):
    p = np.asarray(counts, dtype=float) / np.sum(counts)
    total = 0.0
    for i in range(1, len(p)):
        if p[i] > 0:
            total -= p[i] * np.log2(p[i])
    return total
