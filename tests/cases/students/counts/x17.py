import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.options = dict(log_input=log_input, full=full, eps=eps, reduction=reduction)
        self.slopes = None

    def _one(self, a, y):
        if self.options["log_input"]:
            lam = np.exp(a)
            surprise, slope = lam - y * a, lam - y
        else:
            shifted = a + self.options["eps"]
            surprise, slope = a - y * np.log(shifted), 1.0 - y / shifted
        if self.options["full"] and y > 1.0:
            surprise = surprise + y * (np.log(y) - 1.0) + np.log(2.0 * np.pi * y) / 2.0
        return surprise, slope

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        surprises, slopes = [], []
        for row_a, row_y in zip(A, Y):
            pairs = [self._one(a, y) for a, y in zip(row_a, row_y)]
            surprises.append([s for s, _ in pairs])
            slopes.append([g for _, g in pairs])
        surprises, self.slopes = np.array(surprises), np.array(slopes)
        if self.options["reduction"] == "none":
            return surprises
        if self.options["reduction"] == "sum":
            return np.sum(surprises)
        self.slopes = self.slopes / A.size
        return np.sum(surprises) / A.size

    def backward(self):
        return np.array(self.slopes)
