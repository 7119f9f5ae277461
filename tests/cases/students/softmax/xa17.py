import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    logits = np.array(z, dtype=np.float64)
    top = np.max(logits, axis=axis, keepdims=True)
    logits -= top
    rest = np.log(np.sum(np.exp(logits), axis=axis, keepdims=keepdims))
    if not keepdims:
        top = np.take(top, 0, axis=axis)
    return top + rest


def softmax(z, axis=-1):
    weights = np.array(z, dtype=np.float64)
    weights -= np.max(weights, axis=axis, keepdims=True)
    np.exp(weights, out=weights)
    weights /= np.sum(weights, axis=axis, keepdims=True)
    return weights


def log_softmax(z, axis=-1):
    logits = np.array(z, dtype=np.float64)
    logits -= np.amax(logits, axis=axis, keepdims=True)
    logits -= logsumexp(logits, axis=axis, keepdims=True)
    return logits


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(np.minimum(z, 0))
    return small / (small + np.exp(-np.maximum(z, 0)))


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return -np.logaddexp(0.0, -z)


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim == 1:
        p = softmax(z)
        return np.diag(p) - np.outer(p, p)
    C = z.shape[1]
    J = np.empty((len(z), C, C))
    for n, row in enumerate(z):
        p = softmax(row)
        J[n] = np.diag(p) - np.outer(p, p)
    return J


def label_surprise(A, Y):
    log_p = log_softmax(A)
    return np.where(np.asarray(Y) > 0, -log_p, 0.0).sum(axis=1)
