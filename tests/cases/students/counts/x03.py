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
        self._A = np.array(A)
        self._Y = np.array(Y)
        if self.log_input:
            ell = np.exp(A) - Y * A
            if self.full:
                y = np.where(Y > 1, Y, 1.0)
                term = y * np.log(y) - y + np.log(2 * np.pi * y) / 2
                ell = ell + np.where(Y > 1, term, 0.0)
        else:
            ell = A - Y * np.log(A + self.eps)
        if self.reduction == "mean":
            return ell.sum() / ell.size
        elif self.reduction == "sum":
            return ell.sum()
        return ell

    def backward(self):
        if self.log_input:
            d = np.exp(self._A) - self._Y
        else:
            d = 1.0 - self._Y / (self._A + self.eps)
        return d / d.size if self.reduction == "mean" else d
