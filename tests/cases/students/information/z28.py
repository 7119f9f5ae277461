import numpy as np


def self_information(p, base=None):
    nats = 0.0 - np.log(np.array(p, dtype=float))
    if base is not None:
        nats = nats / np.log(base)
    return nats


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    info = -np.log(np.where(p > 0, p, 1.0))
    h = np.average(info, axis=axis, weights=p)      # expectation = weighted average
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / np.sum(counts), base=2)
