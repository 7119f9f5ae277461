import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y

import math


def full(value, shape):
    if value is None:
        value = 1.0
    return np.broadcast_to(np.array(value, dtype=float), shape).copy()


def finish(table, reduction, rows):
    total = math.fsum(x for row in table.tolist() for x in row)
    if reduction == "none":
        return table
    elif reduction == "sum":
        return total
    elif reduction == "batchmean":
        return total / rows
    else:
        return total / (table.shape[0] * table.shape[1])


def divide(table, reduction):
    out = np.zeros(table.shape)
    n = 1
    if reduction == "mean":
        n = table.shape[0] * table.shape[1]
    if reduction == "batchmean":
        n = table.shape[0]
    for i in range(table.shape[0]):
        for j in range(table.shape[1]):
            out[i, j] = table[i, j] / n
    return out


def log100(x):
    if x <= 0:
        return -100.0
    return max(math.log(x), -100.0)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight, self.reduction = weight, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w = full(self.weight, A.shape)
        losses, slopes = np.zeros(A.shape), np.zeros(A.shape)
        for i in range(A.shape[0]):
            for j in range(A.shape[1]):
                a, y = float(A[i, j]), float(Y[i, j])
                if not 0 <= a <= 1:
                    raise ValueError("not a probability: %r" % a)
                losses[i, j] = -w[i, j] * (y * log100(a) + (1 - y) * log100(1 - a))
                slopes[i, j] = w[i, j] * (a - y) / max(a * (1 - a), 1e-12)
        self.slopes = slopes
        return finish(losses, self.reduction, A.shape[0])

    def backward(self):
        return divide(self.slopes, self.reduction)


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight, self.pos_weight, self.reduction = weight, pos_weight, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w, plus = full(self.weight, A.shape), full(self.pos_weight, A.shape)
        losses, slopes = np.zeros(A.shape), np.zeros(A.shape)
        for i in range(A.shape[0]):
            for j in range(A.shape[1]):
                a, y = float(A[i, j]), float(Y[i, j])
                small = math.exp(-abs(a))
                cost_no = max(a, 0.0) + math.log1p(small)
                cost_yes = max(-a, 0.0) + math.log1p(small)
                yes = 1 / (1 + small) if a >= 0 else small / (1 + small)
                no = small / (1 + small) if a >= 0 else 1 / (1 + small)
                losses[i, j] = w[i, j] * (plus[i, j] * y * cost_yes + (1 - y) * cost_no)
                slopes[i, j] = w[i, j] * ((1 - y) * yes - plus[i, j] * y * no)
        self.slopes = slopes
        return finish(losses, self.reduction, A.shape[0])

    def backward(self):
        return divide(self.slopes, self.reduction)


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        losses, slopes = np.zeros(A.shape), np.zeros(A.shape)
        for i in range(A.shape[0]):
            for j in range(A.shape[1]):
                a, y = float(A[i, j]), float(Y[i, j])
                p = math.exp(y) if self.log_target else y
                if p > 0:
                    losses[i, j] = p * ((y if self.log_target else math.log(y)) - a)
                slopes[i, j] = -p
        self.slopes = slopes
        return finish(losses, self.reduction, A.shape[0])

    def backward(self):
        return divide(self.slopes, self.reduction)


def score_gradient(p, c):
    n = len(p)
    out = np.zeros(n)
    for i in range(n):
        for k in range(n):
            dE_dpk = -c[k] / p[k] + (1 - c[k]) / (1 - p[k])
            dpk_dsi = p[k] * ((1 if k == i else 0) - p[i])
            out[i] += dE_dpk * dpk_dsi
    return out
