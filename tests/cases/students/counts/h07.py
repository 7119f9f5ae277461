"""Answers."""

import numpy as np


class PoissonNLLLoss:

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def stirling(self, Y):
        y_safe = np.where(Y > 1, Y, 2.0)
        approx = y_safe * np.log(y_safe) - y_safe + 0.5 * np.log(2 * np.pi * y_safe)
        return np.where(Y > 1, approx, 0.0)

    def forward(self, A, Y):
        A = np.asarray(A, dtype=np.float64)
        Y = np.asarray(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shapes of A and Y differ")
        if self.log_input:
            lam = np.exp(A)
            out = lam - Y * A
            self.delta_A = lam - Y
        else:
            out = A.copy()
            A += self.eps
            lam = A
            out -= Y * np.log(lam)
            self.delta_A = 1.0 - Y / lam
        if self.full:
            out = out + self.stirling(Y)
        self.count = out.size
        return {"mean": np.mean, "sum": np.sum, "none": lambda t: t}[self.reduction](out)

    def backward(self):
        scale = self.count if self.reduction == "mean" else 1
        return self.delta_A / scale
