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
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(reduction)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = np.abs(self.d)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = np.sign(self.d)
        if self.reduction == "mean":
            return slopes / slopes.size
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
        if beta <= 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(reduction)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        size = np.abs(self.d)
        small = size < self.beta
        losses = size - 0.5 * self.beta
        losses[small] = 0.5 * self.d[small] ** 2 / self.beta
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = np.sign(self.d)
        small = np.abs(self.d) < self.beta
        slopes[small] = self.d[small] / self.beta
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


def mean_squared_price_error(A, Y):
    d = np.asarray(A, dtype=float) - np.asarray(Y, dtype=float)
    return float(np.mean(d**2))
