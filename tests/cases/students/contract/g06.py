import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= C):
        raise ValueError("a label is no class")
    table = np.zeros((len(y), C))
    table[np.arange(len(y)), y] = 1
    return table


def iota_sum(M):
    M = np.array(M, dtype=float)
    N, C = M.shape
    return (np.ones((1, N)) @ M @ np.ones((C, 1)))[0, 0]


def row_softmax_shape_quiz(Z):
    Z = np.array(Z, dtype=float)
    return Z / Z.sum(axis=1)


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    g = np.array(f(x.copy())[1], dtype=float)
    d = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        d[index] = (f(up)[0] - f(down)[0]) / (2 * h)
    error = np.abs(g - d) / np.maximum(1, np.maximum(np.abs(g), np.abs(d)))
    return error.max()


class Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError("unknown reduction")
        self.reduction = reduction

    def reduce(self, losses):
        losses = np.asarray(losses)
        if self.reduction == "mean":
            return np.sum(losses) / np.size(losses)
        if self.reduction == "sum":
            return np.sum(losses)
        return losses

    def spread(self, slopes):
        slopes = np.array(slopes)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


def gradient_step(theta, X, Y, rate):
    theta, X, Y = np.array(theta, dtype=float), np.array(X, dtype=float), np.array(Y, dtype=float)
    A = X @ theta
    dL_dA = 2 * (A - Y) / A.size
    return theta - rate * X.T @ dL_dA
