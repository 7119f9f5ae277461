import numpy as np

class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("A and Y")
        self.A, self.Y = A, Y
        dist = np.sqrt(((A - Y) ** 2).sum(axis=1))     # norm of each row
        if self.reduction == "none":
            return dist
        return dist.sum() if self.reduction == "sum" else dist.mean()

    def backward(self):
        g = np.sign(self.A - self.Y)
        return g / g.size if self.reduction == "mean" else g
