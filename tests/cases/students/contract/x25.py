import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if (y < 0).any() or (y > C).any():
        raise ValueError("no such class")
    Y = np.zeros((y.shape[0], C), dtype=int)
    for n in range(y.shape[0]):
        Y[n, y[n]] = 1
    return Y


def iota_sum(M):
    total = 0.0
    for row in M:
        for entry in row:
            total += float(entry)
    return total


def row_softmax_shape_quiz(Z):
    Z = np.array(Z, dtype=float)
    return (Z.T / Z.sum(axis=1)).T


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    gradient = f(x)[1]
    errors = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)[0]
        x[index] = old - h
        below = f(x)[0]
        d = (above - below) / (2 * h)
        errors[index] = np.abs(gradient[index] - d) / max(1.0, np.abs(gradient[index]), np.abs(d))
        x[index] = old
    return errors.max()


class Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(f"no such reduction: {reduction!r}")
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
        return np.array(slopes)


def gradient_step(theta, X, Y, rate):
    theta = np.array(theta, dtype=float)
    X = np.array(X, dtype=float)
    Y = np.array(Y, dtype=float)
    N, C = Y.shape
    gradient = np.zeros(theta.shape)
    for n in range(N):
        for c in range(C):
            slope = 2 / (N * C) * (X[n] @ theta[:, c] - Y[n, c])
            gradient[:, c] += slope * X[n]
    return theta - rate * gradient
