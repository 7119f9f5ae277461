import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


import math


def weighted_mean(losses, labels, weight):
    top = bottom = 0.0
    for loss, label in zip(losses, labels):
        top += float(weight[label]) * float(loss)
        bottom += float(weight[label])
    return top / bottom


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        N, C = np.shape(A)
        w = class_weights(self.weight, C)
        losses, g, total_weight = [], np.zeros((N, C)), 0.0
        for n in range(N):
            y = int(Y[n])
            if y == self.ignore_index:
                losses.append(0.0)
                continue
            losses.append(-float(w[y]) * float(A[n][y]))
            g[n, y] = -w[y]
            total_weight += float(w[y])
        if self.reduction == "mean":
            g /= total_weight
        self.g = g
        if self.reduction == "none":
            return np.array(losses)
        return sum(losses) / (total_weight if self.reduction == "mean" else 1.0)

    def backward(self):
        return self.g.copy()


def log_softmax_row(row):
    m = max(row)
    s = math.log(math.fsum(math.exp(a - m) for a in row))
    return [(a - m) - s for a in row]


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        N, C = np.shape(A)
        w = [float(x) for x in class_weights(self.weight, C)]
        indices = np.ndim(Y) == 1
        eps = self.label_smoothing
        losses, gradient, divisor = np.zeros(N), np.zeros((N, C)), 0.0
        for n in range(N):
            if indices:
                y = int(Y[n])
                if y == self.ignore_index:
                    continue
                target = [1.0 if c == y else 0.0 for c in range(C)]
                divisor += w[y]
            else:
                target = [float(t) for t in Y[n]]
                divisor += 1
            target = [(1 - eps) * t + eps / C for t in target]
            log_p = log_softmax_row([float(a) for a in A[n]])
            mass = sum(w[c] * target[c] for c in range(C))
            for c in range(C):
                losses[n] -= w[c] * target[c] * log_p[c]
                gradient[n, c] = math.exp(log_p[c]) * mass - w[c] * target[c]
        if self.reduction == "mean":
            gradient = gradient / divisor
        self.gradient = gradient
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / divisor

    def backward(self):
        return self.gradient.copy()
