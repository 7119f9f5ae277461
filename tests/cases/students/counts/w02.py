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
            expA = np.exp(A)
            losses = expA - Y * A
            grad = expA - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            grad = 1 - Y / (A + self.eps)
        if self.full:
            big = Y > 1
            y = np.where(big, Y, 1.0)
            stirling = y * np.log(y) - y + 0.5 * np.log(2 * np.pi) * y
            losses = losses + np.where(big, stirling, 0.0)
        self.grad = grad
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        if self.reduction == "mean":
            return self.grad / self.grad.size
        return self.grad.copy()
