import numpy as np


def extra_bits(p, q):
    return kl_divergence(p, q, -1, 2)


def js_divergence(p, q, axis=-1, base=None):
    # JS = H(m)-like form, written term by term
    stack = np.stack(np.broadcast_arrays(np.asarray(p, np.float64), np.asarray(q, np.float64)))
    middle = stack.mean(axis=0, keepdims=True)
    one = np.ones(())
    logs = np.log(np.where(stack > 0, stack, one)) - np.log(np.where(middle > 0, middle, one))
    both = np.einsum("s...,s...->...", stack, np.where(stack > 0, logs, 0.0)) * 0.5
    return change(np.add.reduce(both, axis=axis), base)


def change(nats, base):
    if base is None:
        return nats
    return nats * (1 / np.log(base))


def kl_divergence(p, q, axis=-1, base=None):
    P, Q = rows(p, q, axis)
    return change(np.einsum("...k,...k->...", P, log0(P, P) - log0(P, Q)), base)


def cross_entropy(p, q, axis=-1, base=None):
    P, Q = rows(p, q, axis)
    return change(np.einsum("...k,...k->...", P, -log0(P, Q)), base)


def rows(*args):
    *pq, axis = args
    pq = np.broadcast_arrays(*[np.asarray(v, np.float64) for v in pq])
    return [np.swapaxes(v, axis, -1) if v.ndim < 2 else np.moveaxis(v, axis, -1) for v in pq]


def log0(weight, v):
    """log v, but 0 where the weight is 0"""
    with np.errstate(divide="ignore"):
        return np.log(np.where(weight == 0, 1.0, v))
