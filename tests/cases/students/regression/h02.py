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
        self.N = len(A)
        self.d = A - Y
        sq = self.d**2
        if self.reduction == "mean":
            return sq.sum() / self.N
        if self.reduction == "sum":
            return sq.sum()
        return sq

    def backward(self):
        if self.reduction == "mean":
            return 2 * self.d / self.N
        return 2 * self.d


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = d = A - Y
        loss = np.abs(d)
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        g = np.sign(self.d)
        return g / g.size if self.reduction == "mean" else g


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = d = A - Y
        loss = np.where(np.abs(d) <= self.delta, 0.5 * d * d, self.delta * (np.abs(d) - 0.5 * self.delta))
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        g = np.clip(self.d, -self.delta, self.delta)
        return g / g.size if self.reduction == "mean" else g


def smooth_table(d, beta):
    size = np.abs(d)
    if beta == 0:
        return size
    return np.where(size < beta, d * (d / (2 * beta)), size - beta / 2)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = d = A - Y
        loss = smooth_table(d, self.beta)
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        g = np.sign(self.d) if self.beta == 0 else np.clip(self.d / self.beta, -1, 1)
        return g / g.size if self.reduction == "mean" else g


def mean_squared_price_error(A, Y):
    A, Y = paired(A, Y)
    return float(np.mean((A - Y) ** 2))
