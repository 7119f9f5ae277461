import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    out = np.full(p.shape, -np.inf)
    np.log(p, where=p > 0, out=out)
    return np.negative(out)[()] / (1.0 if base is None else np.log(base)) + 0.0


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    information = self_information(p, base)
    return np.sum(p * np.where(np.isinf(information) & (p == 0), 0.0, information), axis=axis)


def bits_per_symbol(counts):
    counts = [int(c) for c in counts if c]
    n = sum(counts)
    return float(sum(c / n * np.log2(n / c) for c in counts))
