import numpy as np


_total = {"mean": lambda t: np.add.reduce(t, axis=None) / t.size,
          "sum": lambda t: np.add.reduce(t, axis=None),
          "none": lambda t: t}
_weight = {"mean": lambda t: 1 / t.size, "sum": lambda t: 1, "none": lambda t: 1}


def _difference(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if np.shape(A) != np.shape(Y):
        raise ValueError("A and Y live in different spaces")
    return A - Y


class MSELoss:
    phi = staticmethod(lambda d: d * d)
    dphi = staticmethod(lambda d: d + d)

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.D = _difference(A, Y)
        return _total[self.reduction](self.phi(self.D))

    def backward(self):
        return _weight[self.reduction](self.D) * self.dphi(self.D)


class L1Loss:
    phi = staticmethod(lambda d: np.maximum(d, -d))
    dphi = staticmethod(lambda d: 1.0 * (d > 0) - 1.0 * (d < 0))

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.D = np.array(A, dtype=float) - np.array(Y, dtype=float)
        return _total[self.reduction](self.phi(self.D))

    def backward(self):
        return _weight[self.reduction](self.D) * self.dphi(self.D)


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("need delta > 0")
        self.delta, self.reduction = delta, reduction


    def s(self):
        return np.clip(self.D, -self.delta, self.delta)

    def forward(self, A, Y):
        self.D = _difference(A, Y)
        s = self.s()
        return _total[self.reduction](s * (self.D - s / 2))

    def backward(self):
        return _weight[self.reduction](self.D) * self.s()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("need beta >= 0")
        self.beta, self.reduction = beta, reduction


    def ramp(self):
        if self.beta > 0:
            return np.clip(self.D / self.beta, -1, 1)
        return np.sign(self.D)

    def forward(self, A, Y):
        self.D = _difference(A, Y)
        r = self.ramp()
        return _total[self.reduction](r * (self.D - self.beta * r / 2))

    def backward(self):
        return _weight[self.reduction](self.D) * self.ramp()


def mean_squared_price_error(A, Y):
    d = np.array(A, dtype=float) - np.array(Y, dtype=float)
    return float(np.sum(d ** 2) / len(d))
