import numpy as np


def stirling(Y):
    """Approximate log Y! where Y > 1; 0 elsewhere."""
    safe = np.where(Y > 1, Y, 2.0)
    return np.where(Y > 1, safe * np.log(safe) - safe + np.log(2 * np.pi * safe) / 2, 0.0)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        self.A = np.array(A, dtype=np.float64)
        self.Y = np.array(Y, dtype=np.float64)
        if self.A.shape != self.Y.shape:
            raise ValueError("A and Y must have the same shape")
        if self.log_input:
            loss = np.exp(self.A) - self.Y * self.A
        else:
            loss = self.A - self.Y * np.log(self.A + self.eps)
        if self.full:
            loss = loss + stirling(self.Y)
        if self.reduction == "none":
            return loss
        total = loss.sum()
        if not hasattr(self, "count"):
            self.count = loss.size
        return total / self.count if self.reduction == "mean" else total

    def backward(self):
        if self.log_input:
            grad = np.exp(self.A) - self.Y
        else:
            grad = 1 - self.Y / (self.A + self.eps)
        if self.reduction == "mean":
            grad /= self.count
        return grad
