import numpy as np


def check_and_subtract(A, Y):
    A = np.asarray(A).astype(np.float64)
    Y = np.asarray(Y).astype(np.float64)
    if A.ndim != Y.ndim or any(i != j for i, j in zip(A.shape, Y.shape)):
        raise ValueError("shapes differ: %s and %s" % (A.shape, Y.shape))
    return A - Y


def reduce_losses(losses, reduction):
    if reduction == "none":
        return losses
    total = np.sum(losses)
    if reduction == "mean":
        total = total / losses.size
    return total


def reduce_slopes(slopes, reduction):
    if reduction == "mean":
        return slopes / slopes.size
    return slopes


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        self.diff = check_and_subtract(A, Y)
        return reduce_losses(self.diff ** 2, self.reduction)

    def backward(self):
        return reduce_slopes(2 * self.diff, self.reduction)


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        self.diff = check_and_subtract(A, Y)
        return reduce_losses(np.fabs(self.diff), self.reduction)

    def backward(self):
        slopes = np.zeros(self.diff.shape)
        slopes[self.diff > 0] = 1
        slopes[self.diff < 0] = -1
        return reduce_slopes(slopes, self.reduction)


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta must be positive, not %s" % delta)
        self.delta = delta
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        self.diff = check_and_subtract(A, Y)
        size = np.abs(self.diff)
        small = size <= self.delta
        losses = small * (self.diff ** 2 / 2) + (1 - small) * (self.delta * (size - self.delta / 2))
        return reduce_losses(losses, self.reduction)

    def backward(self):
        slopes = self.diff.copy()
        slopes[self.diff > self.delta] = self.delta
        slopes[self.diff < -self.delta] = -self.delta
        return reduce_slopes(slopes, self.reduction)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must not be negative, but is %s" % beta)
        self.beta = beta
        self.reduction = reduction
        self.diff = None

    def forward(self, A, Y):
        self.diff = check_and_subtract(A, Y)
        losses = np.abs(self.diff) - self.beta / 2
        small = np.abs(self.diff) < self.beta
        if small.any():
            losses[small] = self.diff[small] / self.beta * self.diff[small] / 2
        return reduce_losses(losses, self.reduction)

    def backward(self):
        slopes = np.sign(self.diff)
        small = np.abs(self.diff) < self.beta
        if small.any():
            slopes[small] = self.diff[small] / self.beta
        return reduce_slopes(slopes, self.reduction)


def mean_squared_price_error(A, Y):
    diff = check_and_subtract(A, Y)
    return float(reduce_losses(diff ** 2, "mean"))
