import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    top = z.max(axis=axis, keepdims=True)
    z -= top
    s = np.log(np.exp(z).sum(axis=axis, keepdims=True)) + top
    return s if keepdims else s.squeeze(axis=axis)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    expz = np.exp(z - z.max(axis=axis, keepdims=True))
    return expz / expz.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    z = np.array(z, dtype=float)
    z -= z.max(axis=axis, keepdims=True)
    z -= np.log(np.exp(z).sum(axis=axis, keepdims=True))
    return z


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
    logp = log_softmax(A)
    rows = np.arange(len(logp))
    return -logp[rows, np.argmax(Y, axis=1)]
