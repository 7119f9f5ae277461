import numpy as np


import math


def lse(row):
    row = row.tolist()
    m = max(row)
    return m + math.log(math.fsum(math.exp(a - m) for a in row))


def log_soft(row):
    m = row.max()
    return (row - m) - lse(row - m)


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    value = np.apply_along_axis(lse, axis, z)
    return np.expand_dims(value, axis) if keepdims else value


def softmax(z, axis=-1):
    return np.apply_along_axis(lambda row: np.exp(log_soft(row)), axis, np.asarray(z, dtype=float))


def log_softmax(z, axis=-1):
    return np.apply_along_axis(log_soft, axis, np.asarray(z, dtype=float))


def _sigmoid(x):
    if x < 0:
        return math.exp(x) / (1 + math.exp(x))
    return 1 / (1 + math.exp(-x))


def _log_sigmoid(x):
    if x < 0:
        return x - math.log1p(math.exp(x))
    return -math.log1p(math.exp(-x))


def sigmoid(z):
    return np.vectorize(_sigmoid, otypes=[float])(np.asarray(z, dtype=float))


def log_sigmoid(z):
    return np.vectorize(_log_sigmoid, otypes=[float])(np.asarray(z, dtype=float))


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim == 2:
        return np.stack([softmax_jacobian(row) for row in z])
    p = softmax(z)
    J = np.empty((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            J[i, j] = p[i] * (1 - p[j]) if i == j else -p[i] * p[j]
    return J


def label_surprise(A, Y):
    return np.array([-np.dot(np.asarray(y, dtype=float), log_softmax(a)) for a, y in zip(np.asarray(A), np.asarray(Y))])
