import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide='ignore', invalid='ignore'):
        t = -p * np.log(q)
    t = np.where(p > 0, t, 0)
    s = np.sum(t, axis=axis)
    if base:
        s = s / np.log(base)
    return s


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    with np.errstate(divide='ignore', invalid='ignore'):
        t = p * np.log(p / q)
    t = np.where(p > 0, t, 0)
    s = np.sum(t, axis=axis)
    if base:
        s = s / np.log(base)
    return s


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = 0.5 * (p + q)
    s = 0.5 * kl_divergence(p, m, axis=axis) + 0.5 * kl_divergence(q, m, axis=axis)
    if base:
        s = s / np.log(base)
    return s


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    p, q = p[p > 0], q[p > 0]
    ratio = np.log(p / q)
    return np.sum(p * np.abs(ratio))
