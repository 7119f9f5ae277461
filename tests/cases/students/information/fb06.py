import numpy as np


def self_information(p, base=None):
    """-log p, in nats unless there is a base."""
    scale = 1.0 if base is None else 1.0 / np.log(base)
    with np.errstate(all="ignore"):
        return np.negative(np.log(np.asarray(p, dtype=np.float64))) * scale


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    p[p == 0] = 1
    h = np.sum(p * -np.log(p), axis=axis)
    return h / (1 if base is None else np.log(base))


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
