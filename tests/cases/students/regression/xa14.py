from math import copysign

import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def square_law(d):
    return d * d, 2.0 * d


def absolute_law(d):
    return abs(d), (copysign(1.0, d) if d != 0.0 else 0.0)


def huber_law(delta):
    def law(d):
        if abs(d) <= delta:
            return 0.5 * d * d, d
        return delta * (abs(d) - 0.5 * delta), copysign(delta, d)

    return law


def smooth_law(beta):
    def law(d):
        if abs(d) < beta:
            return 0.5 * d * (d / beta), d / beta
        cost, slope = absolute_law(d)
        return cost - 0.5 * beta, slope

    return law


def run(law, reduction, A, Y):
    """Walk over all entries in plain Python; return the loss and a recipe for its gradient."""
    A, Y = paired(A, Y)
    pairs = [law(a - y) for a, y in zip(A.ravel().tolist(), Y.ravel().tolist())]
    count = len(pairs)
    slopes = [slope / count if reduction == "mean" else slope for _, slope in pairs]

    def gradient():
        return np.array(slopes, dtype=float).reshape(A.shape)

    if reduction == "none":
        return np.array([cost for cost, _ in pairs], dtype=float).reshape(A.shape), gradient
    if reduction == "sum":
        return sum(cost for cost, _ in pairs), gradient
    return sum(cost / count for cost, _ in pairs), gradient


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        loss, self.gradient = run(square_law, self.reduction, A, Y)
        return loss

    def backward(self):
        return self.gradient()


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        loss, self.gradient = run(absolute_law, self.reduction, A, Y)
        return loss

    def backward(self):
        return self.gradient()


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.law, self.reduction = huber_law(float(delta)), reduction

    def forward(self, A, Y):
        loss, self.gradient = run(self.law, self.reduction, A, Y)
        return loss

    def backward(self):
        return self.gradient()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative")
        self.law, self.reduction = smooth_law(float(beta)), reduction

    def forward(self, A, Y):
        loss, self.gradient = run(self.law, self.reduction, A, Y)
        return loss

    def backward(self):
        return self.gradient()


def mean_squared_price_error(A, Y):
    a, y = np.ravel(A).tolist(), np.ravel(Y).tolist()
    return sum((p - q) * (p - q) for p, q in zip(a, y)) / len(a)
