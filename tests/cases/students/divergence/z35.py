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
    m = 0.5 * (p + q)
    return 0.5 * (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base))


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
