import numpy as np


def _convert(nats, base):
    return np.divide(nats, np.log(np.e if base is None else base))


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return _convert(np.subtract(0.0, np.log(p)), base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.multiply(p, np.log(p))
    return _convert(0.0 - np.add.reduce(terms, axis=axis, where=(p != 0)), base)


def bits_per_symbol(counts):
    c = np.fromiter((float(x) for x in counts if x), dtype=np.float64)
    n = np.add.reduce(c)
    return np.log2(n) - c @ np.log2(c) / n
