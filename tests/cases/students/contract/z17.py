import numpy as np


def one_hot(y, C):
    if ((y < 0) | (y >= C)).any():
        raise ValueError("label out of range")
    return np.eye(C)[y]


def iota_sum(M):
    N, C = M.shape
    return np.ones(N) @ M @ np.ones(C)


def row_softmax_shape_quiz(Z):
    return (Z.T / Z.sum(axis=1)).T


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    g = np.array(f(x)[1], dtype=float)
    errors = []
    for i in np.ndindex(x.shape):
        x[i] += h
        plus = f(x)[0]
        x[i] -= 2 * h
        minus = f(x)[0]
        d = (plus - minus) / (2 * h)
        errors.append(abs(g[i] - d) / max(1, abs(g[i]), abs(d)))
    return max(errors)


class Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(f"unknown reduction {reduction!r}")
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "mean":
            return np.mean(losses)
        if self.reduction == "sum":
            return np.sum(losses)
        return losses

    def spread(self, slopes):
        if self.reduction == "mean":
            return slopes / np.size(slopes)
        return slopes


def gradient_step(theta, X, Y, rate):
    X = X.astype(float)
    residual = np.dot(X, theta) - Y
    gradient = 2 * np.dot(X.T, residual) / (Y.shape[0] * Y.shape[1])
    return theta - rate * gradient
