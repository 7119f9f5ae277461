import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    H = np.sum(np.where(p > 0, -p * np.log(np.where(p > 0, q, 0.5)), 0.0), axis=axis)
    if base is not None:
        H = H / np.log(base)
    return H


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    # an impossible outcome happens
    if np.any((p > 0) & (q == 0)):
        return np.inf
    D = np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 0.5) / np.where(p > 0, q, 0.5)), 0.0), axis=axis)
    if base is not None:
        D = D / np.log(base)
    return D


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    M = 0.5 * (p + q)
    JS = 0.5 * kl_divergence(p, M, axis) + 0.5 * kl_divergence(q, M, axis)
    if base is not None:
        JS = JS / np.log(base)
    return JS


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
