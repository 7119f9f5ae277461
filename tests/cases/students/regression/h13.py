import numpy as np


from dataclasses import dataclass


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


@dataclass
class _Loss:
    """forward and backward for anything with a method piece(d) -> (loss, slope) of one number."""

    reduction: str = "mean"

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        pieces = [self.piece(float(a) - float(y)) for a, y in zip(A.flat, Y.flat)]
        n = len(pieces) if self.reduction == "mean" else 1
        self._slopes = np.array([s / n for _, s in pieces]).reshape(A.shape)
        values = np.array([v / n for v, _ in pieces]).reshape(A.shape)
        return values if self.reduction == "none" else values.sum()

    def backward(self):
        return self._slopes.copy()


def sign(d):
    return 1.0 if d > 0 else -1.0 if d < 0 else 0.0


class MSELoss(_Loss):
    def piece(self, d):
        return d * d, 2 * d


class L1Loss(_Loss):
    def piece(self, d):
        return abs(d), sign(d)


@dataclass
class HuberLoss(_Loss):
    delta: float = 1.0

    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError(delta)
        self.delta, self.reduction = delta, reduction

    def piece(self, d):
        if abs(d) > self.delta:
            return self.delta * (abs(d) - self.delta / 2), self.delta * sign(d)
        return d / 2 * d, d


class SmoothL1Loss(_Loss):
    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(reduction)
        if beta < 0:
            raise ValueError(beta)
        self.beta = beta

    def piece(self, d):
        if abs(d) >= self.beta:
            return abs(d) - self.beta / 2, sign(d)
        return d / self.beta * d / 2, d / self.beta


def mean_squared_price_error(A, Y):
    pairs = zip(np.ravel(A).tolist(), np.ravel(Y).tolist())  # Python's integers do not overflow
    return sum((a - y) ** 2 for a, y in pairs) / np.size(A)
