import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def reduce_table(table, reduction):
    """(what forward returns, what the slopes are multiplied with)"""
    if reduction == "none":
        return table, 1.0
    factor = 1.0 / table.size if reduction == "mean" else 1.0
    return np.sum(table * factor), factor


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        err = A - Y
        out, factor = reduce_table(err * err, self.reduction)
        self.grad = 2 * err * factor
        return out

    def backward(self):
        return self.grad.copy()


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        err = A - Y
        out, factor = reduce_table(np.abs(err), self.reduction)
        self.grad = np.where(err > 0, 1.0, -1.0) * factor
        return out

    def backward(self):
        return self.grad.copy()


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta > 0, please")
        self.delta, self.reduction = delta, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        err, k = A - Y, self.delta
        size = np.abs(err)
        inside = size <= k
        table = np.where(inside, err / 2 * err, k * (size - k / 2))
        out, factor = reduce_table(table, self.reduction)
        self.grad = np.where(inside, err, k * np.sign(err)) * factor
        return out

    def backward(self):
        return self.grad.copy()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta >= 0, please")
        self.beta, self.reduction = beta, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        err, k = A - Y, self.beta
        size = np.abs(err)
        inside = size < k
        width = k if k > 0 else 1.0  # no division by zero in the branch that is not taken
        table = np.where(inside, err * (err / (2 * width)), size - k / 2)
        out, factor = reduce_table(table, self.reduction)
        self.grad = np.where(inside, err / width, np.sign(err)) * factor
        return out

    def backward(self):
        return self.grad.copy()


def mean_squared_price_error(A, Y):
    d = np.subtract(A, Y, dtype=np.float64)
    return float(np.mean(d * d))
