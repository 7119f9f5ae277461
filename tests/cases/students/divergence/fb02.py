import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide="ignore"):
        logs = np.log(q, out=np.zeros_like(q), where=p > 0)
    result = -(p * logs).sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * (np.log(p) - np.log(q))
    terms = np.where(p == 0, 0.0, terms)
    return terms.sum(axis=axis) / (1.0 if base is None else np.log(base))


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = (p + q) / 2
    return (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)) / 2


def extra_bits(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    occurs = p > 0
    p, q = p[occurs], q[occurs]
    with np.errstate(divide="ignore"):
        return np.sum(p * (np.log2(p) - np.log2(q)))
