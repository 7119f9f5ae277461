import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    m = z.max(axis=axis, keepdims=True)
    total = m + np.log(np.exp(z - m).sum(axis=axis, keepdims=True))
    return total if keepdims else np.squeeze(total, axis=axis)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return (e.T / np.sum(e, axis=axis)).T


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    shifted = z - z.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    p = softmax(z)
    identity = np.eye(p.shape[-1])
    return p[..., :, None] * (identity - p[..., None, :])


def label_surprise(A, Y):
    Y = np.asarray(Y, dtype=float)
    log_p = log_softmax(A, axis=1)
    return -np.sum(Y * np.where(Y == 0, 0, log_p), axis=1)
