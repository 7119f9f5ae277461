import numpy as np

_NATIVE = {None: np.log, 2: np.log2, 10: np.log10}


def _neglog(a, base):
    if base in _NATIVE:
        return np.negative(_NATIVE[base](a))
    return -np.log2(a) / np.log2(base)


def self_information(p, base=None):
    with np.errstate(all="ignore"):
        return _neglog(np.array(p, dtype="float64"), base)


def entropy(p, axis=-1, base=None):
    weights = np.array(p, dtype="float64")
    info = _neglog(np.where(weights == 0, 1, weights), base)
    weights = np.moveaxis(weights, axis, 0)
    info = np.moveaxis(info, axis, 0)
    return np.einsum("k...,k...->...", weights, info)[()]


def bits_per_symbol(counts):
    p = np.true_divide(counts, np.sum(counts, dtype=float))
    return float(entropy(p, axis=0, base=2))
