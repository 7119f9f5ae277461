import numpy as np


def self_information(p, base=None):
    p = np.asarray(p)
    info = np.empty_like(p)
    possible = p > 0
    info[possible] = -np.log(p[possible])
    info[~possible] = np.inf
    if base is not None:
        info = info / np.log(base)
    return info[()]


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * logs, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    n = float(np.sum(np.asarray(counts, dtype=float)))
    bits = 0.0
    for c in counts:
        if c > 0:
            f = float(c) / n
            bits -= f * np.log2(f)
    return bits
