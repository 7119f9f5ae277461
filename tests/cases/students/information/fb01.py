import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    impossible = np.isclose(p, 0)
    info = -np.log(np.where(impossible, 1.0, p))
    if base is not None:
        info = info / np.log(base)
    return np.where(impossible, np.inf, info)[()]


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * logs, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
