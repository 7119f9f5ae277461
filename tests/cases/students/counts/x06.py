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
        self.A, self.Y = A.copy(), Y
        if self.log_input:
            losses = np.exp(A) - Y * A
        else:
            losses = A - Y * np.log(A + self.eps)
        if self.full:
            S = Y
            S[S < 1] = 1
            stirling = S * np.log(S) - S + 0.5 * np.log(2 * np.pi * S)
            losses = losses + np.where(S > 1, stirling, 0)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        if self.log_input:
            out = np.exp(self.A) - self.Y
        else:
            out = 1 - self.Y / (self.A + self.eps)
        if self.reduction == "mean":
            out = out / self.A.size
        return out
