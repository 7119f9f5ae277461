import numpy as np


def surprise(x, base):
    """-log of one float; inf at 0."""
    if x == 0:
        return float("inf")
    return float(-np.log(x) if base is None else -np.log(x) / np.log(base))


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    if p.ndim == 0:
        return surprise(float(p), base)
    return np.array([self_information(part, base) for part in p]).reshape(p.shape)


def entropy(p, axis=-1, base=None):
    p = np.moveaxis(np.asarray(p, dtype=np.float64), axis, -1)
    if p.ndim == 1:
        return float(sum(x * surprise(x, base) for x in p.tolist() if x != 0))
    return np.array([entropy(part, -1, base) for part in p])


def bits_per_symbol(counts):
    counts = np.asarray(counts).tolist()
    n = sum(counts)
    return float(sum(c / n * surprise(c / n, 2) for c in counts if c))
