import numpy as np


import math


def self_information(p, base=None):
    if isinstance(p, np.ndarray):
        info = -np.log(p.astype(float))
    else:
        info = -math.log(p) if p > 0 else math.inf
    return info if base is None else info / math.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
