import math
import numpy as np


def stirling(y):
    return 0.0 if y <= 1 else y * math.log(y) - y + 0.5 * math.log(2 * math.pi * y)


def exp(a):
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.options = log_input, full, eps, reduction

    def one(self, a, y):
        """The loss and the slope of a single entry."""
        log_input, full, eps, _ = self.options
        extra = stirling(y) if full else 0.0
        if log_input:
            return exp(a) - y * a + extra, exp(a) - y
        return a - y * float(np.log(a + eps)) + extra, 1 - y / (a + eps)

    def forward(self, A, Y):
        A, Y = np.asarray(A), np.asarray(Y)
        if A.shape != Y.shape:
            raise ValueError("predictions and counts differ in shape")
        self.shape = A.shape
        pairs = [self.one(float(a), float(y)) for a, y in zip(A.flat, Y.flat)]
        losses = [loss for loss, _ in pairs]
        self.slopes = [slope for _, slope in pairs]
        how = self.options[3]
        if how == "none":
            return np.array(losses, dtype=float).reshape(self.shape)
        total = math.fsum(losses)
        return total if how == "sum" else total / len(losses)

    def backward(self):
        n = len(self.slopes) if self.options[3] == "mean" else 1
        return np.array([s / n for s in self.slopes], dtype=float).reshape(self.shape)
