import numpy as np


def one_hot(y, C):
    y = np.asarray(y, dtype=np.int64)
    classes = np.arange(C)
    table = (y[:, np.newaxis] == classes).astype(float)
    if not np.all(table.sum(axis=1) == 1):
        raise ValueError("labels run from 0 to C - 1")
    return table


def iota_sum(M):
    return np.einsum("nc->", np.asarray(M, dtype=np.float64)).item()


def row_softmax_shape_quiz(Z):
    Z = np.asarray(Z, dtype=np.float64)
    return np.einsum("nc,n->nc", Z, 1.0 / np.einsum("nc->n", Z))


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    claimed = np.asarray(f(x.copy())[1], dtype=float)
    errors = []
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        d = (f(up)[0] - f(down)[0]) / (2 * h)
        g = claimed[index]
        errors.append(abs(g - d) / max(1, abs(g), abs(d)))
    return float(np.max(errors))


class Loss:
    _reducers = {"mean": np.mean, "sum": np.sum, "none": lambda table: table}

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    @property
    def reduction(self):
        return self._reduction

    @reduction.setter
    def reduction(self, name):
        if name not in self._reducers:
            raise ValueError(name)
        self._reduction = name

    def reduce(self, losses):
        return self._reducers[self.reduction](np.asarray(losses, dtype=float))

    def spread(self, slopes):
        divisor = np.size(slopes) if self.reduction == "mean" else 1
        return np.true_divide(slopes, divisor)


class SquaredError(Loss):
    """(A - Y)^2, reduced."""

    def forward(self, A, Y):
        self.residual = A - Y
        return self.reduce(self.residual**2)

    def backward(self):
        return self.spread(2 * self.residual)


def gradient_step(theta, X, Y, rate):
    residual = np.einsum("nd,dc->nc", np.asarray(X, float), np.asarray(theta, float)) - Y
    return np.asarray(theta, float) - 2 * rate / residual.size * np.einsum("nd,nc->dc", np.asarray(X, float), residual)
