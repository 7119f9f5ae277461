import numpy as np


def _to_base(x, base):
    """nats -> units of log(base)"""
    return x if base is None else x / np.log(base)


def self_information(p, base=None):
    return _to_base(-np.log(np.asarray(p, dtype=np.float64)), base)


def entropy(p, axis=-1, base=None):
    pk = np.asarray(p, dtype=np.float64)
    pk = pk / np.sum(pk, axis=axis, keepdims=True)
    vec = -pk * np.log(pk, out=np.zeros_like(pk), where=pk > 0)
    return _to_base(np.sum(vec, axis=axis), base)


def bits_per_symbol(counts):
    # entropy makes frequencies of them
    pk = np.asarray(counts, dtype=np.float64)
    return entropy(pk / pk.sum(), base=2)
