import numpy as np


def self_information(p, base=None):
    """-log p, in nats unless there is a base."""
    scale = 1.0 if base is None else 1.0 / np.log(base)
    with np.errstate(all="ignore"):
        return np.negative(np.log(np.asarray(p, dtype=np.float64))) * scale


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * logs, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    n = sum(counts)
    p = np.asarray(counts) / n
    p = p[p > 0]
    return -(p * np.log2(p)).sum()
