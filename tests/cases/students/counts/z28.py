import numpy as np


REDUCE = {"mean": np.mean, "sum": np.sum, "none": np.copy}


def checked(A, Y):
    A, Y = np.float64(A), np.float64(Y)
    if np.shape(A) != np.shape(Y):
        raise ValueError("A and Y: " + str(np.shape(A)) + ", " + str(np.shape(Y)))
    return np.copy(A), np.copy(Y)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.kind = "log" if log_input else "plain"
        self.full, self.eps, self.reduction = bool(full), float(eps), reduction

    @property
    def expected(self):
        return np.exp(self.A) if self.kind == "log" else self.A

    @property
    def log_expected(self):
        return self.A if self.kind == "log" else np.log(self.A + self.eps)

    def forward(self, A, Y):
        self.A, self.Y = checked(A, Y)
        surprise = np.subtract(self.expected, np.multiply(self.Y, self.log_expected))
        if self.full:
            y = np.where(self.Y > 1, self.Y, np.e)
            surprise = surprise + np.select([self.Y > 1], [y * (np.log(y) - 1) + np.log(np.sqrt(2 * np.pi * y))], 0.0)
        return REDUCE[self.reduction](surprise)

    def backward(self):
        slope = self.expected - self.Y
        if self.kind == "plain":
            slope = 1 - np.divide(self.Y, self.A + self.eps)
        return slope / {"mean": self.Y.size}.get(self.reduction, 1)
