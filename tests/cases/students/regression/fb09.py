import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def weight(reduction, size):
    """What each pointwise loss counts in the total."""
    return 1 / size if reduction == "mean" else 1.0


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        self.w = weight(self.reduction, A.size)
        with np.errstate(over="ignore"):
            losses = self.d * (self.d * self.w)
            return losses if self.reduction == "none" else float(np.sum(losses))

    def backward(self):
        return self.d * (2 * self.w)


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        self.w = weight(self.reduction, A.size)
        losses = np.abs(self.d) * self.w
        return losses if self.reduction == "none" else float(np.sum(losses))

    def backward(self):
        return np.sign(self.d) * self.w


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        assert delta > 0, "delta must be positive"
        self.delta = float(delta)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        self.w = weight(self.reduction, A.size)
        size = np.abs(self.d)
        inner = np.minimum(size, self.delta)
        with np.errstate(over="ignore"):
            losses = inner * self.w * (size - inner / 2)
            return losses if self.reduction == "none" else float(np.sum(losses))

    def backward(self):
        return np.clip(self.d, -self.delta, self.delta) * self.w


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        assert beta > 0 or beta == 0, "beta must not be negative"
        self.beta = float(beta)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        self.w = weight(self.reduction, A.size)
        size = np.abs(self.d)
        losses = size - self.beta / 2
        small = size < self.beta
        losses[small] = size[small] * (size[small] / self.beta) / 2
        losses = losses * self.w
        return losses if self.reduction == "none" else float(np.sum(losses))

    def backward(self):
        slopes = np.sign(self.d)
        small = np.abs(self.d) < self.beta
        slopes[small] = self.d[small] / self.beta
        return slopes * self.w


def mean_squared_price_error(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    return float(np.mean((A - Y) ** 2))
