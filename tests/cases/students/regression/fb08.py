import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class EntrywiseLoss:
    """A loss that adds up a function of the errors; a subclass says which, and its slope."""

    reduction = "mean"
    slopes = None

    def curve(self, d, share):
        """The losses of the errors d times share, and their slopes times share."""
        raise NotImplementedError

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        share = 1 / A.size if self.reduction == "mean" else 1
        with np.errstate(all="ignore"):
            losses, self.slopes = self.curve(A - Y, share)
            return losses if self.reduction == "none" else losses.sum().item()

    def backward(self):
        return self.slopes.copy()


class MSELoss(EntrywiseLoss):
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def curve(self, d, share):
        return share * d * d, 2 * share * d


class L1Loss(EntrywiseLoss):
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def curve(self, d, share):
        side = np.sign(d) * share
        return side * d, side


class HuberLoss(EntrywiseLoss):
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.delta, self.reduction = delta, reduction

    def curve(self, d, share):
        held = np.clip(d, -self.delta, self.delta)
        return share * held * (d - held / 2), share * held


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta, self.reduction = beta, reduction

    def forward(self, A, Y):
        a, y = paired(A, Y)
        self.slopes = np.zeros_like(A)
        total, losses = 0.0, np.zeros(a.shape)
        share = a.size if self.reduction == "mean" else 1
        for index in np.ndindex(a.shape):
            d = float(a[index] - y[index])
            if abs(d) < self.beta:
                losses[index] = d * (d / self.beta) / 2
                self.slopes[index] = d / self.beta / share
            else:
                losses[index] = abs(d) - self.beta / 2
                self.slopes[index] = np.sign(d) / share
            total += losses[index] / share
        return losses if self.reduction == "none" else total

    def backward(self):
        return self.slopes.copy()


def mean_squared_price_error(A, Y):
    return np.square(np.subtract(A, Y, dtype=np.float64)).mean().item()
