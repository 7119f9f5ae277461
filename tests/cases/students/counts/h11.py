import numpy as np


def log_factorial(y):
    """Stirling"""
    if y > 1:
        return y * np.log(y) - y + np.log(2 * np.pi * y) / 2
    return 0.0


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("A and Y must have the same shape")
        N, C = A.shape
        losses = np.zeros((N, C))
        slopes = np.zeros((N, C))
        total = 0.0
        for n in range(N):
            for c in range(C):
                a = A[n, c]
                y = Y[n, c]
                if self.log_input:
                    losses[n, c] = np.exp(a) - y * a
                    slopes[n, c] = np.exp(a) - y
                else:
                    losses[n, c] = a - y * np.log(a + self.eps)
                    slopes[n, c] = 1 - y / (a + self.eps)
                if self.full:
                    losses[n, c] += log_factorial(y)
                total += losses[n, c]
        self.gradient = slopes
        if self.reduction != "sum":
            self.gradient = slopes / (N * C)
        if self.reduction == "mean":
            return total / (N * C)
        if self.reduction == "sum":
            return total
        return losses

    def backward(self):
        """Gradient with respect to A."""
        return self.gradient
