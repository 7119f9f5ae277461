import numpy as np


def self_information(p, base=None):
    prob = np.array(p, dtype="float64")
    scale = 1.0 if base is None else np.log(base)
    with np.errstate(all="ignore"):
        return -np.log(prob) / scale


def entropy(p, axis=-1, base=None):
    """H(p) = sum of p * I(p), where p is not 0"""
    p = np.array(p, dtype=np.float64)
    parts = np.zeros(p.shape)
    alive = p != 0
    parts[alive] = p[alive] * self_information(p[alive], base)
    return np.sum(parts, axis=axis)


def bits_per_symbol(counts):
    n = sum(counts)
    bits = 0.0
    for c in counts:
        if c == 0:
            continue
        f = c / n
        bits -= f * np.log2(f)
    return float(bits)
