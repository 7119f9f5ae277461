import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    top, bottom = 0.0, 0.0
    for loss, label in zip(losses, labels):
        top += weight[label] * loss
        bottom += weight[label]
    return float(top / bottom)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        w = class_weights(self.weight, A.shape[1])
        losses = np.zeros(len(A))
        self.grad = np.zeros(A.shape)
        total = 0.0
        for n, y in enumerate(Y):
            if y == self.ignore_index:
                continue
            losses[n] = -w[y] * A[n, y]
            self.grad[n, y] = -w[y]
            total += w[y]
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        self.grad = self.grad / total
        return np.sum(losses) / total

    def backward(self):
        return self.grad.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        rows = np.arange(N)
        divisor = N
        targets = Y
        if Y.ndim == 1:
            rows = np.flatnonzero(Y != self.ignore_index)
            labels = Y[rows].astype(int)
            targets = np.full((len(rows), C), self.label_smoothing / C)
            targets[np.arange(len(rows)), labels] += 1 - self.label_smoothing
            divisor = w[labels].sum()
        scores = A[rows]
        scores = scores - scores.max(axis=1, keepdims=True)
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wt = w * targets
        losses = -(wt * log_p).sum(axis=1)
        self.G = np.zeros((N, C))
        self.G[rows] = np.exp(log_p) * wt.sum(axis=1, keepdims=True) - wt
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        self.G = self.G / divisor
        return losses.sum() / divisor

    def backward(self):
        return self.G.copy()
