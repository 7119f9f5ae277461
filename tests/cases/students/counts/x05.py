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
        self.constant = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.constant is None:
            self.constant = np.zeros(Y.shape)
            if self.full:
                m = Y > 1
                self.constant[m] = Y[m] * np.log(Y[m]) - Y[m] + 0.5 * np.log(2 * np.pi * Y[m])
        if self.log_input:
            losses = np.exp(A) - Y * A
            self.grad = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.grad = 1 - Y / (A + self.eps)
        if self.full:
            losses = losses + self.constant
        if self.reduction == "mean":
            self.grad = self.grad / A.size
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.grad
