import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    big = np.abs(z).max(axis=axis, keepdims=True)   # the largest one in size
    total = np.exp(z - big).sum(axis=axis, keepdims=True)
    res = big + np.log(total)
    return res if keepdims else np.squeeze(res, axis)


def softmax(z, axis=-1):
    z = np.array(z, dtype=np.float64)
    maxi = np.max(z, axis=axis, keepdims=True)
    oben = np.exp(z - maxi)
    unten = np.sum(oben, axis=axis, keepdims=True)
    probabilities = oben / unten
    return probabilities


def log_softmax(z, axis=-1):
    z = np.array(z, dtype=np.float64)
    maxi = np.max(z, axis=axis, keepdims=True)
    shifted = z - maxi
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
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    p = np.atleast_2d(softmax(z))
    N, C = p.shape
    J = np.zeros((N, C, C))
    for n in range(N):
        J[n] = np.diag(p[n]) - np.outer(p[n], p[n])
    if N == 1:
        J = J[0]
    return J


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A), axis=1)
