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
    z = np.asarray(z, dtype=float)
    return softmax(np.stack([z, np.zeros_like(z)]), axis=0)[0]


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return log_softmax(np.stack([z, np.zeros_like(z)]), axis=0)[0]


def softmax_jacobian(z):
    p = softmax(z)
    C = p.shape[-1]
    J = -np.einsum("...i,...j->...ij", p, p)
    J[..., np.arange(C), np.arange(C)] += p
    return J


def label_surprise(A, Y):
    return -np.einsum("nc,nc->n", np.asarray(Y, dtype=float), log_softmax(A))
