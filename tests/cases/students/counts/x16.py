import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


REDUCE = {
    "mean": (lambda ell: float(ell.sum() / ell.size), lambda ell: 1.0 / ell.size),
    "sum": (lambda ell: float(ell.sum()), lambda ell: 1.0),
    "none": (lambda ell: ell, lambda ell: 1.0),
}


def stirling(Y):
    y = np.fmax(Y, 1.0)
    return np.where(Y > 1, (y + 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi), 0.0)


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        if log_input:
            self._ell = lambda A, Y: np.exp(A) - Y * A
            self._slope = lambda A, Y: np.exp(A) - Y
        else:
            self._ell = lambda A, Y: A - Y * np.log(A + eps)
            self._slope = lambda A, Y: 1 - Y / (A + eps)
        self._constant = stirling if full else np.zeros_like
        self._reduce, self._factor = REDUCE[reduction]

    def forward(self, A, Y):
        A, Y = map(np.copy, paired(A, Y))
        ell = self._ell(A, Y) + self._constant(Y)
        factor = self._factor(ell)
        self.backward_of_last = lambda: self._slope(A, Y) * factor
        return self._reduce(ell)

    def backward(self):
        return self.backward_of_last()
