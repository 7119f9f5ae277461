import numpy as np


def _log(v, base=None):
    with np.errstate(divide="ignore"):
        return np.log(v) if base is None else np.log(v) / np.log(base)


def self_information(p, base=None):
    p = np.atleast_1d(np.asarray(p, dtype=np.float64))
    return -_log(p, base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    p = p / p.sum(axis=axis, keepdims=True)
    info = self_information(np.where(p > 0, p, 1.0), base)
    return (p * info).sum(axis=axis)


def bits_per_symbol(counts):
    n = np.asarray(counts, dtype=np.float64)
    n = n[n > 0]
    freq = n / n.sum()
    return -np.sum(freq * np.log2(freq))
