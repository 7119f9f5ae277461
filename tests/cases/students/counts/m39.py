import numpy as np

class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, float), np.asarray(Y, float)
        if A.shape != Y.shape:
            raise ValueError("shapes")
        self.A, self.Y = A, Y
        if self.log_input:
            l = np.exp(A) - Y * A
        else:
            l = A - Y * np.log(A + self.eps)
        if self.full:
            with np.errstate(divide="ignore", invalid="ignore"):
                s = Y * np.log(Y) - Y + 0.5 * np.log(2 * np.pi * Y)
            l = l + np.where(Y >= 1, s, 0)
        return {"none": l, "sum": l.sum(), "mean": l.mean()}[self.reduction]

    def backward(self):
        g = np.exp(self.A) - self.Y if self.log_input else 1 - self.Y / (self.A + self.eps)
        return g / g.size if self.reduction == "mean" else g
