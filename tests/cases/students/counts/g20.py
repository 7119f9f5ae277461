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
        for i in range(n):
            for j in range(c):
                a = A[i, j]
                y = Y[i, j]
                if self.log_input:
                    losses[i, j] = np.exp(a) - y * a
                else:
                    losses[i, j] = a - y * np.log(a + self.eps)
                if self.full and y > 1:
                    losses[i, j] += y * math.log(y) - y + 0.5 * math.log(2 * math.pi * y)
        if self.reduction == "mean":
            return losses.sum() / n
        elif self.reduction == "sum":
            return losses.sum()
        else:
            return losses

    def backward(self):
        n = self.A.shape[0]
        c = self.A.shape[1]
        grad = np.zeros((n, c))
        for i in range(n):
            for j in range(c):
                if self.log_input:
                    grad[i, j] = np.exp(self.A[i, j]) - self.Y[i, j]
                else:
                    grad[i, j] = 1 - self.Y[i, j] / (self.A[i, j] + self.eps)
        if self.reduction == "mean":
            grad = grad / n
        return grad
