import numpy as np


def _shift(z, axis):
    """z as floats, minus its maximum along the axis; and that maximum."""
    z = np.asarray(z, dtype=float)
    top = np.amax(z, axis, keepdims=True)
    return z - top, top


def logsumexp(z, axis=-1, keepdims=False):
    rest, top = _shift(z, axis)
    lse = np.log(np.sum(np.exp(rest), axis, keepdims=True)) + top
    if keepdims:
        return lse
    return lse.squeeze(axis)


def softmax(z, axis=-1):
    rest, _ = _shift(z, axis)
    weights = np.exp(rest)
    return weights / np.sum(weights, axis, keepdims=True)


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis)[..., None]


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(np.minimum(z, 0))
    return small / (small + np.exp(-np.maximum(z, 0)))


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    def one(p):
        return np.diag(p) - np.outer(p, p)

    p = softmax(z)
    return one(p) if p.ndim == 1 else np.stack([one(row) for row in p])


def label_surprise(A, Y):
    A = np.array(A, dtype=np.float64)
    Y = np.array(Y, dtype=np.float64)
    N, C = A.shape
    logp = log_softmax(A, axis=1)
    surprise = np.zeros(N)
    for n in range(N):
        for c in range(C):
            surprise[n] -= Y[n, c] * logp[n, c]
    return surprise
