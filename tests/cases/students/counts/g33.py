import numpy as np


def match(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    A, Y = np.broadcast_arrays(A, Y)  # ValueError if the shapes do not fit
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = match(A, Y)
        if self.log_input:
            losses = np.exp(A) - Y * A
            self.gradient = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.gradient = 1 - Y / (A + self.eps)
        if self.full:
            safe = np.where(Y > 1, Y, 1.0)
            stirling = safe * np.log(safe) - safe + 0.5 * np.log(2 * np.pi * safe)
            losses = losses + np.where(Y > 1, stirling, 0.0)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.mean()

    def backward(self):
        if self.reduction == "mean":
            return self.gradient / self.gradient.size
        return self.gradient.copy()
