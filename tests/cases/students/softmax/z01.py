import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z - logsumexp(z, axis=axis, keepdims=True))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    lse = logsumexp(z, axis=axis)
    return z - lse[..., None]


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.exp(-np.logaddexp(0, -z))


def log_sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    return -np.logaddexp(0.0, -z)


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim == 1:
        p = softmax(z)
        return np.diag(p) - np.outer(p, p)
    return np.stack([softmax_jacobian(row) for row in z])


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A, axis=1), axis=1)
