import numpy as np


def self_information(p, base=None):
    nats = 0.0 - np.log(np.array(p, dtype=float))
    if base is not None:
        nats = nats / np.log(base)
    return nats


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    safe = np.where(p == 0, 1.0, p)
    h = -np.sum(p * np.log(safe), axis=axis)
    if base is not None:
        h = h / np.log(base)
    return np.squeeze(h)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
