import numpy as np


def self_information(p, base=None):
    nats = 0.0 - np.log(np.array(p, dtype=float))
    if base is not None:
        nats = nats / np.log(base)
    return nats


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    terms = np.zeros(p.shape)
    nonzero = p > 0
    terms[nonzero] = p[nonzero] * self_information(p[nonzero], base)
    return terms.sum(axis=axis)


def bits_per_symbol(counts):
    p = counts / sum(counts)
    total = 0.0
    for pk in p:
        if pk > 0:
            total -= pk * np.log2(pk)
    return total
