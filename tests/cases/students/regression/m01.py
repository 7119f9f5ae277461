import numpy as np

class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        if A.shape != Y.shape:
            raise ValueError("shapes")
        A, Y = A.astype(float), Y.astype(float)
        self.diff = A - Y
        N = A.shape[0]
        if self.reduction == "none":
            return self.diff ** 2
        total = np.sum(self.diff ** 2)
        return total if self.reduction == "sum" else total / (2 * N)

    def backward(self):
        if self.reduction == "mean":
            return self.diff / self.diff.shape[0]
        return 2 * self.diff
