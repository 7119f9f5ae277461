import numpy as np

class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, float), np.asarray(Y, float)
        if A.shape != Y.shape:
            raise ValueError("shape")
        self.e = A - Y
        l = np.abs(self.e)
        return {"mean": l.mean(), "sum": l.sum(), "none": l}[self.reduction]

    def backward(self):
        g = 2 * np.abs(self.e)
        return g / g.size if self.reduction == "mean" else g
