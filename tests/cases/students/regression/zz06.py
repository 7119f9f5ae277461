import numpy as np


def difference(A, Y):
    A = np.array(A, dtype=np.float64)
    Y = np.array(Y, dtype=np.float64)
    if A.shape != Y.shape:
        raise ValueError(f"shapes differ: {A.shape} and {Y.shape}")
    return A - Y


def reduced(values, how):
    if how == "none":
        return values
    total = values.sum()
    return total / values.size if how == "mean" else total


def scaled(slopes, how):
    return slopes / slopes.size if how == "mean" else slopes


class MSELoss:
    def __init__(self, reduction="mean"):
        self.how = reduction

    def forward(self, A, Y):
        self.err = difference(A, Y)
        return reduced(self.err * self.err, self.how)

    def backward(self):
        return scaled(2.0 * self.err, self.how)


class L1Loss:
    def __init__(self, reduction="mean"):
        self.how = reduction

    def forward(self, A, Y):
        self.err = difference(A, Y)
        return reduced(np.sqrt(self.err ** 2), self.how)

    def backward(self):
        return scaled(np.sign(self.err), self.how)


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not (delta > 0):
            raise ValueError("delta has to be > 0")
        self.delta = delta
        self.how = reduction

    def forward(self, A, Y):
        err = difference(A, Y)
        self.slope = np.clip(err, -self.delta, self.delta)
        return reduced(self.slope * (err - self.slope / 2), self.how)

    def backward(self):
        return scaled(self.slope.copy(), self.how)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta has to be >= 0")
        self.beta = beta
        self.how = reduction

    def forward(self, A, Y):
        err = difference(A, Y)
        if self.beta > 0:
            self.slope = np.clip(err / self.beta, -1, 1)
        else:
            self.slope = np.sign(err)
        return reduced(self.slope * (err - self.beta * self.slope / 2), self.how)

    def backward(self):
        return scaled(self.slope.copy(), self.how)


def mean_squared_price_error(A, Y):
    return float(np.mean((np.array(A, dtype=np.float64) - np.array(Y, dtype=np.float64)) ** 2))
