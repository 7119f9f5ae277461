import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    logq = np.log(q)
    if base is not None:
        logq = logq / np.log(base)
    summand = p * logq
    summand = np.where(p == 0, 0.0, summand)
    return -np.sum(summand, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    logr = np.log(p) - np.log(q)
    if base is not None:
        logr = logr / np.log(base)
    summand = p * logr
    summand = np.where(p == 0, 0.0, summand)
    return np.sum(summand, axis=axis)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = np.mean([p, q], axis=0)
    return (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)) / 2


def extra_bits(p, q):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    summand = p * (np.log2(p) - np.log2(q))
    summand = np.where(p == 0, 0.0, summand)
    return np.sum(summand)
