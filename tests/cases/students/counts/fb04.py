import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def stirling(Y):
    """Approximate log Y! where Y > 1; 0 elsewhere."""
    table = np.zeros(Y.shape)
    big = Y[Y > 1]
    table[Y > 1] = big * np.log(big) - big + np.log(2 * np.pi * big) / 2
    return table


class PoissonNLLLoss:
    """Surprise at counts."""

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.options = dict(log_input=log_input, full=full, eps=eps)
        self.reduction = reduction
        self.slopes = None

    def pointwise(self, A, Y):
        if self.options["log_input"]:
            rate, log_rate, slopes = np.exp(A), A, np.exp(A) - Y
        else:
            shifted = A + self.options["eps"]
            rate, log_rate, slopes = A, np.log(shifted), 1 - Y / shifted
        losses = rate - Y * log_rate
        if self.options["full"]:
            losses += stirling(Y)
            big = np.where(Y > 1, Y, 1)
            slopes = slopes + np.where(Y > 1, np.log(big) + 1 / (2 * big), 0)
        return losses, slopes

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        losses, self.slopes = self.pointwise(A, Y)
        if self.reduction == "none":
            return losses
        total = np.sum(losses)
        return total if self.reduction == "sum" else total / losses.size

    def backward(self):
        if self.reduction == "mean":
            return self.slopes / self.slopes.size
        return self.slopes.copy()
