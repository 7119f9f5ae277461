import numpy as np


def self_information(p, base=None):
    """-log p, in nats unless there is a base."""
    scale = 1.0 if base is None else 1.0 / np.log(base)
    with np.errstate(all="ignore"):
        return np.negative(np.log(np.asarray(p, dtype=np.float64))) * scale


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = self_information(np.where(p == 0, 1.0, p), base)
    h = np.sum(p * info, axis=axis, keepdims=True)
    h = np.squeeze(h)
    return float(h) if h.ndim == 0 else h


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log2(p))
