import numpy as np

# lambda is the expected number, L the surprise, D the derivative of L by A


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("dim A != dim Y")
        N, C = A.shape
        if self.log_input:
            lam = np.exp(A)
            L = lam - Y * A
            D = lam - Y
        else:
            lam = A + self.eps
            L = A - Y * np.log(lam)
            D = 1 - Y / lam
        if self.full:
            big = Y > 1
            y = Y[big]
            L[big] += y * np.log(y) - y + np.log(2 * np.pi * y) / 2
        self.D = D
        if self.reduction == "mean":
            return L.sum() / (N * C)
        return L.sum() if self.reduction == "sum" else L

    def backward(self):
        return self.D.copy()
