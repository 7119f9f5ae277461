import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def log_factorial(y):
    return np.log(np.sqrt(2 * np.pi * y) * (y / np.e) ** y)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_input:
            lam = np.exp(A)
            losses = lam - Y * np.log(lam)
            self.dA = lam - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.dA = 1 - Y / (A + self.eps)
        if self.full:
            many = Y > 1
            losses[many] += log_factorial(Y[many])
        if self.reduction == "mean":
            self.dA = self.dA / losses.size
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.dA
