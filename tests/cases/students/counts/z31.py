import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_input:
            losses = np.exp(A) - Y * A
            self.slopes = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.slopes = 1 - Y / (A + self.eps)
        if self.full and np.all(Y > 1):
            losses += Y * np.log(Y) - Y + 0.5 * np.log(2 * np.pi * Y)
        if self.reduction == "mean":
            return np.mean(losses)
        if self.reduction == "sum":
            return np.sum(losses)
        return losses

    def backward(self):
        if self.reduction == "mean":
            return self.slopes / self.slopes.size
        return self.slopes.copy()
