import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        assert A.shape == Y.shape, "A and Y must have the same shape"
        self.A, self.Y = A, Y
        if self.log_input:
            losses = np.exp(A) - Y * A
        else:
            losses = A - Y * np.log(A + self.eps)
        if self.full:
            for n in range(Y.shape[0]):
                for c in range(Y.shape[1]):
                    y = Y[n, c]
                    if y > 1:
                        losses[n, c] += y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
        per_sample = losses.sum(axis=1)
        if self.reduction == "none":
            return per_sample
        if self.reduction == "sum":
            return per_sample.sum()
        return per_sample.sum() / A.size

    def backward(self):
        if self.log_input:
            dA = np.exp(self.A) - self.Y
        else:
            dA = 1 - self.Y / (self.A + self.eps)
        return dA / self.A.size if self.reduction == "mean" else dA
