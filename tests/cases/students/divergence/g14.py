import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        out = np.where(p == 0, 0.0, -p * np.log(q))
    out = out.sum(axis=axis, keepdims=True)
    if base is not None:
        out /= np.log(base)
    return out


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        out = np.where(p == 0, 0.0, p * np.log(p) - p * np.log(q))
    out = out.sum(axis=axis)
    if base is not None:
        out /= np.log(base)
    return out


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = (p + q) * 0.5
    return kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
