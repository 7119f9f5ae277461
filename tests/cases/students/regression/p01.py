import numpy as np

class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta")
        self.delta, self.reduction = delta, reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, float), np.asarray(Y, float)
        if A.shape != Y.shape:
            raise ValueError("shape")
        self.e = A - Y
        d = self.delta
        l = np.where(np.abs(self.e) < d, self.e ** 2, d * np.abs(self.e))
        return {"mean": l.mean(), "sum": l.sum(), "none": l}[self.reduction]

    def backward(self):
        d = self.delta
        g = np.where(np.abs(self.e) < d, 2 * self.e, d)
        return g / g.size if self.reduction == "mean" else g
