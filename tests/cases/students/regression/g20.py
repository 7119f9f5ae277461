import numpy as np


class PointwiseLoss:
    def __init__(self, reduction):
        self.mode = reduction

    def forward(self, A, Y):
        self.A = np.array(A, dtype=float, copy=True)
        self.Y = np.array(Y, dtype=float, copy=True)
        if self.A.shape != self.Y.shape:
            raise ValueError("different shapes")
        vals = np.vectorize(self.point, otypes=[float])(self.A - self.Y)
        if self.mode == "mean":
            return np.average(vals)
        if self.mode == "sum":
            return vals.sum()
        if self.mode == "none":
            return vals

    def backward(self):
        ders = np.vectorize(self.deriv, otypes=[float])(self.A - self.Y)
        if self.mode == "mean":
            ders /= ders.size
        return ders


class MSELoss(PointwiseLoss):
    def __init__(self, reduction="mean"):
        PointwiseLoss.__init__(self, reduction)

    def point(self, x):
        return x * x

    def deriv(self, x):
        return 2 * x


class L1Loss(PointwiseLoss):
    def __init__(self, reduction="mean"):
        PointwiseLoss.__init__(self, reduction)

    def point(self, x):
        return abs(x)

    def deriv(self, x):
        if x == 0:
            return 0.0
        return 1.0 if x > 0 else -1.0


class HuberLoss(PointwiseLoss):
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta")
        self.delta = delta
        PointwiseLoss.__init__(self, reduction)

    def point(self, x):
        return self.delta ** 2 * (np.sqrt(1 + (x / self.delta) ** 2) - 1)

    def deriv(self, x):
        return x / np.sqrt(1 + (x / self.delta) ** 2)


class SmoothL1Loss(PointwiseLoss):
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta")
        self.beta = beta
        PointwiseLoss.__init__(self, reduction)

    def point(self, x):
        return x / self.beta * x / 2 if abs(x) < self.beta else abs(x) - self.beta / 2

    def deriv(self, x):
        if x == 0:
            return 0.0
        return max(-1.0, min(1.0, x / self.beta)) if self.beta else float(np.sign(x))


def mean_squared_price_error(A, Y):
    pairs = zip(np.ravel(A).tolist(), np.ravel(Y).tolist())
    squares = [(a - y) ** 2 for a, y in pairs]     # Python's integers never overflow
    return sum(squares) / len(squares)
