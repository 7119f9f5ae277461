import numpy as np


def same_shape(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError("A and Y do not have the same shape")
    return A, Y


class Loop:
    """One pass over all entries; cost(d) and slope(d) belong to the subclass."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = same_shape(A, Y)
        costs, slopes = np.empty(A.shape), np.empty(A.shape)
        for i in np.ndindex(A.shape):
            d = float(A[i]) - float(Y[i])
            costs[i] = self.cost(d)
            slopes[i] = self.slope(d)
        self.slopes = slopes
        if self.reduction == "none":
            return costs
        total = 0.0
        for cost in costs.flat:
            total += cost
        if self.reduction == "mean":
            total /= costs.size
        return total

    def backward(self):
        divisor = self.slopes.size if self.reduction == "mean" else 1
        out = np.empty(self.slopes.shape)
        for i in np.ndindex(out.shape):
            out[i] = self.slopes[i] / divisor
        return out


def signum(d):
    return (d > 0) - (d < 0)


class MSELoss(Loop):
    def cost(self, d):
        return d * d

    def slope(self, d):
        return d + d


class L1Loss(Loop):
    def cost(self, d):
        return d if d > 0 else -d

    def slope(self, d):
        return signum(d)


class HuberLoss(Loop):
    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(reduction)
        if not delta > 0:
            raise ValueError("delta must be positive")
        self.delta = float(delta)

    def cost(self, d):
        if abs(d) > self.delta:
            return self.delta * (abs(d) - self.delta / 2)
        return d * d / 2

    def slope(self, d):
        return max(-self.delta, min(self.delta, d))


class SmoothL1Loss(Loop):
    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(reduction)
        if not beta >= 0:
            raise ValueError("beta must not be negative")
        self.beta = float(beta)

    def cost(self, d):
        if abs(d) < self.beta:
            return d / self.beta * d / 2
        return abs(d) - self.beta / 2

    def slope(self, d):
        if abs(d) < self.beta:
            return d / self.beta
        return signum(d)


def mean_squared_price_error(A, Y):
    total, count = 0, 0
    for a, y in zip(np.ravel(A).tolist(), np.ravel(Y).tolist()):
        total += (a - y) ** 2
        count += 1
    return float(total / count)
