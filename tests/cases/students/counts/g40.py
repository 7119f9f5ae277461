import numpy as np


def _columns(A, Y, log_input, eps):
    for a, y in zip(A.T, Y.T):
        if log_input:
            yield np.exp(a) - y * a, np.exp(a) - y
        else:
            yield a - y * np.log(a + eps), 1 - y * (a + eps) ** -1


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        if np.shape(A) != np.shape(Y):
            raise ValueError(f"expected equal shapes, got {np.shape(A)} and {np.shape(Y)}")
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        losses, slopes = zip(*_columns(A, Y, self.log_input, self.eps))
        losses, slopes = np.column_stack(losses), np.column_stack(slopes)
        if self.full:
            for n, c in np.argwhere(Y > 1):
                y = Y[n, c]
                losses[n, c] += y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
        self.slopes = slopes
        self.factor = 1 / losses.size if self.reduction == "mean" else 1
        if self.reduction == "none":
            return losses
        return losses.sum() * self.factor

    def backward(self):
        return self.slopes * self.factor
