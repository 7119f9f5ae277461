import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


import math


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def one(self, a, y):
        if self.log_input:
            loss, slope = float(np.exp(a)) - y * a, float(np.exp(a)) - y
        else:
            loss, slope = a - y * float(np.log(a + self.eps)), 1 - y / (a + self.eps)
        if self.full and y > 1:
            loss += y * math.log(y) - y + 0.5 * math.log(2 * math.pi * y)
        return loss, slope

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        table = np.zeros(A.shape)
        self.grad = np.zeros(A.shape)
        for i in np.ndindex(A.shape):
            table[i], self.grad[i] = self.one(float(A[i]), float(Y[i]))
        if self.reduction == "none":
            return table
        total = table.sum()
        if self.reduction == "sum":
            return total
        self.grad = self.grad / table.size
        return total / table.size

    def backward(self):
        return np.array(self.grad)
