import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log, self.full, self.eps, self.red = log_input, full, eps, reduction

    def forward(self, A, Y):
        if np.shape(A) != np.shape(Y):
            raise ValueError("shapes")
        A, Y = np.array(A, float), np.array(Y, float)
        lam = np.exp(A) if self.log else A
        la = A if self.log else np.log(A) + self.eps
        l = lam - Y * la
        if self.full:
            S = np.maximum(Y, 1)
            l += (Y > 1) * (S * np.log(S) - S + 0.5 * np.log(2 * np.pi * S))
        self.k = A.size if self.red == "mean" else 1
        self.g = (lam - Y if self.log else 1 - Y / (A + self.eps)) / self.k
        return l if self.red == "none" else l.sum() / self.k

    def backward(self):
        return self.g.copy()
