import numpy as np


def _one(v):
    top = max(v)
    return top + np.log(sum(np.exp(v - top)))


def logsumexp(z, axis=-1, keepdims=False):
    z = np.array(z, dtype=float)
    result = np.apply_along_axis(_one, axis, z)
    return np.expand_dims(result, axis) if keepdims else result


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    rows = np.moveaxis(np.array(z, dtype=float), axis, -1)
    rows = rows - np.max(rows, axis=-1)[..., np.newaxis]
    rows = rows - np.log(np.exp(rows).sum(axis=-1))[..., np.newaxis]
    return np.moveaxis(rows, -1, axis)


def sigmoid(z):
    return np.vectorize(lambda x: 1 / (1 + np.exp(-x)) if x > 0 else 1 - 1 / (1 + np.exp(x)) if x > -1 else np.exp(x) / (1 + np.exp(x)), otypes=[float])(np.asarray(z, dtype=float))


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim == 2:
        return np.array([softmax_jacobian(row) for row in z])
    p = softmax(z)
    return np.diag(p) - np.outer(p, p)


def label_surprise(A, Y):
    return -np.sum(np.asarray(Y, dtype=float) * log_softmax(A, axis=1), axis=1)
