import numpy as np


def make_log(base):
    if base is None:
        return np.log
    if base == 2:
        return np.log2
    if base == 10:
        return np.log10

    def log(x):
        return np.log(x) / np.log(base)

    return log


def self_information(p, base=None):
    log = make_log(base)
    surprise = np.vectorize(lambda x: np.inf if x == 0 else -log(x), otypes=[np.float64])
    return surprise(np.asarray(p, dtype=np.float64))[()]


def entropy(p, axis=-1, base=None):
    log = make_log(base)
    term = np.vectorize(lambda x: 0.0 if x == 0 else -x * log(x), otypes=[np.float64])
    terms = term(np.asarray(p, dtype=np.float64))
    ones = np.ones(terms.shape[axis])
    return np.tensordot(terms, ones, axes=([axis], [0]))[()]


def bits_per_symbol(counts):
    frequencies = [float(c) for c in counts]
    whole = sum(frequencies)
    return entropy([f / whole for f in frequencies], base=2)
