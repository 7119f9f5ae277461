import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(q)
    terms = np.where(p > 0, terms, 0)
    out = -terms.sum(axis)
    return out if base is None else out / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p / q)
    terms = np.where(p > 0, terms, 0)
    out = terms.sum(axis)
    return out if base is None else out / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = (p + q) / 2
    return 0.5 * kl_divergence(p, m, base=base) + 0.5 * kl_divergence(q, m, base=base)


def extra_bits(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = p * np.log2(p / q)
    bits = np.where(np.isnan(bits), 0.0, bits)
    return np.sum(bits)
