import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    # convert first, otherwise int8 overflows
    z = np.array(z, dtype=np.float64)
    zmax = np.max(z, axis=axis, keepdims=True)
    zs = z - zmax
    exps = np.exp(zs)
    total = np.sum(exps, axis=axis, keepdims=keepdims)
    if not keepdims:
        zmax = np.max(z, axis=axis)
    result = np.log(total) + zmax
    return result


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    z = np.array(z, dtype=np.float64)
    zmax = np.max(z, axis=axis, keepdims=True)
    zs = z - zmax
    log_total = np.log(np.sum(np.exp(zs), axis=axis, keepdims=True))
    return zs - log_total


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(np.minimum(z, 0))
    return small / (small + np.exp(-np.maximum(z, 0)))


def log_sigmoid(z):
    z = np.array(z, dtype=np.float64)
    first = np.where(z < 0, z, 0.0)
    second = np.log1p(np.exp(-np.abs(z)))
    return first - second


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
    p = softmax(A, axis=1)
    p = np.clip(p, 1e-15, 1.0)   # log(0) is the source of the nan
    return -np.sum(Y * np.log(p), axis=1)
