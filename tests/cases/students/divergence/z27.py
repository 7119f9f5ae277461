import numpy as np


def xlogy(x, y):
    """x log y with 0 log anything = 0."""
    x, y = np.broadcast_arrays(x, y)
    out = np.zeros(x.shape)
    nz = x != 0
    with np.errstate(divide="ignore"):
        out[nz] = x[nz] * np.log(y[nz])
    return out


def _prepare(p, q):
    p = np.array(p, dtype="f8")
    q = np.array(q, dtype="f8")
    return np.broadcast_arrays(p, q)


def _entropy(p, axis):
    return -xlogy(p, p).sum(axis)


def _rebase(nats, base):
    return nats if base is None else nats * (1 / np.log(base))


def cross_entropy(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    return _rebase(-xlogy(p, q).sum(axis), base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    return _rebase(-xlogy(p, q).sum(axis) - _entropy(p, axis), base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = _prepare(p, q)
    m = 0.5 * (p + q)
    return _rebase(_entropy(m, axis) - 0.5 * (_entropy(p, axis) + _entropy(q, axis)), base)


def extra_bits(p, q):
    p, q = _prepare(p, q)
    return cross_entropy(p, q, base=2) - cross_entropy(p, p, base=2)
