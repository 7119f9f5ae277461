import numpy as np


def one_hot(y, C):
    if ((y < 0) | (y >= C)).any():
        raise ValueError("label out of range")
    return np.eye(C)[y]


def iota_sum(M):
    # int64 so that nothing overflows
    return int(np.sum(M.astype(np.int64)))


def row_softmax_shape_quiz(Z):
    return (Z.T / Z.sum(axis=1)).T


def gradcheck(f, x, h=1e-6):
    x = np.asarray(x).astype(np.float64)
    _, grad = f(x.copy())
    grad = np.asarray(grad, dtype=float)
    errors = []
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        e = np.zeros_like(x)
        e[i] = h
        num = (f(x + e)[0] - f(x - e)[0]) / (2 * h)
        errors.append(abs(grad[i] - num) / max(1.0, abs(grad[i]), abs(num)))
    return max(errors)


class Loss:
    """Base class."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction
        if reduction not in ["mean", "sum", "none"]:
            raise ValueError("reduction must be mean, sum or none")

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        total = np.sum(losses)
        return total / np.size(losses) if self.reduction == "mean" else total

    def spread(self, slopes):
        n = slopes.size if self.reduction == "mean" else 1
        return slopes / n


def gradient_step(theta, X, Y, rate):
    X = X.astype(float)
    residual = np.dot(X, theta) - Y
    gradient = 2 * np.dot(X.T, residual) / (Y.shape[0] * Y.shape[1])
    return theta - rate * gradient
