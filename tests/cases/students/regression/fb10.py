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
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        if len(A) != len(Y):
            raise ValueError("A and Y must have the same number of samples")
        d = A - Y
        count = d.size if self.reduction == "mean" else 1
        self.gradient = d * (2 / count)
        with np.errstate(over="ignore"):
            losses = d * (d / count)
        return losses if self.reduction == "none" else losses.sum()

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
        if delta > 0:
            self.delta, self.reduction = float(delta), reduction
        else:
            raise ValueError("the threshold must be above zero")

    def forward(self, A, Y):
        def rule(d, count):
            if abs(d) <= self.delta:
                return d / 2 * (d / count), d / count
            return self.delta / count * (abs(d) - self.delta / 2), self.delta * sign(d) / count

        value, self.gradient = entry_by_entry(rule, A, Y, self.reduction)
        return value

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
    errors = np.asarray(A).astype(np.int64) - np.asarray(Y).astype(np.int64)
    return float(np.mean(errors * errors))
