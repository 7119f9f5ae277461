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
    p = softmax(z)
    J = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
    if p.ndim == 1:
        J[np.diag_indices(p.size)] = p * (1 - p)
    else:
        np.fill_diagonal(J, p * (1 - p))
    return J


def label_surprise(A, Y):
    log_p = log_softmax(A)
    result = np.zeros(len(log_p))
    for n, (labels, row) in enumerate(zip(np.asarray(Y, dtype=float), log_p)):
        for y, lp in zip(labels, row):
            if y != 0:
                result[n] -= y * lp
    return result
