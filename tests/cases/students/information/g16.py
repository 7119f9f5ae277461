import numpy as np


def self_information(p, base=None):
    x = np.asarray(p, dtype=np.float64)
    if base is None:
        return -np.log(x)
    return -(np.log(x) / np.log(base))


def entropy(p, axis=-1, base=None):
    x = np.asarray(p, dtype=np.float64)
    positive = x > 0
    logs = np.zeros(x.shape)
    logs[positive] = np.log(x[positive])
    H = -np.sum(x * logs, axis=axis, keepdims=True)
    if base is None:
        return H
    return H / np.log(base)


def bits_per_symbol(counts):
    x = np.asarray(counts, dtype=np.float64)
    x = x[x > 0] / x.sum()
    return -np.dot(x, np.log2(x))
