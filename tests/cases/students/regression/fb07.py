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
        A, Y = paired(A, Y)
        self.d = A - Y
        self.count = len(A) * len(Y) if self.reduction == "mean" else 1
        losses = abs(self.d) / self.count
        return losses if self.reduction == "none" else losses.sum()

    def backward(self):
        return np.sign(self.d) / self.count


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
    pairs = zip(np.ravel(A).tolist(), np.ravel(Y).tolist(), strict=True)
    squares = [(a - y) ** 2 for a, y in pairs]
    return sum(squares) / len(squares)
