import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    slices = np.moveaxis(np.asarray(z, dtype=float), axis, 0)
    m = slices[0].copy()                      # running maximum
    s = np.ones_like(m)                       # running sum of exp(z - m)
    for x in slices[1:]:
        new = np.maximum(m, x)
        s = s * np.exp(m - new) + np.exp(x - new)
        m = new
    total = m + np.log(s)
    return np.expand_dims(total, axis) if keepdims else total


def softmax(z, axis=-1):
    wahrsch = np.exp(np.asarray(z, dtype=float) - logsumexp(z, axis, keepdims=True))
    return wahrsch / wahrsch.sum(axis, keepdims=True)


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - logsumexp(z, axis=axis, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1.0 + ez)
    return out


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return (z - np.abs(z)) / 2 - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim > 1:
        return np.array([softmax_jacobian(zeile) for zeile in z])
    p = softmax(z)
    M = -np.outer(p, p)
    np.fill_diagonal(M, p * (1 - p))
    return M


def label_surprise(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    abstand = logsumexp(A, axis=1, keepdims=True) - A
    return (Y * abstand) @ np.ones(A.shape[1])
