import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = 0.0 - np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.asarray(p).astype(np.float32)
    logs = np.zeros_like(p)
    logs[p > 0] = np.log(p[p > 0])
    h = -np.sum(p * logs, axis=axis) + 0.0
    if base is not None:
        h = h / np.log(base)
    return h


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    freq = counts / counts.sum()
    return entropy(freq, base=2)
