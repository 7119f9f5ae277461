import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    c = np.max(z, axis=axis, keepdims=True)
    y = c + np.log(np.sum(np.exp(z - c), axis=axis, keepdims=True))
    if not keepdims:
        y = np.squeeze(y)
    return y


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z - logsumexp(z, axis=axis, keepdims=True))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(np.minimum(z, 0))
    return small / (small + np.exp(-np.maximum(z, 0)))


def log_sigmoid(z):
    return -np.logaddexp(0.0, -np.asarray(z, dtype=float))


def softmax_jacobian(z):
    p = softmax(z)
    delta = np.eye(p.shape[-1])
    return np.einsum("...i,ij->...ij", p, delta) - np.einsum("...i,...j->...ij", p, p)


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A), axis=1)
