import numpy as np


def self_information(p, base=None):
    probs = np.array(p, dtype=np.float64, ndmin=1)
    info = np.full(probs.shape, np.inf)
    info[probs > 0] = -np.log(probs[probs > 0])
    if base is not None:
        info /= np.log(base)
    return np.squeeze(info) if np.ndim(p) else info[0]


def entropy(p, axis=-1, base=None):
    probs = np.array(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = -probs * np.log(probs)
    terms[probs == 0] = 0.0
    result = terms.sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def bits_per_symbol(counts):
    p = np.array(counts, dtype=float) / np.sum(counts, dtype=float)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total
