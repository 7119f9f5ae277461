import numpy as np


def xlogy(x, y):
    """x log y with 0 log anything = 0."""
    with np.errstate(all="ignore"):
        return np.where(x == 0, 0.0, x * np.log(y))


def unit(base):
    return 1.0 if base is None else np.log(base)


def floats(*arrays):
    return [np.array(a, dtype=np.float64) for a in arrays]


def cross_entropy(p, q, axis=-1, base=None):
    p, q = floats(p, q)
    return -xlogy(p, q).sum(axis=axis) / unit(base) + 0.0


def kl_divergence(p, q, axis=-1, base=None):
    p, q = floats(p, q)
    return (xlogy(p + 0 * q, p + 0 * q) - xlogy(p, q)).sum(axis=axis) / unit(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = floats(p, q)
    p, q = p + 0 * q, q + 0 * p
    m = 0.5 * p + 0.5 * q
    both = xlogy(p, p) - xlogy(p, m) + xlogy(q, q) - xlogy(q, m)
    return 0.5 * both.sum(axis=axis) / unit(base)


def extra_bits(p, q):
    return cross_entropy(p, q, base=2) - cross_entropy(p, p, base=2)
