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
            losses = np.exp(A) - Y * A
            slopes = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            slopes = 1 - Y / (A + self.eps)
        if self.full:
            # log(y!) = log 1 + log 2 + ... + log y
            log_factorial = np.zeros(Y.shape)
            for index in np.ndindex(Y.shape):
                log_factorial[index] = np.sum(np.log(np.arange(1, int(Y[index]) + 1)))
            losses = losses + log_factorial
        self.gradient = slopes / A.size if self.reduction == "mean" else slopes
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / A.size

    def backward(self):
        return self.gradient.copy()
