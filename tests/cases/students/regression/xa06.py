from dataclasses import dataclass, field

import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


@dataclass
class Pointwise:
    """A loss of one number d = a - y, its slope, and what becomes of the table of them."""

    reduction: str = "mean"
    slopes: np.ndarray = field(default=None, init=False, repr=False, compare=False)

    def cost(self, d):
        raise NotImplementedError

    def slope(self, d):
        raise NotImplementedError

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        weight = {"mean": d.size, "sum": 1, "none": 1}[self.reduction]
        self.slopes = self.slope(d) / weight
        table = self.cost(d, weight)
        return table if self.reduction == "none" else table.sum()

    def backward(self):
        return np.array(self.slopes)


@dataclass
class MSELoss(Pointwise):
    def cost(self, d, weight):
        return d * (d / weight)

    def slope(self, d):
        return d

    def backward(self):
        return self.slopes + self.slopes


@dataclass
class L1Loss(Pointwise):
    def cost(self, d, weight):
        return abs(d) / weight

    def slope(self, d):
        return np.sign(d)


@dataclass(init=False)
class HuberLoss(Pointwise):
    delta: float = 1.0

    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(reduction)
        if not delta > 0:
            raise ValueError(f"delta = {delta} is not positive")
        self.delta = float(delta)

    def slope(self, d):
        return np.clip(d, -self.delta, self.delta)

    def cost(self, d, weight):
        g = self.slope(d)
        return g * ((d - g / 2) / weight)


@dataclass(init=False)
class SmoothL1Loss(Pointwise):
    beta: float = 1.0

    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(reduction)
        if beta < 0:
            raise ValueError(f"beta = {beta} is negative")
        self.beta = float(beta)

    def slope(self, d):
        return np.clip(d, -self.beta, self.beta) / self.beta if self.beta else np.sign(d)

    def cost(self, d, weight):
        return self.slope(d) * ((d - np.clip(d, -self.beta, self.beta) / 2) / weight)


def mean_squared_price_error(A, Y):
    A, Y = np.asarray(A), np.asarray(Y)
    d = np.array([int(a) - int(y) for a, y in zip(A.flat, Y.flat)], dtype=object)
    return float(d.dot(d) / len(d))
