import numpy as np


def paired(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def reduced(losses, reduction):
    if reduction == "mean":
        return np.mean(losses)
    if reduction == "sum":
        return np.sum(losses)
    return losses


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        return reduced(self.d ** 2, self.reduction)

    def backward(self):
        g = 2 * self.d
        if self.reduction == "mean":
            g = g / g.size
        return g


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.diff = A - Y
        return reduced(np.abs(self.diff), self.reduction)

    def backward(self):
        g = np.sign(self.diff)
        if self.reduction == "mean":
            g = g / g.size
        return g


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.res = A - Y
        size = np.abs(self.res)
        losses = np.where(size <= self.delta, 0.5 * np.minimum(size, self.delta) ** 2, self.delta * size - 0.5 * self.delta)
        return reduced(losses, self.reduction)

    def backward(self):
        g = np.clip(self.res, -self.delta, self.delta)
        if self.reduction == "mean":
            g = g / g.size
        return g


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.e = A - Y
        size = np.abs(self.e)
        self.inside = size < self.beta
        losses = size - 0.5 * self.beta
        losses[self.inside] = 0.5 * size[self.inside] * (size[self.inside] / self.beta)
        return reduced(losses, self.reduction)

    def backward(self):
        g = np.sign(self.e)
        g[self.inside] = self.e[self.inside] / self.beta
        if self.reduction == "mean":
            g = g / g.size
        return g


def mean_squared_price_error(A, Y):
    A = np.asarray(A, dtype=float)
    Y = np.asarray(Y, dtype=float)
    return float(np.mean((A - Y) ** 2))
