import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z - logsumexp(z, axis=axis, keepdims=True))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1.0 + ez)
    return out


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    z = np.asarray(z)
    p = softmax(z)
    C = z.shape[-1]
    J = np.zeros(z.shape + (C,), dtype=z.dtype)
    for i in range(C):
        for j in range(C):
            J[..., i, j] = p[..., i] * ((i == j) - p[..., j])
    return J


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A, axis=1), axis=1)
