import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= C):
        raise ValueError("labels go from 0 to C - 1")
    table = np.zeros(len(y) * C)
    table[np.arange(len(y)) * C + y] = 1
    return table.reshape(len(y), C)


def iota_sum(M):
    M = np.asarray(M, dtype=float)
    N, C = M.shape
    return (np.ones((1, N)) @ M @ np.ones((C, 1)))[0, 0]


def row_softmax_shape_quiz(Z):
    Z = np.asarray(Z, dtype=float)
    return Z / Z.sum(axis=1, keepdims=True)


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    g = np.array(f(x.copy())[1], dtype=float)
    d = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        d[i] = (f(up)[0] - f(down)[0]) / (2 * h)
    size = np.maximum(1, np.maximum(np.abs(g), np.abs(d)))
    return np.max(np.abs(g - d) / size)


class Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(f"there is no reduction {reduction!r}")
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "mean":
            return np.mean(losses)
        if self.reduction == "sum":
            return np.sum(losses)
        return losses

    def spread(self, slopes):
        slopes = np.asarray(slopes)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes.copy()


def gradient_step(theta, X, Y, rate):
    theta, X, Y = (np.asarray(t, dtype=float) for t in (theta, X, Y))
    A = X @ theta
    dL_dA = 2 * (A - Y) / A.size
    return theta - rate * (X.T @ dL_dA)
