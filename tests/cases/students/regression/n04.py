import numpy as np

class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta >= 0")
        self.b = beta
        self.red = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, float), np.asarray(Y, float)
        if A.shape != Y.shape:
            raise ValueError("shape")
        self.e = e = A - Y
        out = np.zeros(e.shape)
        for k in np.ndindex(e.shape):
            if abs(e[k]) < self.b:
                out[k] = 0.5 * e[k] ** 2 * self.b
            else:
                out[k] = abs(e[k]) - 0.5 * self.b
        if self.red == "none":
            return out
        return out.mean() if self.red == "mean" else out.sum()

    def backward(self):
        g = np.zeros(self.e.shape)
        for k in np.ndindex(g.shape):
            if abs(self.e[k]) < self.b:
                g[k] = self.e[k] * self.b
            else:
                g[k] = np.sign(self.e[k])
        return g / g.size if self.red == "mean" else g
