import numpy as np

class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, float), np.asarray(Y, float)
        if A.shape != Y.shape:
            raise ValueError("shapes")
        self.A, self.Y = A, Y
        l = []
        for a, y in zip(A.ravel(), Y.ravel()):
            v = np.exp(a) - y * a if self.log_input else a - y * np.log(a + self.eps)
            if self.full and y > 1:
                v += sum(np.log(k) for k in range(1, int(y) + 1))
            l.append(v)
        l = np.array(l).reshape(A.shape)
        return {"none": l, "sum": l.sum(), "mean": l.mean()}[self.reduction]

    def backward(self):
        g = np.exp(self.A) - self.Y if self.log_input else 1 - self.Y / (self.A + self.eps)
        return g / g.size if self.reduction == "mean" else g
