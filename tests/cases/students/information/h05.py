import numpy as np


def self_information(p, base=None):
    values = np.array(p, dtype=float)
    with np.errstate(divide="ignore"):
        if base == 2:
            return -np.log2(values)
        else:
            return -np.log(values)


def entropy(p, axis=-1, base=None):
    rows = np.moveaxis(np.array(p, dtype=float), axis, -1)
    h = np.zeros(rows.shape[:-1])
    for idx in np.ndindex(h.shape):
        s = 0.0
        for pk in rows[idx]:
            if pk != 0:
                s -= pk * np.log(pk)
        h[idx] = s
    if base is not None:
        h = h / np.log(base)
    if h.ndim == 0:
        return float(h)
    return h


def bits_per_symbol(counts):
    counts = np.array(counts, dtype=float)
    n = np.sum(counts)
    acc = 0.0
    for i in range(len(counts)):
        f = counts[i] / n
        acc += -f * np.log2(f)
    return acc
