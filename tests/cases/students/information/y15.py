import numpy as np


def self_information(p, base=None):
    unit = np.log2(base) if base is not None else np.log2(np.e)
    with np.errstate(divide="ignore"):
        return -np.log2(np.asarray(p, dtype=float)) / unit


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    log_p = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * log_p, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.trim_zeros(np.asarray(counts, dtype=float))
    p = counts / counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-(p * np.log2(p)).sum())
