import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class MSELoss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(reduction)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = self.d**2
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = 2 * self.d
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.cache = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.cache = (A.copy(), Y.copy())
        table = np.maximum(A, Y) - np.minimum(A, Y)
        if self.reduction == "none":
            return table
        total = np.sum(table)
        return total if self.reduction == "sum" else total / table.size

    def backward(self):
        A, Y = self.cache
        slopes = (A > Y).astype(float) - (A < Y).astype(float)
        if self.reduction == "mean":
            slopes /= slopes.size
        return slopes


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(reduction)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        size = np.abs(self.d)
        losses = np.where(size <= self.delta, 0.5 * self.d**2, self.delta * (size - 0.5 * self.delta))
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = np.clip(self.d, -self.delta, self.delta)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("negative beta")
        self.beta, self.reduction = beta, reduction

    def one(self, d):
        if abs(d) < self.beta:
            return d * d / (2 * self.beta), d / self.beta
        return abs(d) - self.beta / 2, (d > 0) * 1.0 - (d < 0) * 1.0

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        table, self.slopes = np.empty(A.shape), np.empty(A.shape)
        for index in np.ndindex(A.shape):
            table[index], self.slopes[index] = self.one(A[index] - Y[index])
        if self.reduction == "mean":
            self.slopes = self.slopes / A.size
            return table.sum() / A.size
        return table.sum() if self.reduction == "sum" else table

    def backward(self):
        return self.slopes.copy()


def mean_squared_price_error(A, Y):
    d = np.asarray(A, dtype=float) - np.asarray(Y, dtype=float)
    return float(np.mean(d**2))
