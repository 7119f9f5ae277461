import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    h = np.sum(terms, axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    never = p == 0
    logs = np.log(np.where(never, 1, p)) - np.log(np.where(never, 1, q))
    d = np.sum(p * logs, axis=axis)
    if base is not None:
        d = d / np.log(base)
    return d


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    s = p + q
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(p == 0, 0, p * (np.log(p) - np.log(s) + np.log(2)))
        right = np.where(q == 0, 0, q * (np.log(q) - np.log(s) + np.log(2)))
    js = np.sum(left + right, axis=axis) / 2
    if base is not None:
        js = js / np.log(base)
    return js


def extra_bits(p, q):
    # 1 nat = 1.4427 bits
    return 1.4427 * kl_divergence(p, q)
