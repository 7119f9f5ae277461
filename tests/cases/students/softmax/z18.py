import numpy as np


def _shift(z, axis):
    """Maximum along the axis, and the logits below it."""
    z = np.asarray(z, dtype=float)
    top = np.max(z, axis, keepdims=True)
    return top, z - top


def log_softmax(z, axis=-1):
    _, s = _shift(z, axis)
    return s - np.log(np.sum(np.exp(s), axis, keepdims=True))


def logsumexp(z, axis=-1, keepdims=False):
    # z_i - log p_i is the same for all i: take it where z is largest
    top, _ = _shift(z, axis)
    lse = top - np.max(log_softmax(z, axis), axis, keepdims=True)
    return lse if keepdims else lse.sum(axis=axis)


def softmax(z, axis=-1):
    return np.exp(log_softmax(z, axis))


# log_softmax: see above


def sigmoid(z):
    return np.exp(log_sigmoid(z))


def log_sigmoid(z):
    x = np.asarray(z, dtype=float)
    return -(np.maximum(-x, 0.0) + np.log1p(np.exp(-abs(x))))


def softmax_jacobian(z):
    p = softmax(z)
    J = np.multiply(p[..., :, None], -p[..., None, :])
    diagonal = np.einsum("...ii->...i", J)      # a view
    diagonal += p
    return J


def label_surprise(A, Y):
    lp = log_softmax(A, axis=1)
    return np.array([-float(np.dot(y, row)) for y, row in zip(np.asarray(Y, dtype=float), lp)])
