# my solution
import numpy as np


class PoissonNLLLoss:

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def stirling(self, Y):
        safe = np.where(Y > 1, Y, 2.0)
        approx = safe * np.log(safe) - safe + 0.5 * np.log(2 * np.pi * safe)
        return np.where(Y > 1, approx, 0.0)

    def forward(self, A, Y):
        A = np.asarray(A, dtype=np.float64)
        Y = np.asarray(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shapes of A and Y differ")
        if self.log_input:
            lam = np.exp(A)
            out = lam - Y * A
            self.dA = lam - Y
        else:
            lam = A + self.eps
            out = A - Y * np.log(lam)
            self.dA = 1.0 - Y / A
        if self.full:
            out = out + self.stirling(Y)
        self.count = out.size
        return {"mean": np.mean, "sum": np.sum, "none": lambda t: t}[self.reduction](out)

    def backward(self):
        scale = self.count if self.reduction == "mean" else 1
        return self.dA / scale
