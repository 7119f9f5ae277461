import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction
        self.ctx = None

    def forward(self, input, target):
        input, target = paired(input, target)
        if self.log_input:
            rate = np.exp(input)
            out = rate - np.multiply(target, input)
            self.ctx = (rate, target.copy())
        else:
            out = input - np.multiply(target, np.log(input + self.eps))
            self.ctx = (input + self.eps, target.copy())
        if self.full:
            for index in np.argwhere(target > 1):
                y = target[tuple(index)]
                out[tuple(index)] += y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
        return [out, np.sum(out), np.sum(out) / out.size][["none", "sum", "mean"].index(self.reduction)]

    def backward(self, grad_output=1.0):
        rate, target = self.ctx
        grad = rate - target
        if not self.log_input:
            grad = grad / rate
        if self.reduction == "mean":
            grad_output = grad_output / target.size
        return grad_output * grad
