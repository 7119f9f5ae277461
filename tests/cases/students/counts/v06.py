import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.__dict__.update(log_input=log_input, full=full, eps=eps, reduction=reduction)

    def forward(self, A, Y):
        self._last = tuple(a.copy() for a in paired(A, Y))
        A, Y = self._last
        l = (np.exp(A) if self.log_input else A) - Y * (A if self.log_input else np.log(A + self.eps))
        if self.full:
            many = Y > 1
            y = Y[many]
            l[many] += y * np.log(y) - y + np.log(2 * np.pi * y) / 2
        return dict(mean=np.mean, sum=np.sum, none=np.copy)[self.reduction](l)

    def backward(self):
        A, Y = self._last
        g = np.exp(A) - Y if self.log_input else (A + self.eps - Y) / (A + self.eps)
        if self.reduction == "mean":
            g = g / np.prod(g.shape)
        return g
