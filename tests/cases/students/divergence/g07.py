import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(all="ignore"):
        x = np.where(p == 0, 0, p * np.log(q))
    return -x.sum(axis=axis) / (1 if base is None else np.log(base))


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(all="ignore"):
        x = np.where(p == 0, 0, p * np.log(p / q))
    return x.sum(axis=axis) / (1 if base is None else np.log(base))


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = (p + q) / 2.0
    left = kl_divergence(p, m, axis=axis)
    right = kl_divergence(q, m, axis=axis)
    js = (left + right) / 2.0
    if base is not None:
        js = js / np.log(base)
    return np.sqrt(js)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
