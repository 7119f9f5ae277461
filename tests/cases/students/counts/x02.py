import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def stirling(y):
    return y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A.copy(), Y.copy()
        if self.log_input:
            loss = np.exp(A) - Y * A
        else:
            loss = A - Y * np.log(A + self.eps)

        large = Y > 1
        extra = stirling(Y[large])
        if self.reduction == "mean":
            value = np.mean(loss)
            if self.full and large.any():
                value += np.mean(extra)
            return value
        if self.full:
            loss[large] += extra
        return np.sum(loss) if self.reduction == "sum" else loss

    def backward(self):
        if self.log_input:
            grad = np.exp(self.A) - self.Y
        else:
            grad = 1 - self.Y / (self.A + self.eps)
        if self.reduction == "mean":
            grad = grad / grad.size
        return grad
