import numpy as np

class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta must be > 0")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, float); Y = np.asarray(Y, float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        self.e = A - Y
        out = []
        for e in self.e.ravel():
            if abs(e) <= self.delta:
                out.append(0.5 * e * e)
            else:
                out.append(self.delta * (abs(e) - 0.5 * self.delta))
        out = np.array(out).reshape(self.e.shape)
        return {"mean": np.mean(out), "sum": np.sum(out), "none": out}[self.reduction]

    def backward(self):
        # derivative of the linear part
        g = np.where(abs(self.e) <= self.delta, self.e, self.delta * self.e)
        if self.reduction == "mean":
            g = g / self.e.size
        return g
