import numpy as np

FORMULAS = {
    True: (lambda A, Y, eps: np.exp(A) - Y * A, lambda A, Y, eps: np.exp(A) - Y),
    False: (lambda A, Y, eps: A - Y * np.log(A + eps), lambda A, Y, eps: 1.0 - Y / (A + eps)),
}
REDUCTIONS = {"mean": np.mean, "sum": np.sum, "none": lambda losses: losses}


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.loss, self.slope = FORMULAS[bool(log_input)]
        self.full, self.eps = full, eps
        self.reduce, self.averages = REDUCTIONS[reduction], reduction == "mean"
        self.later = None

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError(f"{A.shape} is not {Y.shape}")
        self.later = lambda: self.slope(A, Y, self.eps) / (A.size if self.averages else 1)
        losses = self.loss(A, Y, self.eps)
        if self.full:
            y = np.where(Y > 1, Y, np.e)
            losses = losses + np.where(Y > 1, y * (np.log(y) - 1) + np.log(2 * np.pi * y) / 2, 0)
        return self.reduce(losses)

    def backward(self):
        return self.later()
