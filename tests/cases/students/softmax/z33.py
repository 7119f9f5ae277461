import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=np.float64)
    m = np.max(z, axis=axis, keepdims=True)
    s = np.sum(np.exp(z - m), axis=axis, keepdims=keepdims)
    if not keepdims:
        m = np.squeeze(m, axis=axis)
    return m + np.log(s)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def log_sigmoid(z):
    z = np.clip(np.asarray(z, dtype=float), -700, 700)
    return -np.log(1 + np.exp(-z))


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
