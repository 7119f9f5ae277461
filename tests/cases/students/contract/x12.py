import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= C):
        raise ValueError("a label is no class")
    table = np.zeros((len(y), C))
    table[np.arange(len(y)), y.astype(np.int64)] = 1
    return table


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
    point = np.array(x, dtype=float)
    claimed = np.array(f(point.copy())[1], dtype=float).reshape(-1)
    measured = np.empty(point.size)
    for i in range(point.size):
        values = []
        for sign in (1, -1):
            moved = point.copy()
            moved.flat[i] += sign * h
            values.append(f(moved)[0])
        measured[i] = (values[0] - values[1]) / (2 * h)
    scale = np.maximum(1, np.maximum(np.abs(claimed), np.abs(measured)))
    return np.max(np.abs(claimed - measured) / scale)


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
            slopes /= np.size(slopes)
            return slopes
        return np.array(slopes)


def gradient_step(theta, X, Y, rate):
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    residual = X @ theta - Y
    theta -= rate * 2 * (X.T @ residual) / residual.size
    return theta
