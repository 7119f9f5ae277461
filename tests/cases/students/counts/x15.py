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

    def _losses(self, A, Y):
        if self.log_input:
            return np.exp(A) - Y * A
        if (A <= 0).any():
            raise ValueError("the expected number must be positive")
        return A - Y * np.log(A + self.eps)

    def _slopes(self, A, Y):
        if self.log_input:
            return np.exp(A) - Y
        return 1 - Y / (A + self.eps)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        losses = self._losses(A, Y)
        if self.full:
            idx = np.nonzero(Y > 1)
            y = Y[idx]
            losses[idx] += y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
        self.grad = self._slopes(A, Y)
        if self.reduction == "mean":
            self.grad /= A.size
            return losses.mean()
        return losses.sum() if self.reduction == "sum" else losses

    def backward(self):
        return self.grad.copy()
