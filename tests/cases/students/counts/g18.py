import numpy as np
import math


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("A and Y must have the same shape")
        self.A = A
        self.Y = Y
        n = A.shape[0]
        c = A.shape[1]
        losses = np.zeros((n, c))
        for row in range(n):
            for col in range(c):
                a = A[row, col]
                y = Y[row, col]
                if self.log_input:
                    losses[row, col] = np.exp(a) - y * a
                else:
                    losses[row, col] = a - y * np.log(a + self.eps)
                if self.full and y > 1:
                    losses[row, col] += y * math.log(y) - y + 0.5 * math.log(2 * math.pi * y)
        if self.reduction is None:
            return losses
        elif self.reduction == "sum":
            return losses.sum()
        else:
            return losses.sum() / (n * c)

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        n = self.A.shape[0]
        c = self.A.shape[1]
        grad = np.zeros((n, c))
        for row in range(n):
            for col in range(c):
                if self.log_input:
                    grad[row, col] = np.exp(self.A[row, col]) - self.Y[row, col]
                else:
                    grad[row, col] = 1 - self.Y[row, col] / (self.A[row, col] + self.eps)
        if self.reduction == "mean":
            grad = grad / (n * c)
        return grad
