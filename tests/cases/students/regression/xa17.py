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
        self.d = A - Y
        if self.reduction == "none":
            return self.d * self.d
        if self.reduction == "sum":
            return np.sum(self.d * self.d)
        return np.sum(self.d / self.d.size * self.d)

    def backward(self):
        if self.reduction == "mean":
            return self.d * (2 / self.d.size)
        return 2 * self.d


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = np.abs(self.d)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        return np.sum(losses / losses.size)

    def backward(self):
        slope = np.sign(self.d)
        if self.reduction == "mean":
            return slope / slope.size
        return slope


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
        quadratic = np.abs(d) <= self.delta
        linear = np.abs(d) > self.delta
        losses = quadratic * (0.5 * d ** 2) + linear * (self.delta * (np.abs(d) - 0.5 * self.delta))
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        return np.sum(losses / losses.size)

    def backward(self):
        g = np.clip(self.d, -self.delta, self.delta)
        if self.reduction == "mean":
            g = g / g.size
        return g


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError(f"beta must not be negative, but is {beta}")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        size = np.abs(self.d)
        if self.beta == 0:
            losses = size
        else:
            inner = np.minimum(size, self.beta)
            losses = inner / self.beta * (size - 0.5 * inner)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        return np.sum(losses / losses.size)

    def backward(self):
        if self.beta == 0:
            slope = np.sign(self.d)
        else:
            slope = np.clip(self.d, -self.beta, self.beta) / self.beta
        if self.reduction == "mean":
            return slope / slope.size
        return slope


def mean_squared_price_error(A, Y):
    A, Y = np.asarray(A), np.asarray(Y)
    total = 0
    for a, y in zip(A.ravel().tolist(), Y.ravel().tolist()):
        total += (a - y) ** 2
    return float(total / A.size)
