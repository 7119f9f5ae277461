import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def entry_by_entry(rule, A, Y, reduction):
    """Apply rule(d) -> (loss, slope) to every error; return the reduced loss and the gradient."""
    A, Y = paired(A, Y)
    count = A.size if reduction == "mean" else 1
    table, gradient = np.zeros(A.shape), np.zeros(A.shape)
    total = 0.0
    for place, d in np.ndenumerate(A - Y):
        loss, slope = rule(float(d), count)
        table[place], gradient[place] = loss, slope
        total += loss
    return (table if reduction == "none" else total), gradient


def sign(d):
    return (d > 0) - (d < 0)


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        def rule(d, count):
            return d / count * d, d * (2 / count)

        value, self.gradient = entry_by_entry(rule, A, Y, self.reduction)
        return value

    def backward(self):
        return +self.gradient


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        def rule(d, count):
            return abs(d) / count, sign(d) / count

        value, self.gradient = entry_by_entry(rule, A, Y, self.reduction)
        return value

    def backward(self):
        return +self.gradient


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("the threshold must be above zero")
        self.delta, self.reduction = float(delta), reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        beyond = np.maximum(np.abs(d) - self.delta, 0)
        with np.errstate(over="ignore", invalid="ignore"):
            losses = (d**2 - beyond**2) / 2
        self.gradient = np.clip(d, -self.delta, self.delta)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        self.gradient = self.gradient / d.size
        return losses.mean()

    def backward(self):
        return +self.gradient


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("the width must not be negative")
        self.beta, self.reduction = float(beta), reduction

    def forward(self, A, Y):
        def rule(d, count):
            if abs(d) < self.beta:
                return d / self.beta * d / 2 / count, d / self.beta / count
            return (abs(d) - self.beta / 2) / count, sign(d) / count

        value, self.gradient = entry_by_entry(rule, A, Y, self.reduction)
        return value

    def backward(self):
        return +self.gradient


def mean_squared_price_error(A, Y):
    pairs = zip(np.ravel(A).tolist(), np.ravel(Y).tolist(), strict=True)
    squares = [(a - y) ** 2 for a, y in pairs]
    return sum(squares) / len(squares)
