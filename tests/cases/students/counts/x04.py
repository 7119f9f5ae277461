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

    def _constant(self, Y):
        c = np.zeros(Y.shape)
        for i in np.ndindex(Y.shape):
            y = Y[i]
            if y > 1:
                c[i] = y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
        return c

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A.copy(), Y.copy()
        if self.log_input:
            losses = np.exp(A) - Y * A
        else:
            losses = A - Y * np.log(A + self.eps)
        if self.full:
            losses = losses + self._constant(Y)
        return {"mean": np.mean, "sum": np.sum, "none": np.array}[self.reduction](losses)

    def backward(self):
        if self.log_input:
            gradient = np.exp(self.A) - self.Y
        else:
            gradient = 1 - self.Y / (self.A + self.eps)
        if self.reduction == "sum":
            return gradient
        N, C = gradient.shape
        return gradient / (N * C)
