import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class MSELoss:
    def __init__(self, reduction: str = "mean") -> None:
        self.reduction = reduction

    def forward(self, A: np.ndarray, Y: np.ndarray):
        A, Y = paired(A, Y)
        d = A - Y
        factor = 1.0 / d.size if self.reduction == "mean" else 1.0
        self.backward = lambda: 2.0 * factor * d
        table = d * d
        return table if self.reduction == "none" else factor * table.sum()

    def backward(self) -> np.ndarray:
        raise RuntimeError("forward comes first")


class L1Loss:
    def __init__(self, reduction="mean"):
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(reduction)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = np.abs(self.d)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = np.sign(self.d)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class HuberLoss:
    def __init__(self, delta: float = 1.0, reduction: str = "mean") -> None:
        if delta <= 0:
            raise ValueError("delta")
        self.delta: float = delta
        self.reduction: str = reduction

    def forward(self, A: np.ndarray, Y: np.ndarray):
        A, Y = paired(A, Y)
        self._d = A - Y
        k = self.delta
        table = np.piecewise(
            self._d,
            [np.abs(self._d) <= k, self._d > k],
            [lambda d: d * d / 2, lambda d: k * (d - k / 2), lambda d: k * (-d - k / 2)],
        )
        return getattr(np, self.reduction)(table) if self.reduction != "none" else table

    def backward(self) -> np.ndarray:
        d, k = self._d, self.delta
        slopes = np.select([d > k, d < -k], [k * np.ones_like(d), -k * np.ones_like(d)], default=d)
        return slopes / d.size if self.reduction == "mean" else slopes


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.beta = beta
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(reduction)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        size = np.abs(self.d)
        small = size < self.beta
        losses = size - 0.5 * self.beta
        losses[small] = 0.5 * self.d[small] ** 2 / self.beta
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = np.sign(self.d)
        small = np.abs(self.d) < self.beta
        slopes[small] = self.d[small] / self.beta
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


def mean_squared_price_error(A, Y):
    pairs = list(zip(np.ravel(A).tolist(), np.ravel(Y).tolist()))
    return sum((a - y) ** 2 for a, y in pairs) / len(pairs)
