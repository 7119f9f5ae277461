import math
import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    m = z.max(axis=axis, keepdims=True)
    out = m + np.log(np.exp(z - m).sum(axis=axis, keepdims=True))
    return out if keepdims else np.squeeze(out, axis=axis)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z - logsumexp(z, axis=axis, keepdims=True))


def log_softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    x = x - np.max(x, axis=axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))


def _sigmoid(x):
    x = float(x)
    if x > 500:
        return 1
    if x < -500:
        return 0
    return 1 / (1 + math.exp(-x))


def sigmoid(z):
    return np.vectorize(_sigmoid)(z)


def log_sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    return -np.logaddexp(0.0, -z)


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim == 1:
        p = softmax(z)
        return np.diag(p) - np.outer(p, p)
    return np.stack([softmax_jacobian(row) for row in z])


def label_surprise(A, Y):
    A = np.asarray(A, dtype=np.float64)
    Y = np.asarray(Y, dtype=np.float64)
    s = A - A.max(axis=1, keepdims=True)
    logp = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(Y * logp).sum(axis=1)
