import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    w, v = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    w, v = np.moveaxis(w, axis, 0), np.moveaxis(v, axis, 0)
    impossible = ((v == 0) & (w > 0)).any(axis=0)
    safe = np.where(v == 0, 1.0, v)
    nats = np.einsum("k...,k...->...", w, -np.log(safe))
    nats = np.where(impossible, np.inf, nats)[()]
    return nats / (1.0 if base is None else np.log(base))


def kl_divergence(p, q, axis=-1, base=None):
    w, v = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    w, v = np.moveaxis(w, axis, 0), np.moveaxis(v, axis, 0)
    impossible = ((v == 0) & (w > 0)).any(axis=0)
    log_w = np.log(np.where(w == 0, 1.0, w))
    log_v = np.log(np.where(v == 0, 1.0, v))
    nats = np.einsum("k...,k...->...", w, log_w - log_v)
    nats = np.where(impossible, np.inf, nats)[()]
    return nats / (1.0 if base is None else np.log(base))


def js_divergence(p, q, axis=-1, base=None):
    left, right = np.array(p, dtype=float), np.array(q, dtype=float)
    both = np.add(left, right)       # twice the middle
    left, right, both = np.broadcast_arrays(left, right, both)
    unit = 1.0 if base is None else np.log(base)
    halves = [kl_divergence(side, both, axis=axis) + np.log(2) * side.sum(axis=axis) for side in (left, right)]
    return sum(halves) / len(halves) / unit


def extra_bits(p, q):
    paid = cross_entropy(p, q, base=2)
    needed = cross_entropy(p, p, base=2)
    return paid - needed
