import numpy as np


def along(function):
    """Turn a function of a vector (vector -> vector) into one along any axis."""

    def wrapped(z, axis=-1):
        z = np.asarray(z, dtype=float)
        moved = np.moveaxis(z, axis, -1)
        result = np.zeros(moved.shape)
        for index in np.ndindex(moved.shape[:-1]):
            result[index] = function(moved[index])
        return np.moveaxis(result, -1, axis)

    return wrapped


def lse_vector(v):
    m = v[0]
    for x in v:
        if x > m:
            m = x
    total = 0.0
    for x in v:
        total += np.exp(x - m)
    return m + np.log(total)


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    result = np.apply_along_axis(lse_vector, axis, z)
    return np.expand_dims(result, axis) if keepdims else result


softmax = along(lambda v: np.exp(v - lse_vector(v)))


log_softmax = along(lambda v: v - lse_vector(v))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    flat = np.zeros(z.size)
    for k, x in enumerate(z.ravel()):
        if x > 0:
            flat[k] = 1 / (1 + np.exp(-x))
        else:
            flat[k] = np.exp(x) / (1 + np.exp(x))
    return flat.reshape(z.shape)


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    flat = [min(x, 0.0) - np.log1p(np.exp(-abs(x))) for x in z.ravel()]
    return np.array(flat).reshape(z.shape)


def softmax_jacobian(z):
    z = np.array(z, dtype=np.float64)
    if z.ndim == 1:
        p = softmax(z)
        C = len(p)
        table = np.zeros((C, C))
        for i in range(C):
            for j in range(C):
                if i == j:
                    table[i, j] = p[i] * (1 - p[j])
                else:
                    table[i, j] = -p[i] * p[j]
        return table
    tables = []
    for row in z:
        tables.append(softmax_jacobian(row))
    return np.array(tables)


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
