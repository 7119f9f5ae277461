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
            loss = np.exp(A) - Y * A
            self.dA = np.exp(A) - Y
        else:
            loss = A - Y * np.log(A + self.eps)
            self.dA = 1 - Y / (A + self.eps)
        if self.full:
            safe = np.where(Y > 1, Y, 1.0)
            stirling = safe * np.log(safe) - safe + 0.5 * np.log(2 * np.pi * safe)
            loss = loss + np.where(Y > 1, stirling, 0.0)
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return loss.sum()
        return loss.mean()

    def backward(self):
        if self.reduction == "mean":
            self.dA /= self.dA.size
        return self.dA
