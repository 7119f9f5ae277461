import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=np.float64)
    m = np.max(z, axis=axis, keepdims=True)
    s = np.sum(np.exp(z - m), axis=axis, keepdims=keepdims)
    if not keepdims:
        m = np.squeeze(m, axis=axis)
    return m + np.log(s)


def softmax(z, axis=-1):
    z = np.moveaxis(np.asarray(z, dtype=float), axis, -1)
    D = z[..., None, :] - z[..., :, None]            # D[i, k] = z_k - z_i
    with np.errstate(over="ignore"):
        p = 1 / np.exp(D).sum(axis=-1)               # exp may be inf: then p is 0
    return np.moveaxis(p, -1, axis)


def log_softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    x = x - np.max(x, axis=axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        return np.divide(1.0, 1.0 + np.exp(-z))      # 1/inf is 0, as it should be


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    p = softmax(z)
    C = p.shape[-1]
    delta = np.equal.outer(np.arange(C), np.arange(C)).astype(float)
    return np.einsum("...i,...ij->...ij", p, delta - np.repeat(p[..., None, :], C, axis=-2))


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A, axis=1), axis=1)
