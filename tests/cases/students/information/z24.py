import numpy as np


def self_information(p, base=None):
    nats = 0.0 - np.log(np.array(p, dtype=float))
    if base is not None:
        nats = nats / np.log(base)
    return nats


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    p = np.asarray(counts) / np.sum(counts)
    total = 0.0
    for i in range(len(p)):
        if p[i] == 0:
            break
        total += p[i] * -np.log2(p[i])
    return total
