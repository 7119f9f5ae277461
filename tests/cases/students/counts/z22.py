import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.options = dict(log_input=log_input, full=full, eps=eps)
        self.reduction = reduction
        self.dA = None

    def _pointwise(self, A, Y):
        eps = self.options["eps"]
        if self.options["log_input"]:
            rate = np.exp(A)
            return rate - Y * A, rate - Y
        return A - Y * np.log(A + eps), 1.0 - Y / (A + eps)

    def _log_factorial(self, Y):
        approx = np.zeros(Y.shape)
        mask = Y > 1
        approx[mask] = Y[mask] * np.log(Y[mask]) - Y[mask] + 0.5 * np.log(2 * np.pi * Y[mask])
        return approx

    def forward(self, A, Y):
        A = np.asarray(A, dtype=np.float32)
        Y = np.asarray(Y, dtype=np.float32)
        if A.shape != Y.shape:
            raise ValueError(f"{A.shape} != {Y.shape}")
        loss, grad = self._pointwise(A, Y)
        if self.options["full"]:
            loss = loss + self._log_factorial(Y)
        n = A.size
        if self.reduction == "mean":
            self.dA = grad / n
            return loss.sum() / n
        self.dA = grad
        return loss.sum() if self.reduction == "sum" else loss

    def backward(self):
        return np.array(self.dA)
