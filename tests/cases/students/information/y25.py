from functools import partial

import numpy as np


def one_information(x, base):
    if x == 0:
        return np.inf
    return -np.log2(x) / np.log2(np.e if base is None else base)


def one_term(x, base):
    return x * one_information(x, base) if x != 0 else 0.0


def one_entropy(row, base):
    return sum((one_term(x, base) for x in row), start=0.0)


def self_information(p, base=None):
    work = np.vectorize(partial(one_information, base=base), otypes=[np.float64])
    return work(np.asarray(p, dtype=np.float64))[()]


def entropy(p, axis=-1, base=None):
    table = np.asarray(p, dtype=np.float64)
    return np.apply_along_axis(partial(one_entropy, base=base), axis, table)[()]


def bits_per_symbol(counts):
    n = np.sum(counts, dtype=np.float64)
    return one_entropy([np.float64(c) / n for c in counts], 2)
