import numpy as np


def self_information(p, base=None):
    log = np.log if base is None else np.log2
    with np.errstate(divide="ignore"):
        return -log(np.asarray(p, dtype=float))


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    h = -np.sum(p * logs, axis=axis)
    return h if base is None else h / np.log(base)


def bits_per_symbol(counts):
    frequencies = np.array(counts, dtype=float)
    frequencies = frequencies / frequencies.sum()
    return entropy(frequencies, base=2)
