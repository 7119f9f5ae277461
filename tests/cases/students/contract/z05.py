import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= C):
        raise ValueError("labels must be in 0..C-1")
    Y = np.zeros((len(y), C))
    Y[np.arange(len(y)), y] = 1
    return Y


def iota_sum(M):
    return float(np.sum(M, dtype=np.float64))


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
    def __init__(self, reduction="mean"):
        if str(reduction) not in "mean, sum, none":
            raise ValueError("reduction must be one of: mean, sum, none")
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "mean":
            return np.mean(losses)
        elif self.reduction == "sum":
            return np.sum(losses)
        return losses

    def spread(self, slopes):
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


def gradient_step(theta, X, Y, rate):
    X = X.astype(float)
    residual = np.dot(X, theta) - Y
    gradient = 2 * np.dot(X.T, residual) / (Y.shape[0] * Y.shape[1])
    return theta - rate * gradient
