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
    scale = 1.0 / table.size if reduction == "mean" else 1.0
    return np.sum(table * scale), scale


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        r = A - Y
        out, scale = reduce_table(r * r, self.reduction)
        self.grad = 2 * r * scale
        return out

    def backward(self):
        return self.grad.copy()


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        r = A - Y
        out, scale = reduce_table(np.abs(r), self.reduction)
        self.grad = np.sign(r) * scale
        return out

    def backward(self):
        return self.grad.copy()


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta < 0:
            raise ValueError("delta must not be negative")
        self.delta, self.reduction = delta, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        r, k = A - Y, self.delta
        size = np.abs(r)
        inside = size <= k
        table = np.where(inside, r / 2 * r, k * (size - k / 2))
        out, scale = reduce_table(table, self.reduction)
        self.grad = np.where(inside, r, k * np.sign(r)) * scale
        return out

    def backward(self):
        return self.grad.copy()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta >= 0, please")
        self.beta = beta or 1.0
        self.reduction = reduction or "mean"

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        r, k = A - Y, self.beta
        size = np.abs(r)
        inside = size < k
        table = np.where(inside, r * (r / (2 * k)), size - k / 2)
        out, scale = reduce_table(table, self.reduction)
        self.grad = np.where(inside, r / k, np.sign(r)) * scale
        return out

    def backward(self):
        return self.grad.copy()


def mean_squared_price_error(A, Y):
    A, Y = paired(A, Y)
    return float(np.mean((A - Y) ** 2))
