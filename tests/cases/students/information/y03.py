import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        nats = -np.log1p(p - 1.0)
    return nats if base is None else nats / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    info = np.zeros(p.shape)
    info[p > 0] = -np.log(p[p > 0])
    if base is not None:
        info /= np.log(base)
    return (p * info).sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / counts.sum(), base=2)
