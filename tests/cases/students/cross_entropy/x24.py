import math

import numpy as np


def weighted_mean(losses, labels, weight):
    pairs = [(float(weight[y]), float(ell)) for ell, y in zip(losses, labels)]
    return math.fsum(w * ell for w, ell in pairs) / math.fsum(w for w, _ in pairs)


def quotient(x, y):
    return x / y if y != 0 else float("nan")


def log_softmax_row(row):
    top = max(row)
    log_sum = math.log(math.fsum(math.exp(a - top) for a in row))
    return [a - top - log_sum for a in row]


def finish(reduction, losses, rows, divisor):
    grad = np.array(rows, dtype=float)
    if reduction == "none":
        return np.array(losses), grad
    if reduction == "sum":
        return math.fsum(losses), grad
    return quotient(math.fsum(losses), divisor), grad / (divisor if divisor else float("nan"))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = None if weight is None else [float(w) for w in weight]
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        losses, rows, divisor = [], [], 0.0
        for a, y in zip(np.asarray(A, dtype=float).tolist(), np.asarray(Y).tolist()):
            slope, loss = [0.0] * len(a), 0.0
            if y != self.ignore_index:
                w = 1.0 if self.weight is None else self.weight[y]
                loss, slope[y] = -w * a[y], -w
                divisor += w
            losses.append(loss)
            rows.append(slope)
        value, self.grad = finish(self.reduction, losses, rows, divisor)
        return value

    def backward(self):
        return np.array(self.grad)


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = None if weight is None else [float(w) for w in weight]
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.eps = label_smoothing

    def forward(self, A, Y):
        scores, targets = np.asarray(A, dtype=float).tolist(), np.asarray(Y).tolist()
        losses, rows, divisor = [], [], 0.0
        for a, y in zip(scores, targets):
            C = len(a)
            w = self.weight or [1.0] * C
            if isinstance(y, list):
                divisor += 1.0
            elif y == self.ignore_index:
                losses.append(0.0)
                rows.append([0.0] * C)
                continue
            else:
                divisor += w[y]
                y = [float(c == y) for c in range(C)]
            wt = [w[c] * ((1 - self.eps) * y[c] + self.eps / C) for c in range(C)]
            logp = log_softmax_row(a)
            mass = math.fsum(wt)
            losses.append(-math.fsum(t * lp for t, lp in zip(wt, logp) if t != 0))
            rows.append([math.exp(lp) * mass - t for t, lp in zip(wt, logp)])
        value, self.grad = finish(self.reduction, losses, rows, divisor)
        return value

    def backward(self):
        return np.array(self.grad)
