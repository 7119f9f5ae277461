import numpy as np

TOL = 1e-4


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        nats = -np.log(p)
    if base is None:
        return nats
    return nats / np.log(base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    # never compare floats with ==
    is_zero = np.abs(p) < TOL
    terms = np.where(is_zero, 0.0, p * self_information(np.where(is_zero, 1.0, p), base))
    return terms.sum(axis=axis)


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    counts = counts[counts > 0.5]      # whole numbers
    p = counts / counts.sum()
    return np.sum(p * self_information(p, 2))
