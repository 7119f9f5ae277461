import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PointwiseLoss:
    """What the four losses share; a subclass says value(d) and slope(d)."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.difference = A - Y
        losses = self.value(self.difference)
        if self.reduction == "mean":
            return np.sum(losses / losses.size)
        if self.reduction == "sum":
            return np.sum(losses)
        return losses

    def backward(self):
        slopes = self.slope(self.difference)
        if self.reduction == "mean":
            slopes = slopes / slopes.size
        return slopes


class MSELoss(PointwiseLoss):
    def value(self, d):
        return np.square(d)

    def slope(self, d):
        return 2.0 * d


class L1Loss(PointwiseLoss):
    def value(self, d):
        return np.abs(d)

    def slope(self, d):
        return np.sign(d)


class HuberLoss(PointwiseLoss):
    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(reduction)
        if not delta > 0:
            raise ValueError(f"delta is {delta}")
        self.delta = delta

    def value(self, d):
        near = np.minimum(np.abs(d), self.delta)
        return near * (np.abs(d) - near / 2)

    def slope(self, d):
        return np.clip(d, -self.delta, self.delta)


class SmoothL1Loss(PointwiseLoss):
    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(reduction)
        if beta < 0:
            raise ValueError("negative beta")
        self.beta = beta

    def value(self, d):
        if self.beta == 0:
            return np.abs(d)
        a = np.abs(d)
        return np.where(a < self.beta, d * (d / (2 * self.beta)), a - 0.5 * self.beta)

    def slope(self, d):
        if self.beta == 0:
            return np.sign(d)
        return np.clip(d, -self.beta, self.beta)


def mean_squared_price_error(A, Y):
    A, Y = paired(A, Y)
    return float(np.mean((A - Y) ** 2))
