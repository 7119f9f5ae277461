import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log, self.full, self.eps, self.red = log_input, full, eps, reduction

    def forward(self, A, Y):
        if np.shape(A) != np.shape(Y):
            raise ValueError("shapes")
        A, Y = np.array(A, float), np.array(Y, float)
        e = np.exp(A) if self.log else A
        la = A if self.log else np.log(A + self.eps)
        loss = e - Y * la
        if self.full:
            S = np.maximum(Y, 1)
            loss += (Y > 1) * (S * np.log(S) - S + 0.5 * np.log(2 * np.pi * S))
        self.k = 1 if self.red == "sum" else A.size
        self.g = (e - Y if self.log else 1 - Y / (A + self.eps)) / self.k
        return loss if self.red == "none" else loss.sum() / self.k

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        return self.g.copy()
