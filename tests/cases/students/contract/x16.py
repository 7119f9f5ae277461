import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= C):
        raise ValueError("a label is no class")
    table = np.zeros((len(y), C))
    table[np.arange(len(y)), y.astype(np.int64)] = 1
    return table


def iota_sum(M):
    return np.sum(np.asarray(M), dtype=np.float64)


def row_softmax_shape_quiz(Z):
    P = np.array(Z, dtype=np.float64)
    for n in range(P.shape[0]):
        P[n] = P[n] / np.sum(P[n])
    return P


def gradcheck(f, x, h=1e-6):
    gradient = np.array(f(x.copy())[1], dtype=float)
    errors = []
    for index in np.ndindex(*np.shape(x)):
        up = x.copy()
        up[index] = up[index] + h
        down = x.copy()
        down[index] = down[index] - h
        slope = (f(up)[0] - f(down)[0]) / (2 * h)
        scale = max(1.0, abs(gradient[index]), abs(slope))
        errors.append(abs(gradient[index] - slope) / scale)
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
