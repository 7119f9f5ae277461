import numpy as np


def check_shapes(A, Y):
    A = np.array(A)
    Y = np.array(Y)
    if A.shape != Y.shape:
        raise ValueError("shapes differ: " + str(A.shape) + " and " + str(Y.shape))
    return A, Y


def log_factorial(Y):
    """Stirling's approximation, 0 where Y <= 1."""
    result = np.zeros(Y.shape)
    for index, y in np.ndenumerate(Y):
        if y > 1:
            result[index] = y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
    return result


def poisson_loss(A, Y, log_input, eps):
    if log_input:
        return np.exp(A) - Y * A
    return A - Y * np.log(A + eps)


def poisson_slope(A, Y, log_input, eps):
    if log_input:
        return np.exp(A) - Y
    return 1 - Y / (A + eps)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = check_shapes(A, Y)
        loss = poisson_loss(self.A, self.Y, self.log_input, self.eps)
        if self.full:
            loss = loss + log_factorial(self.Y)
        if self.reduction == "mean":
            return np.mean(loss)
        elif self.reduction == "sum":
            return np.sum(loss)
        return loss

    def backward(self):
        slope = poisson_slope(self.A, self.Y, self.log_input, self.eps)
        if self.reduction == "mean":
            slope = slope / self.A.size
        return slope
