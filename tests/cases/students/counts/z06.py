import numpy as np


def log_factorial(y):
    if y > 1:
        return y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
    return 0.0


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def one(self, a, y):
        if self.log_input:
            loss, slope = np.exp(a) - y * a, np.exp(a) - y
        else:
            loss, slope = a - y * np.log(a + self.eps), 1 - y / (a + self.eps)
        return (loss + log_factorial(y) if self.full else loss), slope

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("not the same shape")
        rows = [[self.one(a, y) for a, y in zip(*pair)] for pair in zip(A, Y)]
        self.table = [[slope for _, slope in row] for row in rows]
        losses = np.array([[loss for loss, _ in row] for row in rows])
        if self.reduction == "none":
            return losses
        total = 0.0
        for row in losses:
            for loss in row:
                total += loss
        return total / losses.size if self.reduction == "mean" else total

    def backward(self):
        grad = np.array(self.table)
        if self.reduction == "mean":
            grad = grad / grad.size
        return grad
