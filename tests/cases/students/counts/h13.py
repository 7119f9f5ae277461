import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        if log_input:
            self._point = lambda a, y: np.exp(a) - y * a
            self._slope = lambda a, y: np.exp(a) - y
        else:
            self._point = lambda a, y: a - y * np.log(a + eps)
            self._slope = lambda a, y: 1 - y / (a + eps)
        self._extra = full
        self._how = reduction
        self._cache = None

    # loss value
    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self._cache = (A, Y)
        l = self._point(A, Y)
        if self._extra:
            t = np.maximum(Y, 1.0)
            l = l + (Y > 1) * (t * np.log(t) - t + 0.5 * np.log(2 * np.pi * t))
        if self._how == "none":
            return l
        s = np.einsum("nc->", l)
        return s / A.size if self._how == "mean" else s

    # gradient
    def backward(self):
        A, Y = self._cache
        g = self._slope(A, Y)
        return np.divide(g, A.size) if self._how == "mean" else g
