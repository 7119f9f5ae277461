import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z - logsumexp(z, axis=axis, keepdims=True))


def log_softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    x = x - np.max(x, axis=axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    ez = np.exp(z)
    return ez / (1 + ez)


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    p = softmax(z)
    C = p.shape[-1]
    J = -np.einsum("...i,...j->...ij", p, p)
    J[..., np.arange(C), np.arange(C)] += p
    return J


def label_surprise(A, Y):
    A = np.asarray(A, dtype=np.float64)
    Y = np.asarray(Y, dtype=np.float64)
    s = A - A.max(axis=1, keepdims=True)
    logp = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(Y * logp).sum(axis=1)
