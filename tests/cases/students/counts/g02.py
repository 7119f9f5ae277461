import numpy as np


def to_float(A, Y):
    A = np.asarray(A).astype(float)
    Y = np.asarray(Y).astype(float)
    assert A.shape == Y.shape, "shapes differ: " + str(A.shape) + " and " + str(Y.shape)
    return A, Y


def log_factorial(Y):
    """Stirling's approximation, 0 where Y <= 1."""
    result = np.zeros_like(Y)
    for index, y in np.ndenumerate(Y):
        if y > 1:
            result[index] = y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
    return result


def poisson_loss(A, Y, log_input, eps):
    if log_input:
        return np.exp(A) - Y * A
    return A - Y * np.log(A + eps)


def poisson_slope(A, Y):
    return np.exp(A) - Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = to_float(A, Y)
        loss = poisson_loss(self.A, self.Y, self.log_input, self.eps)
        if self.full:
            loss = loss + log_factorial(self.Y)
        if self.reduction == "mean":
            return np.mean(loss)
        elif self.reduction == "sum":
            return np.sum(loss)
        return loss

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        slope = poisson_slope(self.A, self.Y)
        if self.reduction == "mean":
            slope = slope / self.A.size
        return slope
