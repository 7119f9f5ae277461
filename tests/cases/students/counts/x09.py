import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None,
                 reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A.copy(), Y.copy()
        if self.log_input:
            loss = np.exp(A) - Y * A
        else:
            loss = A - Y * np.log(A + self.eps)
        if self.full:
            mask = Y > 1
            t = Y[mask]
            loss[mask] += t * np.log(t) - t + 0.5 * np.log(2 * np.pi * t)
        if self.reduction == "mean":
            return loss.mean()
        elif self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        if self.log_input:
            grad = np.exp(self.A) - self.Y
        else:
            grad = 1 - self.Y / self.A
        if self.reduction == "mean":
            grad = grad / grad.size
        return grad
