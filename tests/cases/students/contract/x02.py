import numpy as np


def one_hot(y, C):
    labels = np.asarray(y).astype(np.int64)
    if not np.all((labels >= 0) & (labels < C)):
        raise ValueError(f"labels must be from 0 to {C - 1}")
    return (labels[:, np.newaxis] == np.arange(C)).astype(float)


def iota_sum(M):
    return np.sum(np.asarray(M), dtype=np.float64)


def row_softmax_shape_quiz(Z):
    Z = np.array(Z, dtype=float)
    return (Z.T / Z.sum(axis=1)).T


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    flat = x.ravel()
    gradient = np.array(f(x.copy())[1], dtype=float).ravel()
    errors = []
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + h
        above = f(x.copy())[0]
        flat[i] = old - h
        below = f(x.copy())[0]
        flat[i] = old
        d = (above - below) / (2 * h)
        errors.append(abs(gradient[i] - d) / max(1.0, abs(gradient[i]), abs(d)))
    return np.max(errors)


class Loss:
    REDUCTIONS = ["mean", "sum", "none"]

    def __init__(self, reduction="mean"):
        if not any(reduction == known for known in self.REDUCTIONS):
            raise ValueError("reduction must be mean, sum or none")
        self.reduction = reduction

    def reduce(self, losses):
        losses = np.asarray(losses)
        if self.reduction == "none":
            return losses
        total = losses.sum()
        return total / losses.size if self.reduction == "mean" else total

    def spread(self, slopes):
        slopes = np.array(slopes, dtype=float)
        divisor = slopes.size if self.reduction == "mean" else 1
        return slopes / divisor


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
