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
        self.e = e = A - Y
        loss = e**2
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        grad = 2 * self.e
        return grad / grad.size if self.reduction == "mean" else grad


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.e = e = A - Y
        loss = np.abs(e)
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        grad = np.sign(self.e)
        return grad / grad.size if self.reduction == "mean" else grad


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.e = e = A - Y
        loss = np.where(np.abs(e) <= self.delta, 0.5 * e * e, self.delta * np.abs(e) - 0.5 * self.delta)
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        grad = np.clip(self.e, -self.delta, self.delta)
        return grad / grad.size if self.reduction == "mean" else grad


def smooth_table(e, beta):
    size = np.abs(e)
    if beta == 0:
        return size
    return np.where(size < beta, e * (e / (2 * beta)), size - beta / 2)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.e = e = A - Y
        loss = smooth_table(e, self.beta)
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else (loss / loss.size).sum()

    def backward(self):
        grad = np.sign(self.e) if self.beta == 0 else np.clip(self.e / self.beta, -1, 1)
        return grad / grad.size if self.reduction == "mean" else grad


def mean_squared_price_error(A, Y):
    A = np.array(A, dtype=np.float64)
    Y = np.array(Y, dtype=np.float64)
    diff = A - Y
    total = np.sum(diff * diff)
    return float(total / diff.size)
