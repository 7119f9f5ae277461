import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class LogRate:
    """The prediction is the logarithm of the expected number."""

    def losses(self, A, Y):
        with np.errstate(over="ignore"):
            return np.exp(A) - np.multiply(Y, A)

    def slopes(self, A, Y):
        with np.errstate(over="ignore"):
            return np.exp(A) - Y


class Rate:
    """The prediction is the expected number itself."""

    def __init__(self, eps):
        self.eps = eps

    def losses(self, A, Y):
        logs = np.log(A + self.eps, out=np.zeros_like(A), where=Y > 0)
        return A - Y * logs

    def slopes(self, A, Y):
        return 1 - np.divide(Y, A + self.eps, out=np.zeros_like(A), where=Y > 0)


class WithStirling:
    """Another kind of prediction, with log Y! added to its losses."""

    def __init__(self, kind):
        self.kind, self.slopes = kind, kind.slopes

    def losses(self, A, Y):
        several = Y > 1
        y = np.maximum(Y, 1)
        return self.kind.losses(A, Y) + several * ((y + 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi))


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        kind = LogRate() if log_input else Rate(eps)
        self._kind = WithStirling(kind) if full else kind
        self._reduce = {"mean": np.mean, "sum": np.sum, "none": np.array}[reduction]
        self._share = np.size if reduction == "mean" else lambda table: 1

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self._last = A.copy(), Y.copy()
        return self._reduce(self._kind.losses(A, Y))

    def backward(self):
        A, Y = self._last
        return self._kind.slopes(A, Y) / self._share(A)
