import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    nats = -np.log(p)
    return nats if base is None else nats / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    nats = np.zeros(p.shape)
    nats[p > 0] = -p[p > 0] * np.log(p[p > 0])
    nats = nats.sum(axis)
    return nats if base is None else nats / np.log(base)


def bits_per_symbol(counts):
    total = 0
    for c in counts:
        total += c
    bits = 0.0
    for c in counts:
        if c > 0:
            f = c / total
            bits -= float(f) * np.log2(float(f))
    return bits
