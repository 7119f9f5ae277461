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
        self.diff = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        self.diff = A - Y
        table = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                table[n, c] = d * d
        if self.reduction == "mean":
            return np.sum(table / (N * C))
        elif self.reduction == "sum":
            return np.sum(table)
        else:
            return table

    def backward(self):
        N, C = self.diff.shape
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                grad[n, c] = d
        if self.reduction == "mean":
            grad = grad / (N * C)
        return grad


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        self.diff = A - Y
        table = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                table[n, c] = abs(d)
        if self.reduction == "mean":
            return np.sum(table / (N * C))
        elif self.reduction == "sum":
            return np.sum(table)
        else:
            return table

    def backward(self):
        N, C = self.diff.shape
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if d > 0:
                    grad[n, c] = 1
                elif d < 0:
                    grad[n, c] = -1
        if self.reduction == "mean":
            grad = grad / (N * C)
        return grad


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        self.diff = A - Y
        table = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) <= self.delta:
                    table[n, c] = 0.5 * d * d
                else:
                    table[n, c] = self.delta * (abs(d) - 0.5 * self.delta)
        if self.reduction == "mean":
            return np.sum(table / (N * C))
        elif self.reduction == "sum":
            return np.sum(table)
        else:
            return table

    def backward(self):
        N, C = self.diff.shape
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) <= self.delta:
                    grad[n, c] = d
                elif d > 0:
                    grad[n, c] = self.delta
                else:
                    grad[n, c] = -self.delta
        if self.reduction == "mean":
            grad = grad / (N * C)
        return grad


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        self.diff = A - Y
        table = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) < self.beta:
                    table[n, c] = d * (d / (2 * self.beta))
                else:
                    table[n, c] = abs(d) - 0.5 * self.beta
        if self.reduction == "mean":
            return np.sum(table / (N * C))
        elif self.reduction == "sum":
            return np.sum(table)
        else:
            return table

    def backward(self):
        N, C = self.diff.shape
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) < self.beta:
                    grad[n, c] = d / self.beta
                elif d > 0:
                    grad[n, c] = 1
                elif d < 0:
                    grad[n, c] = -1
        if self.reduction == "mean":
            grad = grad / (N * C)
        return grad


def mean_squared_price_error(A, Y):
    A = np.array(A, dtype=np.float64)
    Y = np.array(Y, dtype=np.float64)
    diff = A - Y
    total = np.sum(diff * diff)
    return float(total / diff.size)
