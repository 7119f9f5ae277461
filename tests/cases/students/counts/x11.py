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
            z, chain = A, np.ones(A.shape)
        else:
            z, chain = np.log(A + self.eps), 1 / (A + self.eps)
        losses = np.exp(z) - Y * z
        self.gradient = (np.exp(z) - Y) * chain
        if self.full:
            m = Y > 1
            losses[m] += Y[m] * np.log(Y[m]) - Y[m] + np.log(2 * np.pi * Y[m]) / 2
        if self.reduction == "mean":
            self.gradient = self.gradient / A.size
            return losses.mean()
        return losses.sum() if self.reduction == "sum" else losses

    def backward(self):
        return self.gradient
