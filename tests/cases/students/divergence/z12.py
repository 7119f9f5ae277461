import numpy as np


def _floats(*arrays):
    return [np.asarray(a, dtype=np.float64) for a in arrays]


def cross_entropy(p, q, axis=-1, base=None):
    p, q = _floats(p, q)
    with np.errstate(all="ignore"):
        # 0 * -inf is nan, and nansum takes it as 0
        return -np.nansum(p * np.log(q), axis=axis) / np.log(np.e if base is None else base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = _floats(p, q)
    with np.errstate(all="ignore"):
        return np.nansum(p * (np.log(p) - np.log(q)), axis=axis) / np.log(np.e if base is None else base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = _floats(p, q)
    with np.errstate(all="ignore"):
        logm = np.log(p + q) - np.log(2)
        both = np.nansum(p * (np.log(p) - logm), axis=axis) + np.nansum(q * (np.log(q) - logm), axis=axis)
    return both / 2 / np.log(np.e if base is None else base)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2.0)
