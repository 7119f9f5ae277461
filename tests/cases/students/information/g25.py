import math
import numpy as np


def self_information(p, base=None):
    if np.ndim(p) == 0:
        h = -math.log(p)
    else:
        h = -np.log(np.asarray(p, dtype=float))
    if base is not None:
        h /= math.log(base)
    return h


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    h = np.where(p > 0, -p * np.log(p + (p == 0)), 0).sum(axis=axis)
    if base is not None:
        h = h / math.log(base)
    return h


def bits_per_symbol(counts):
    n = float(np.sum(counts))
    return sum(-(float(c) / n) * math.log2(float(c) / n) for c in counts if c > 0)
