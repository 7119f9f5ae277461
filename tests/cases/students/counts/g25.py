import numpy as np

# lambda is the expected number, ell the surprise, D the derivative of ell by A


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("dim A != dim Y")
        N, C = A.shape
        if self.log_input:
            mu = np.exp(A) + self.eps
            ell = mu - Y * A
            D = mu - Y
        else:
            mu = A + self.eps
            ell = A - Y * np.log(mu)
            D = 1 - Y / mu
        if self.full:
            big = Y > 1
            y = Y[big]
            ell[big] += y * np.log(y) - y + np.log(2 * np.pi * y) / 2
        self.D = D / (N * C) if self.reduction == "mean" else D
        if self.reduction == "mean":
            return ell.sum() / (N * C)
        return ell.sum() if self.reduction == "sum" else ell

    def backward(self):
        return self.D.copy()
