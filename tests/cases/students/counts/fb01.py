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
        self.A, self.Y = A.copy(), Y.copy()
        rate = np.exp(A) if self.log_input else A
        losses = rate - Y * np.log(rate + self.eps)
        if self.full:
            y = np.where(Y > 1, Y, 1)
            stirling = y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
            losses = losses + np.where(Y > 1, stirling, 0)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        if self.log_input:
            slopes = np.exp(A) - Y
        else:
            slopes = 1 - Y / (A + self.eps)
        if self.reduction == "mean":
            slopes = slopes / A.size
        return slopes
