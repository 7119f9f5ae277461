import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    nll = -np.log(p)
    if base is not None:
        nll = nll / np.log(base)
    return nll


def entropy(p, axis=-1, base=None):
    probs = np.asarray(p, dtype=np.float32)
    log_probs = np.log(np.where(probs > 0, probs, np.float32(1)))
    ent = -(probs * log_probs).sum(axis=axis)
    if base is not None:
        ent = ent / np.float32(np.log(base))
    return ent


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    probs = counts / counts.sum()
    log_probs = np.log2(np.where(probs > 0, probs, 1.0))
    return -(probs * log_probs).sum()
