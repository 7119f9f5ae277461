import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.opts = (log_input, full, eps, reduction)

    def forward(self, A, Y):
        log_input, full, eps, reduction = self.opts
        A, Y = paired(A, Y)
        self.A, self.Y = A.copy(), Y.copy()
        out = np.exp(A) - Y * A if log_input else A - Y * np.log(A + eps)
        if full:
            with np.errstate(all="ignore"):
                s = Y * np.log(Y) - Y + np.log(2 * np.pi * Y) / 2
            out = np.where(Y > 1, out + s, out)
        return {"mean": np.mean, "sum": np.sum, "none": lambda t: t}[reduction](out)

    def backward(self):
        log_input, _, eps, reduction = self.opts
        g = np.exp(self.A) - self.Y if log_input else 1 - self.Y / (self.A + eps)
        return g / self.A.size if reduction == "mean" else g


