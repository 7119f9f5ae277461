import numpy as np


class LogInput:
    def __init__(self, eps):
        pass

    def value(self, A, Y):
        return np.exp(A) - A * Y

    def slope(self, A, Y):
        return -(Y - np.exp(A))


class PlainInput:
    def __init__(self, eps):
        self.eps = eps

    def value(self, A, Y):
        return A + Y * np.log(1.0 / (A + self.eps))

    def slope(self, A, Y):
        return (A + self.eps - Y) / (A + self.eps)


class Stirling:
    def value(self, Y):
        out = []
        for row in Y:
            out.append([y * np.log(y / np.e) + np.log(np.sqrt(2 * np.pi * y)) if y > 1 else 0.0 for y in row])
        return np.array(out).reshape(Y.shape)


class Nothing:
    def value(self, Y):
        return 0.0


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.kind = LogInput(eps) if log_input else PlainInput(eps)
        self.constant = Stirling() if full else Nothing()
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A).astype("float64")
        Y = np.asarray(Y).astype("float64")
        if A.shape == Y.shape:
            self.A, self.Y = A, Y
        else:
            raise ValueError("A and Y have different shapes")
        table = self.kind.value(A, Y) + self.constant.value(Y)
        return getattr(self, "_" + self.reduction)(table)

    def _mean(self, table):
        return table.sum() / table.size

    def _sum(self, table):
        return table.sum()

    def _none(self, table):
        return table

    def backward(self):
        share = 1.0 / self.A.size if self.reduction == "mean" else 1.0
        return share * self.kind.slope(self.A, self.Y)
