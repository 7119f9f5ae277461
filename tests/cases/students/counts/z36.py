import numpy as np


class LogRates:
    @staticmethod
    def loss(A, Y, eps):
        return np.exp(A) + Y * (-A)

    @staticmethod
    def slope(A, Y, eps):
        return -(Y - np.exp(A))


class Rates:
    @staticmethod
    def loss(A, Y, eps):
        return A + Y * (-np.log(A + eps))

    @staticmethod
    def slope(A, Y, eps):
        return (A - Y + eps) / (A + eps)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.rates = LogRates if log_input else Rates
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        try:
            both = np.stack([np.array(A, dtype=float), np.array(Y, dtype=float)])
        except ValueError:
            raise ValueError("A and Y have different shapes") from None
        A, Y = both
        table = self.rates.loss(A, Y, self.eps)
        if self.full:
            log_Y = np.log(Y, where=Y > 1, out=np.zeros_like(Y))
            table = table + np.where(Y > 1, (Y + 0.5) * log_Y - Y + np.log(2 * np.pi) / 2, 0)
        self.share = 1 if self.reduction != "mean" else Y.size
        self.table_of_slopes = self.rates.slope(A, Y, self.eps)
        if self.reduction == "none":
            return table
        return np.sum(table) / self.share

    def backward(self):
        return self.table_of_slopes / self.share
