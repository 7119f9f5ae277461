import numpy as np


def self_information(p, base=None):
    unit = np.log2(base) if base is not None else np.log2(np.e)
    with np.errstate(divide="ignore"):
        return -np.log2(np.asarray(p, dtype=float)) / unit


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
    counts = np.asarray(counts, dtype=float)
    n = counts.sum()
    text = np.prod((counts / n) ** counts)
    with np.errstate(divide="ignore"):
        return -np.log2(text) / n
