import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.swapaxes(np.asarray(p, dtype=float), axis, -1)
    logs = np.zeros_like(p)
    np.log(p, out=logs, where=p > 0)
    h = -np.einsum("...k,...k->...", p, logs)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    n = float(np.sum(np.asarray(counts, dtype=float)))
    bits = 0.0
    for c in counts:
        if c > 0:
            f = float(c) / n
            bits -= f * np.log2(f)
    return bits
