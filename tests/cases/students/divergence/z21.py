import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    logq = np.log(np.where(p == 0, 1.0, q))
    if base is not None:
        logq = logq / np.log(base)
    return 0.0 - np.sum(p * logq, axis=axis)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    never = p == 0
    logs = np.log(np.where(never, 1, p)) - np.log(np.where(never, 1, q))
    d = np.sum(p * logs, axis=axis)
    if base is not None:
        d = d / np.log(base)
    return d


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    m = (p + q) / 2
    return 0.5 * kl_divergence(p, m, base=base) + 0.5 * kl_divergence(q, m, base=base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    occurs = p > 0
    with np.errstate(divide="ignore"):
        ratio = np.log2(p[occurs]) - np.log2(q[occurs])
    return np.sum(p[occurs] * ratio)
