import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    top = np.maximum(z.max(axis=axis, keepdims=True), 0)
    with np.errstate(divide="ignore"):
        result = top + np.log(np.exp(z - top).sum(axis=axis, keepdims=True))
    return result if keepdims else np.squeeze(result, axis=axis)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    top = np.maximum(z.max(axis=axis, keepdims=True), 0)
    powers = np.exp(z - top)
    return powers / powers.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    shifted = z - z.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1 + e)


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    p = softmax(z)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def label_surprise(A, Y):
    return -np.sum(np.asarray(Y, dtype=float) * log_softmax(A), axis=1)
