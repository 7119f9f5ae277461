import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    x = x - np.max(x, axis=axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def log_sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    return -np.logaddexp(0.0, -z)


def softmax_jacobian(z):
    p = np.asarray(z, dtype=float)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A, axis=1), axis=1)
