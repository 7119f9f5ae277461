import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    return np.exp(log_softmax(z, axis))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis, keepdims=True)


def sigmoid(z):
    return np.exp(log_sigmoid(z))


def log_sigmoid(z):
    return -np.logaddexp(0.0, -np.asarray(z, dtype=float))


def softmax_jacobian(z):
    p = softmax(z)
    return np.einsum("...i,ij->...ij", p, np.eye(p.shape[-1])) - np.einsum("...i,...j->...ij", p, p)


def label_surprise(A, Y):
    return np.einsum("nc,nc->n", -log_softmax(A), np.asarray(Y, float))
