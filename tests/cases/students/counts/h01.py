import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        if self.log_input:
            loss = np.exp(A) - Y * A
        else:
            loss = A - Y * np.log(A + self.eps)
        if self.full:
            big = Y >= 1
            y = Y[big]
            loss[big] += y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        if self.log_input:
            grad = np.exp(self.A) - self.Y
        else:
            grad = 1 - self.Y / (self.A + self.eps)
        if self.reduction == "mean":
            grad = grad / grad.size
        return grad
