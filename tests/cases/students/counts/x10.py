import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def expected_number(A):
    return np.exp(np.clip(A, -20, 20))


def log_factorial(Y):
    safe = np.where(Y > 1, Y, 2)
    return np.where(Y > 1, safe * np.log(safe) - safe + 0.5 * np.log(2 * np.pi * safe), 0)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = np.copy(A), np.copy(Y)
        if self.log_input:
            losses = expected_number(A) - Y * A
        else:
            losses = A - Y * np.log(A + self.eps)
        if self.full:
            losses += log_factorial(Y)
        if self.reduction == "none":
            return losses
        return losses.sum() / (A.size if self.reduction == "mean" else 1)

    def backward(self):
        if self.log_input:
            slope = expected_number(self.A) - self.Y
        else:
            slope = 1 - self.Y / (self.A + self.eps)
        return slope / (slope.size if self.reduction == "mean" else 1)
