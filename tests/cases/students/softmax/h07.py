import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    zmax = z.max(axis=axis, keepdims=True)
    lse = zmax + np.log(np.exp(z - zmax).sum(axis=axis, keepdims=True))
    return lse if keepdims else np.squeeze(lse, axis=axis)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z - logsumexp(z, axis=axis, keepdims=True))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis, keepdims=True)


def sigmoid(z):
    z = np.array(z, dtype=np.float64)
    result = np.zeros(z.shape)
    positive = z >= 0
    negative = ~positive
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    ez = np.exp(z[negative])
    result[negative] = ez / (1 + ez)
    return result


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    """J = p (I - p), written with broadcasting."""
    p = softmax(z)
    C = p.shape[-1]
    p = p[..., None, :]
    return p * (np.eye(C) - p)


def label_surprise(A, Y):
    return np.einsum("nc,nc->n", np.asarray(Y, dtype=float), -log_softmax(A))
