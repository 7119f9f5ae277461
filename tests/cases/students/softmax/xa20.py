import numpy as np


def parts(z, axis):
    """Logits with `axis` last: their maximum, and the log of 1 + the other exponentials."""
    z = np.moveaxis(np.array(z, dtype=float), axis, -1)
    first = z.argmax(axis=-1)[..., np.newaxis]
    top = np.take_along_axis(z, first, -1)
    others = np.exp(z - top)
    np.put_along_axis(others, first, 0.0, -1)
    return z, top, np.log1p(others.sum(axis=-1, keepdims=True))


def logsumexp(z, axis=-1, keepdims=False):
    _, top, extra = parts(z, axis)
    total = np.moveaxis(top + extra, -1, axis)
    return total if keepdims else total.squeeze(axis)


def log_softmax(z, axis=-1):
    z, top, extra = parts(z, axis)
    return np.moveaxis((z - top) - extra, -1, axis)


def softmax(z, axis=-1):
    z, top, _ = parts(z, axis)
    p = np.exp(z - top)
    return np.moveaxis(p / (p @ np.ones((p.shape[-1], 1))), -1, axis)


def pair(z):
    z = np.asarray(z, dtype=float)
    return np.stack([z, np.zeros(z.shape)], axis=-1)


def sigmoid(z):
    return softmax(pair(z))[..., 0]


def log_sigmoid(z):
    return log_softmax(pair(z))[..., 0]


def softmax_jacobian(z):
    p = softmax(z)[..., np.newaxis]
    return p * np.eye(p.shape[-2]) - p @ p.swapaxes(-1, -2)


def label_surprise(A, Y):
    Y = np.asarray(Y, dtype=float)
    cost = np.where(Y > 0, -log_softmax(A), 0)
    return np.einsum("nc,nc->n", Y, cost)
