import numpy as np

class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        if A.shape != Y.shape:
            raise ValueError("A, Y")
        d = A.astype("float64") - Y.astype("float64")
        self.cache = d
        loss = np.abs(d)
        return loss if self.reduction == "none" else loss.mean() if self.reduction == "mean" else loss.sum()

    def backward(self):
        d = self.cache
        g = d / np.sqrt(d ** 2 + 1e-10)
        return g / g.size if self.reduction == "mean" else g
