import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.asarray(weight)[labels]))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        y = np.where(keep, Y, 0)
        w = class_weights(self.weight, C)[y]
        losses = np.where(keep, -w * A[np.arange(N), y], 0.0)
        if self.reduction != "mean":
            self.denominator = 1.0
        elif self.weight is None:
            self.denominator = keep.sum()
        else:
            self.denominator = w.sum()
        self.G = np.zeros((N, C))
        self.G[np.arange(N), y] = -w * keep
        if self.reduction == "none":
            return losses
        return losses.sum() / self.denominator

    def backward(self):
        return self.G / self.denominator


def log_softmax(A):
    shifted = A - A.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


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
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0).astype(int)
            target = np.eye(C)[labels]
            count = np.sum(w[labels] * keep)
        else:
            keep = np.ones(N, dtype=bool)
            target = Y.astype(float)
            count = N
        target = (1 - self.label_smoothing) * target + self.label_smoothing / C
        wt = w * target * keep[:, None]
        log_p = log_softmax(A)
        losses = -np.sum(wt * log_p, axis=1)
        self.gradient = np.exp(log_p) * wt.sum(axis=1, keepdims=True) - wt
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        self.gradient = self.gradient / count
        return losses.sum() / count

    def backward(self):
        return self.gradient.copy()
