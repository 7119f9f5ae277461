import numpy as np


def xlogy(x, y):
    x, y = np.broadcast_arrays(x, y)
    out = np.zeros(x.shape)
    nz = x != 0
    with np.errstate(divide="ignore"):
        out[nz] = x[nz] * np.log(y[nz])
    return out


def f64(a):
    return np.asarray(a, dtype=np.float64)


def cross_entropy(p, q, axis=-1, base=None):
    h = -xlogy(f64(p), f64(q)).sum(axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    pred, target = f64(p), f64(q)
    d = (xlogy(target, target) - xlogy(target, pred)).sum(axis=axis)
    return d if base is None else d / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(f64(p), f64(q))
    m = (p + q) / 2
    d = (xlogy(p, p) + xlogy(q, q)).sum(axis=axis) / 2 - xlogy(m, m).sum(axis=axis)
    return d if base is None else d / np.log(base)


def extra_bits(p, q):
    p, q = f64(p), f64(q)
    return cross_entropy(p, q, base=2) - cross_entropy(p, p, base=2)
