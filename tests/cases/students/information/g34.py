import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    if p.ndim == 0:
        return -np.log(p) if base is None else -np.log(p) / np.log(base)
    # saves memory
    np.log(p, out=p)
    p *= -1.0
    if base is not None:
        p /= np.log(base)
    return p


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    logs = np.zeros_like(p)
    np.log(p, out=logs, where=p > 0)
    if base is not None:
        logs /= np.log(base)
    logs *= p
    return -np.sum(logs, axis=axis)


def bits_per_symbol(counts):
    p = np.array(counts, dtype=np.float64)
    p /= p.sum()
    logs = np.zeros_like(p)
    np.log2(p, out=logs, where=p > 0)
    return -np.sum(p * logs)
