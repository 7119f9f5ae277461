import numpy as np


def self_information(p, base=None):
    prob = np.clip(np.array(p, dtype="float64"), 1e-15, 1.0)
    scale = 1.0 if base is None else np.log(base)
    return -np.log(prob) / scale


def entropy(p, axis=-1, base=None):
    table = np.moveaxis(np.array(p, dtype=float), axis, -1)
    H = np.zeros(table.shape[:-1])
    for idx in np.ndindex(H.shape):
        s = 0.0
        for pk in table[idx]:
            if pk != 0:
                s -= pk * np.log(pk)
        H[idx] = s
    if base is not None:
        H = H / np.log(base)
    if H.ndim == 0:
        return float(H)
    return H


def bits_per_symbol(counts):
    c = np.array(counts, dtype="float64")
    N = c.sum()
    logs = np.log2(np.where(c > 0, c, 1.0))
    return np.log2(N) - np.dot(c, logs) / N
