import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64))
    labels = np.expand_dims(np.argmax(p, axis=axis), axis)
    picked = np.squeeze(np.take_along_axis(q, labels, axis=axis), axis=axis)
    nll = -np.log(picked)
    if base is not None:
        nll = nll / np.log(base)
    return nll[()]


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64))
    mask = p > 0
    pointwise = np.zeros(p.shape)
    pointwise[mask] = p[mask] * (np.log(p[mask]) - np.log(q[mask]))
    kl = pointwise.sum(axis=axis)
    if base is not None:
        kl = kl / np.log(base)
    return kl


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64))
    mixture = 0.5 * (p + q)
    return 0.5 * (kl_divergence(p, mixture, axis, base) + kl_divergence(q, mixture, axis, base))


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
