import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = np.asarray(weight, dtype=float)[labels]
    return float(np.sum(w * losses) / np.sum(w))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = None if weight is None else np.array(weight, dtype=float)
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        rows = np.flatnonzero(Y != self.ignore_index)
        labels = Y[rows].astype(int)
        losses = np.zeros(N)
        losses[rows] = -w[labels] * A[rows, labels]
        grad = np.zeros((N, C))
        grad[rows, labels] = -w[labels]
        total = w[labels].sum()
        if self.reduction == "mean":
            self.grad = grad / total
            return losses.sum() / total
        self.grad = grad
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.grad.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = None if weight is None else np.array(weight, dtype=float)
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.eps = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0).astype(int)
            target = np.eye(C)[labels]
            denominator = w[labels][keep].sum()
        else:
            keep = np.ones(N, dtype=bool)
            target = Y.astype(float)
            denominator = N
        target[~keep] = 0.0
        t = (1 - self.eps) * target + self.eps / C
        wt = w * t
        losses = -np.sum(wt * log_p, axis=1)
        self.grad = np.exp(log_p) * wt.sum(axis=1, keepdims=True) - wt
        if self.reduction == "mean":
            self.grad = self.grad / denominator
            return losses.sum() / denominator
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.grad.copy()
