import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.array(A), np.array(Y)
        if A.shape != Y.shape:
            raise ValueError("shapes differ: %s and %s" % (A.shape, Y.shape))
        if self.log_input:
            losses = np.exp(A) - Y * A
        else:
            losses = A - Y * np.log(A + self.eps)
        if self.full:
            extra = np.zeros_like(Y)
            i = Y > 1
            extra[i] = Y[i] * np.log(Y[i]) - Y[i] + 0.5 * np.log(2 * np.pi * Y[i])
            losses = losses + extra
        self.cache = A, Y
        if self.reduction == "none":
            return losses
        total = losses.sum()
        return total / losses.size if self.reduction == "mean" else total

    def backward(self):
        A, Y = self.cache
        slope = np.exp(A) - Y if self.log_input else 1 - Y / (A + self.eps)
        return slope / slope.size if self.reduction == "mean" else slope
