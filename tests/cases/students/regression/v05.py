import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        self.d = d
        losses = d**2
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / losses.size

    def backward(self):
        d = self.d
        slopes = 2 * d
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        self.d = d
        losses = np.abs(d)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / losses.size

    def backward(self):
        d = self.d
        slopes = d / (np.abs(d) + 1e-8)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        self.d = d
        delta, size = self.delta, np.abs(d)
        near = np.where(size <= delta, d, 0.0)
        losses = np.where(size <= delta, 0.5 * near**2, delta * (size - 0.5 * delta))
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / losses.size

    def backward(self):
        d = self.d
        slopes = np.clip(d, -self.delta, self.delta)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        self.d = d
        beta, size = self.beta, np.abs(d)
        losses = size - 0.5 * beta
        near = size < beta
        losses[near] = 0.5 * d[near] * (d[near] / beta)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / losses.size

    def backward(self):
        d = self.d
        slopes = np.sign(d)
        near = np.abs(d) < self.beta
        slopes[near] = d[near] / self.beta
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


def mean_squared_price_error(A, Y):
    difference = np.asarray(A, dtype=float) - np.asarray(Y, dtype=float)
    return float(np.mean(difference**2))
