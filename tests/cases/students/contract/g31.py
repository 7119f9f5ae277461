import functools
import operator

import numpy as np


def iota_sum(M):
    return functools.reduce(operator.add, map(float, np.nditer(np.asarray(M))), 0.0)


def one_hot(y, C):
    y = np.asarray(y)
    if any(not 0 <= int(label) < C for label in y):
        raise ValueError("labels must be 0, ..., C - 1")
    return np.where(np.equal.outer(y.astype(int), np.arange(C)), 1, 0)


def row_softmax_shape_quiz(Z):
    Z = np.asarray(Z, dtype=float)
    inverse = np.diag(1 / Z.sum(axis=1))
    return inverse @ Z


def gradcheck(f, x, h=1e-6):
    x = np.asarray(x, dtype=float)

    def errors():
        claimed = np.array(f(+x)[1], dtype=float)
        for i in np.ndindex(x.shape):
            nudge = np.zeros(x.shape)
            nudge[i] = h
            d = (f(x + nudge)[0] - f(x - nudge)[0]) / (2 * h)
            yield abs(claimed[i] - d) / np.maximum.reduce([1.0, abs(claimed[i]), abs(d)])

    return functools.reduce(np.maximum, errors())


class Loss:
    _known = frozenset({"mean", "sum", "none"})

    def __init__(self, reduction="mean"):
        if not isinstance(reduction, str):
            raise ValueError("reduction must be a word")
        if reduction not in Loss._known:
            raise ValueError(reduction)
        self.reduction = reduction

    def reduce(self, losses):
        return {
            "mean": lambda: np.mean(losses, dtype=float),
            "sum": lambda: np.sum(losses, dtype=float),
            "none": lambda: losses,
        }[self.reduction]()

    def spread(self, slopes):
        weight = np.ones(np.shape(slopes))
        if self.reduction == "mean":
            weight = weight / weight.sum()
        return weight * slopes


def gradient_step(theta, X, Y, rate):
    theta, X, Y = (np.asarray(t, dtype=float) for t in (theta, X, Y))
    D, C = theta.shape
    columns = []
    for c in range(C):
        error = X.dot(theta[:, c]) - Y[:, c]
        columns.append(theta[:, c] - rate * 2 * error.dot(X) / error.size / C)
    return np.stack(columns, axis=1)
