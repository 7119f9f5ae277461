import math

import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def rows(table):
    return [list(map(float, row)) for row in table]


def factor(option, shape):
    return rows(np.broadcast_to(np.asarray(1.0 if option is None else option, dtype=float), shape))


def zip_map(function, *tables):
    return np.array([[function(*entries) for entries in zip(*row)] for row in zip(*tables)], dtype=float)


def collect(reduction, table):
    if reduction == "none":
        return table
    total = sum(float(entry) for entry in table.flat)
    if reduction == "mean":
        return total / table.size
    if reduction == "batchmean":
        return total / table.shape[0]
    return total


def share(reduction, table):
    if reduction == "mean":
        return table / table.size
    if reduction == "batchmean":
        return table / table.shape[0]
    return table.copy()


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = None if weight is None else np.array(weight, dtype=float)
        self.reduction, self.last = reduction, None

    @staticmethod
    def _cost(a, y, w):
        log_a = max(math.log(a), -100.0) if a > 0 else -100.0
        log_b = max(math.log1p(-a), -100.0) if a < 1 else -100.0
        return -w * (y * log_a + (1 - y) * log_b)

    @staticmethod
    def _slope(a, y, w):
        return w * (a - y) / max(a * (1 - a), 1e-12)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if any(not 0 <= a <= 1 for a in A.flat):
            raise ValueError("an entry of A is no probability")
        self.last = rows(A), rows(Y), factor(self.weight, A.shape)
        return collect(self.reduction, zip_map(self._cost, *self.last))

    def backward(self):
        return share(self.reduction, zip_map(self._slope, *self.last))


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = None if weight is None else np.array(weight, dtype=float)
        self.pos_weight = None if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction, self.last = reduction, None

    @staticmethod
    def _cost(a, y, w, v):
        rest = math.log1p(math.exp(-abs(a)))
        return w * ((1 - y) * (max(a, 0.0) + rest) + v * y * (max(-a, 0.0) + rest))

    @staticmethod
    def _slope(a, y, w, v):
        e = math.exp(-abs(a))
        large, small = 1 / (1 + e), e / (1 + e)
        yes, no = (large, small) if a >= 0 else (small, large)
        return w * ((1 - y) * yes - v * y * no)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.last = rows(A), rows(Y), factor(self.weight, A.shape), factor(self.pos_weight, A.shape)
        return collect(self.reduction, zip_map(self._cost, *self.last))

    def backward(self):
        return share(self.reduction, zip_map(self._slope, *self.last))


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target, self.last = reduction, log_target, None

    def _cost(self, a, y):
        if self.log_target:
            p = math.exp(y)
            return p * (y - a) if p > 0 else 0.0
        return y * (math.log(y) - a) if y > 0 else 0.0

    def _slope(self, a, y):
        return -math.exp(y) if self.log_target else -y

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.last = rows(A), rows(Y)
        return collect(self.reduction, zip_map(self._cost, *self.last))

    def backward(self):
        return share(self.reduction, zip_map(self._slope, *self.last))


def score_gradient(p, c):
    p, c = [float(v) for v in p], [float(v) for v in c]
    uphill = [(1 - y) / (1 - q) - y / q for q, y in zip(p, c)]
    average = sum(q * u for q, u in zip(p, uphill))
    return np.array([q * (u - average) for q, u in zip(p, uphill)])
