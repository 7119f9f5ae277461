import math

import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    pairs = [(float(weight[y]), float(l)) for l, y in zip(losses, labels)]
    return math.fsum(w * l for w, l in pairs) / math.fsum(w for w, _ in pairs)


def _divide(x, y):
    return x / y if y else math.nan


def _log_softmax(row):
    top = max(row)
    total = math.fsum(math.exp(a - top) for a in row)
    return [(a - top) - math.log(total) for a in row]


def _reduce(losses, gradient, mass, reduction):
    """Return the loss and its gradient."""
    gradient = np.array(gradient, dtype=float)
    if reduction == "none":
        return np.array(losses, dtype=float), gradient
    if reduction == "sum":
        return math.fsum(losses), gradient
    return _divide(math.fsum(losses), mass), gradient * _divide(1.0, mass)


def NLLLoss_rows(A, Y, w, ignored):
    for row, y in zip(A, Y):
        if y == ignored:
            yield 0.0, [0.0] * len(row), 0.0
        else:
            yield -w[y] * row[y], [-w[y] if c == y else 0.0 for c in range(len(row))], w[y]


def CrossEntropyLoss_rows(A, Y, w, ignored, eps):
    C = len(w)
    for row, y in zip(A, Y):
        if isinstance(y, list):
            target, mass = [float(v) for v in y], 1.0
        elif y == ignored:
            yield 0.0, [0.0] * C, 0.0
            continue
        else:
            target, mass = [float(c == y) for c in range(C)], w[y]
        wt = [w[c] * ((1 - eps) * target[c] + eps / C) for c in range(C)]
        log_p = _log_softmax(row)
        loss = -math.fsum(x * l for x, l in zip(wt, log_p) if x)
        all_wt = math.fsum(wt)
        yield loss, [math.exp(l) * all_wt - x for x, l in zip(wt, log_p)], mass


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.options = weight, ignore_index, reduction

    def forward(self, A, Y):
        weight, ignored, reduction = self.options
        rows = np.array(A, dtype=float).tolist()
        w = class_weights(weight, np.shape(A)[1]).tolist()
        parts = list(NLLLoss_rows(rows, np.asarray(Y).tolist(), w, ignored))
        losses, gradient, masses = zip(*parts)
        loss, self.gradient = _reduce(losses, gradient, math.fsum(masses), reduction)
        return loss

    def backward(self):
        return self.gradient + 0.0


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.options = weight, ignore_index, reduction, label_smoothing

    def forward(self, A, Y):
        weight, ignored, reduction, eps = self.options
        rows = np.array(A, dtype=float).tolist()
        w = class_weights(weight, np.shape(A)[1]).tolist()
        parts = list(CrossEntropyLoss_rows(rows, np.asarray(Y).tolist(), w, ignored, eps))
        losses, gradient, masses = zip(*parts)
        loss, self.gradient = _reduce(losses, gradient, math.fsum(masses), reduction)
        return loss

    def backward(self):
        return self.gradient + 0.0
