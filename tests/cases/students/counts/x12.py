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
        loss = np.exp(A) - Y * A if self.log_input else A - Y * np.log(A + self.eps)
        if self.full:
            m = Y > 1
            loss[m] = loss[m] + Y[m] * np.log(Y[m]) - Y[m] + 0.5 * np.log(2 * np.pi * Y[m])
        if self.reduction == "mean":
            return np.mean(loss)
        if self.reduction == "sum":
            return np.sum(loss)
        return loss

    def backward(self):
        A, Y = self.A, self.Y
        dA = np.exp(A) - Y if self.log_input else 1 - Y / (A + self.eps)
        if self.full:
            m = Y > 1
            dA[m] = dA[m] + np.log(Y[m]) + 1 / (2 * Y[m])
        if self.reduction == "mean":
            dA = dA / dA.size
        return dA
