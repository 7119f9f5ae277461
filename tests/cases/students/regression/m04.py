import numpy as np

class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta")
        self.beta, self.reduction = beta, reduction

    def forward(self, A, Y):
        if A.shape != Y.shape:
            raise ValueError("shape")
        self.d = A.astype(float) - Y
        d = np.abs(self.d)
        l = np.empty_like(d)
        small = d < self.beta
        l[small] = d[small] ** 2 / self.beta
        l[~small] = d[~small] - 0.5 * self.beta
        if self.reduction == "none":
            return l
        return l.sum() if self.reduction == "sum" else l.mean()

    def backward(self):
        small = np.abs(self.d) < self.beta
        g = np.sign(self.d)
        g[small] = 2 * self.d[small] / self.beta
        return g / g.size if self.reduction == "mean" else g
