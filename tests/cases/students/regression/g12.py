import numpy as np


def paired(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = self.d ** 2
        if self.reduction == "mean":
            return losses.sum() / len(A)
        elif self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = 2 * self.d
        if self.reduction == "mean":
            grad = grad / len(self.d)
        return grad


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = np.abs(self.d)
        if self.reduction == "mean":
            return losses.mean()
        elif self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = np.sign(self.d)
        if self.reduction == "mean":
            grad = grad / self.d.size
        return grad


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        size = np.abs(self.d)
        losses = np.where(size <= self.delta, 0.5 * self.d ** 2, self.delta * (size - 0.5 * self.delta))
        if self.reduction == "mean":
            return losses.mean()
        elif self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = np.where(np.abs(self.d) <= self.delta, self.d, self.delta * np.sign(self.d))
        if self.reduction == "mean":
            grad = grad / self.d.size
        return grad


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        if self.beta == 0:
            losses = np.abs(self.d)
        else:
            size = np.abs(self.d)
            losses = np.where(size < self.beta, 0.5 * size * (size / self.beta), size - 0.5 * self.beta)
        if self.reduction == "mean":
            return losses.mean()
        elif self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        if self.beta == 0:
            grad = np.sign(self.d)
        else:
            grad = np.where(np.abs(self.d) < self.beta, self.d / self.beta, np.sign(self.d))
        if self.reduction == "mean":
            grad = grad / self.d.size
        return grad


def mean_squared_price_error(A, Y):
    A, Y = paired(A, Y)
    return float(np.mean((A - Y) ** 2))
