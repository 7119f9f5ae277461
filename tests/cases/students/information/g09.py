import numpy as np


def information_in(p, base):
    if base is None:
        base = np.e
    return -np.log(p) / np.log(base)


def self_information(p, base=None):
    return information_in(np.asarray(p, dtype=float), base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    never = (p == 0)
    p1 = np.where(never, 1.0, p)      # I(1) = 0
    return (p * information_in(p1, base)).sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts / np.sum(counts)
    total = 0.0
    for i in range(0, len(p)):
        total += p[i] * -np.log2(p[i])
    return total
