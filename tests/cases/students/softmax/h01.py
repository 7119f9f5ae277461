import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    # convert first, otherwise int8 overflows
    z = np.array(z, dtype=np.float64)
    biggest = np.max(z, axis=axis, keepdims=True)
    shifted = z - biggest
    exps = np.exp(shifted)
    total = np.sum(exps, axis=axis, keepdims=keepdims)
    if not keepdims:
        biggest = np.max(z, axis=axis)
    result = np.log(total) + biggest
    return result


def softmax(z, axis=-1):
    z = np.array(z, dtype=np.float64)
    exps = np.exp(z)
    sums = np.sum(exps, axis=axis, keepdims=True)
    return exps / sums


def log_softmax(z, axis=-1):
    z = np.array(z, dtype=np.float64)
    biggest = np.max(z, axis=axis, keepdims=True)
    shifted = z - biggest
    log_total = np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))
    return shifted - log_total


def sigmoid(z):
    z = np.array(z, dtype=np.float64)
    result = np.zeros(z.shape)
    positive = z >= 0
    negative = ~positive
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    ez = np.exp(z[negative])
    result[negative] = ez / (1 + ez)
    return result


def log_sigmoid(z):
    z = np.array(z, dtype=np.float64)
    first = np.where(z < 0, z, 0.0)
    second = np.log1p(np.exp(-np.abs(z)))
    return first - second


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
