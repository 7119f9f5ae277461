from fractions import Fraction

import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class _Loss:
    _weights = {"mean": lambda n: 1.0 / n, "sum": lambda n: 1.0, "none": lambda n: 1.0}

    def _open(self, A, Y):
        A, Y = paired(A, Y)
        self._d = A - Y
        self._w = self._weights[self.reduction](self._d.size)
        return self._d, self._w

    def _close(self, weighted):
        return weighted if self.reduction == "none" else np.add.reduce(weighted, axis=None)


class MSELoss(_Loss):
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        d, w = self._open(A, Y)
        return self._close(np.multiply(d, w) * d)

    def backward(self):
        return np.multiply(self._d, 2 * self._w)


class SmoothL1Loss(_Loss):
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("a width is not negative")
        self.beta, self.reduction = float(beta), reduction

    def _ratio(self, d):
        """The slope: d/beta, held within -1 and 1."""
        inside = np.abs(d) < self.beta
        return np.divide(d, self.beta, out=np.sign(d), where=inside)

    def forward(self, A, Y):
        d, w = self._open(A, Y)
        r = np.abs(self._ratio(d))
        far = np.abs(d) >= self.beta
        losses = 0.5 * r * np.abs(d)
        losses[far] = np.abs(d)[far] - 0.5 * self.beta
        return self._close(w * losses)

    def backward(self):
        return self._w * self._ratio(self._d)


class L1Loss(SmoothL1Loss):
    def __init__(self, reduction="mean"):
        super().__init__(beta=0, reduction=reduction)


class HuberLoss(_Loss):
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("the threshold is positive")
        self.delta, self.reduction = float(delta), reduction

    def forward(self, A, Y):
        d, w = self._open(A, Y)
        part = np.fmin(np.abs(d), self.delta)
        return self._close(part * (w * (np.abs(d) - 0.5 * part)))

    def backward(self):
        return self._w * np.fmax(-self.delta, np.fmin(self._d, self.delta))


def mean_squared_price_error(A, Y):
    numbers = [(int(a), int(y)) for a, y in np.nditer([np.asarray(A), np.asarray(Y)])]
    return float(Fraction(sum((a - y) ** 2 for a, y in numbers), len(numbers)))
