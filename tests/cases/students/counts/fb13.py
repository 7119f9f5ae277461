import math

import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def stirling(y):
    return y * math.log(y) - y + math.log(2 * math.pi * y) / 2 if y > 1 else 0.0


def exp(a):
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


def log(x):
    return math.log(x) if x > 0 else -math.inf


def ratio(y, x):
    return y / x if x else math.inf


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        if log_input:
            self.cost = lambda a, y: exp(a) - y * a
            self.slope = lambda a, y: exp(a) - y
        else:
            self.cost = lambda a, y: a - (y * log(a + eps) if y else 0.0)
            self.slope = lambda a, y: 1 - (ratio(y, a + eps) if y else 0.0)
        self.extra = stirling if full else lambda y: 0.0
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        pairs = list(zip(A.ravel().tolist(), Y.ravel().tolist()))
        losses = [self.cost(a, y) + self.extra(y) for a, y in pairs]
        share = len(pairs) if self.reduction == "mean" else 1
        self.gradient = np.array([self.slope(a, y) / share for a, y in pairs]).reshape(A.shape)
        if self.reduction == "none":
            return np.array(losses).reshape(A.shape)
        return sum(losses) / share

    def backward(self):
        return np.array(self.gradient)
