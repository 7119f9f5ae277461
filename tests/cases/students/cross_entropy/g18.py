import math
import numpy as np


def weighted_mean(losses, labels, weight):
    above = math.fsum(float(weight[c]) * float(l) for l, c in zip(losses, labels))
    below = math.fsum(float(weight[c]) for c in labels)
    return above / below


def _finish(losses, reduction, below):
    if reduction == "none":
        return np.array(losses, dtype=float)
    total = math.fsum(losses)
    return total / below if reduction == "mean" and below != 0 else (math.nan if reduction == "mean" else total)


def _divide(rows, reduction, below):
    factor = below if reduction == "mean" else 1.0
    return np.array([[g / factor if factor else math.nan for g in row] for row in rows], dtype=float)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        rows, labels = A.tolist(), Y.tolist()
        C = A.shape[1]
        w = [1.0] * C if self.weight is None else [float(v) for v in self.weight]
        losses, self._grad, weights = [], [], []
        for row, y in zip(rows, labels):
            if y == self.ignore_index:
                losses.append(0.0)
                self._grad.append([0.0] * C)
            else:
                losses.append(-w[y] * row[y])
                self._grad.append([-w[y] if c == y else 0.0 for c in range(C)])
                weights.append(w[y])
        self._below = math.fsum(weights)
        return _finish(losses, self.reduction, self._below)

    def backward(self):
        return _divide(self._grad, self.reduction, self._below)


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        C = A.shape[1]
        e = self.label_smoothing
        w = [1.0] * C if self.weight is None else [float(v) for v in self.weight]
        losses, self._grad, weights = [], [], []
        for row, goal in zip(A.tolist(), Y.tolist()):
            if Y.ndim == 1:
                if goal == self.ignore_index:
                    losses.append(0.0)
                    self._grad.append([0.0] * C)
                    continue
                weights.append(w[goal])
                goal = [float(c == goal) for c in range(C)]
            else:
                weights.append(1.0)
            top = max(row)
            lse = top + math.log(math.fsum(math.exp(a - top) for a in row))
            log_p = [float(a) - lse for a in row]
            wt = [v * ((1.0 - e) * float(q) + e / C) for v, q in zip(w, goal)]
            losses.append(math.fsum(-u * lp for u, lp in zip(wt, log_p)))
            s = math.fsum(wt)
            self._grad.append([math.exp(lp) * s - u for lp, u in zip(log_p, wt)])
        self._below = math.fsum(weights)
        return _finish(losses, self.reduction, self._below)

    def backward(self):
        return _divide(self._grad, self.reduction, self._below)
