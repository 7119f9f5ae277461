import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64).reshape(A.shape)
        if self.log_input:
            lam = np.exp(A)
            losses, self.dA = lam - Y * A, lam - Y
        else:
            losses, self.dA = A - Y * np.log(A + self.eps), 1 - Y / (A + self.eps)
        if self.full:
            y = np.maximum(Y, 1)
            losses = losses + (Y > 1) * (y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y))
        if self.reduction == "none":
            return losses
        if self.reduction == "mean":
            self.dA = self.dA / A.size
            return losses.mean()
        return losses.sum()

    def backward(self):
        return self.dA.copy()
