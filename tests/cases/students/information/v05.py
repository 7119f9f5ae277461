import numpy as np


import math


def _nats(p):
    return math.inf if p == 0 else 0.0 - math.log(p)


def self_information(p, base=None):
    nats = np.vectorize(_nats, otypes=[float])(np.asarray(p, dtype=float))
    return nats if base is None else nats / math.log(base)


def entropy(p, axis=-1, base=None):
    def single(row):
        return math.fsum(x * _nats(x) for x in row.tolist() if x != 0)

    nats = np.apply_along_axis(single, axis, np.asarray(p, dtype=float))
    return nats / (1.0 if base is None else math.log(base))


def bits_per_symbol(counts):
    k = np.asarray(counts, dtype=float)
    n, k = k.sum(), k[k > 0]
    return np.log2(n) - k @ np.log2(k) / n
