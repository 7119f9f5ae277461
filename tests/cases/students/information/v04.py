import numpy as np


import math


def one_information(p, base):
    if p == 0:
        return math.inf
    if base is None:
        return -math.log(p)
    return -math.log(p) / math.log(base)


def self_information(p, base=None):
    if isinstance(p, (int, float)):
        return one_information(p, base)
    result = []
    for x in p:
        result.append(one_information(x, base))
    return np.array(result)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    terms = -p * np.log(np.where(p == 0, 1.0, p))
    total = np.sum(terms, axis=axis)
    if base is not None:
        total = total / np.log(base)
    return total + 0.0


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / counts.sum(), base=2)
