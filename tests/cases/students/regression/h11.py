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
        tab = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                tab[n, c] = d * d
        if self.reduction == "mean":
            return np.sum(tab / (N * C))
        elif self.reduction == "sum":
            return np.sum(tab)
        else:
            return tab

    def backward(self):
        N, C = self.diff.shape
        dA = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                dA[n, c] = 2 * d
        if self.reduction == "mean":
            dA = dA / (N * C)
        return dA


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        self.diff = A - Y
        tab = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                tab[n, c] = abs(d)
        if self.reduction == "mean":
            return np.sum(tab / (N * C))
        elif self.reduction == "sum":
            return np.sum(tab)
        else:
            return tab

    def backward(self):
        N, C = self.diff.shape
        dA = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if d > 0:
                    dA[n, c] = 1
                elif d < 0:
                    dA[n, c] = -1
        if self.reduction == "mean":
            dA = dA / (N * C)
        return dA


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
        tab = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) <= self.delta:
                    tab[n, c] = 0.5 * d * d
                else:
                    tab[n, c] = self.delta * (abs(d) - 0.5 * self.delta)
        if self.reduction == "mean":
            return np.sum(tab / (N * C))
        elif self.reduction == "sum":
            return np.sum(tab)
        else:
            return tab

    def backward(self):
        N, C = self.diff.shape
        dA = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) <= self.delta:
                    dA[n, c] = d
                elif d > 0:
                    dA[n, c] = self.delta
                else:
                    dA[n, c] = -self.delta
        if self.reduction == "mean":
            dA = dA / (N * C)
        return dA


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
        tab = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) < self.beta:
                    tab[n, c] = d * (d / (2 * self.beta))
                else:
                    tab[n, c] = abs(d) - 0.5 * self.beta
        if self.reduction == "mean":
            return np.sum(tab / (N * C))
        elif self.reduction == "sum":
            return np.sum(tab)
        else:
            return tab

    def backward(self):
        N, C = self.diff.shape
        dA = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                d = self.diff[n, c]
                if abs(d) < self.beta:
                    dA[n, c] = d / self.beta
                elif d > 0:
                    dA[n, c] = 1
                elif d < 0:
                    dA[n, c] = -1
        if self.reduction == "mean":
            dA = dA / (N * C)
        return dA


def mean_squared_price_error(A, Y):
    diff = np.array(A - Y, dtype=np.float64)   # now the square cannot overflow
    total = 0.0
    for d in diff.ravel():
        total = total + d * d
    return float(total / diff.size)
