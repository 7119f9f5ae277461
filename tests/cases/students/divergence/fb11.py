import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(p > 0, q, 1.0))
    h = np.sum(p * surprise, axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * (np.log(p) - np.log(q))
    terms = np.where(p == 0, 0.0, terms)
    return terms.sum(axis=axis) / (1.0 if base is None else np.log(base))


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = (p + q) / 2
    left = kl_divergence(p, m, axis, base)
    right = kl_divergence(q, m, axis)
    return 0.5 * left + 0.5 * right


def word_length(prob):
    with np.errstate(divide="ignore"):
        return np.ceil(-np.log2(prob))


def extra_bits(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    occurs = p > 0
    p, q = p[occurs], q[occurs]
    return np.sum(p * (word_length(q) - word_length(p)))
