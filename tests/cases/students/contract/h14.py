# my solution
import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= C):
        raise ValueError("label is not a class")
    Y = np.zeros((len(y), C))
    Y[np.arange(len(y)), y] = 1
    return Y


def iota_sum(M):
    summe = 0.0
    for row in M:
        for entry in row:
            summe += float(entry)
    return summe


def row_softmax_shape_quiz(Z):
    totals = np.einsum("nc->n", Z)
    return Z / totals[:, np.newaxis]


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    value, g = f(x)
    g = np.array(g, dtype=float)
    d = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old + h
        fp = f(x)[0]
        x[index] = old - h
        fm = f(x)[0]
        x[index] = old
        d[index] = (fp - fm) / (2 * h)
    error = np.abs(g - d) / np.maximum(1.0, np.maximum(np.abs(g), np.abs(d)))
    return error.max()


class Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError("unknown reduction: " + str(reduction))
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "mean":
            return np.sum(losses) / (losses.shape[0] * losses.shape[1])
        elif self.reduction == "sum":
            return np.sum(losses)
        else:
            return losses

    def spread(self, slopes):
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes.copy()


def gradient_step(theta, X, Y, rate):
    theta, X, Y = (np.asarray(t, dtype=float) for t in (theta, X, Y))
    residual = X.dot(theta) - Y
    dA = np.einsum("nd,nc->dc", X, residual) * (2.0 / residual.size)
    return theta - rate * dA
