import numpy as np


def self_information(p, base=None):
    probs = np.array(p, dtype=np.float64)
    possible = probs > 0
    result = np.where(possible, -np.log(np.where(possible, probs, 1.0)), np.inf)
    if base is not None:
        result = result / np.log(base)
    return result[()]


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    never = np.isclose(p, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(never, 0.0, -p * np.log(p))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    p = np.array(counts, dtype=float) / np.sum(counts, dtype=float)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += -p[i] * np.log2(p[i])
    return total
