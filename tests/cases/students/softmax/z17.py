import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    m = np.max(z, axis=1, keepdims=True)
    r = m + np.log(np.sum(np.exp(z - m), axis=1, keepdims=True))
    if keepdims:
        return r
    return r[:, 0]


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
    return np.exp(-np.logaddexp(0, -z))


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim == 1:
        p = softmax(z)
        return np.diag(p) - np.outer(p, p)
    return np.stack([softmax_jacobian(row) for row in z])


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A, axis=1), axis=1)
