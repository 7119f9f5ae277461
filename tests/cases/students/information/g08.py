import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    nll = np.negative(np.log(p))
    return nll if base is None else nll / np.log(base)


def entropy(p, axis=-1, base=None):
    # numerically stable, like in Keras
    p = np.clip(np.asarray(p, dtype=np.float64), 1e-7, 1.0)
    ent = np.negative(np.sum(p * np.log(p), axis=axis))
    return ent if base is None else ent / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    probs = counts / counts.sum()
    probs = probs[probs > 0]
    return np.negative(np.sum(probs * np.log2(probs)))
