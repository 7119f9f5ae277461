import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = np.asarray(weight, dtype=float)[np.asarray(labels)]
    return float(np.sum(w * losses) / np.sum(w))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        labels = np.array(Y)
        N, C = A.shape
        counts = labels != self.ignore_index
        safe = np.where(counts, labels, 0).astype(int)
        w = np.where(counts, class_weights(self.weight, C)[safe], 0.0)
        rows = np.arange(N)
        losses = np.where(counts, -w * A[rows, safe], 0.0)
        slopes = np.zeros((N, C))
        slopes[rows, safe] = -w
        divisor = w.sum()
        self.gradient = slopes / divisor if self.reduction == "mean" else slopes
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / divisor

    def backward(self):
        return self.gradient.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        counts = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            counts = Y != self.ignore_index
            labels = np.where(counts, Y, 0).astype(int)
            T = np.eye(C)[labels]
            T = (1 - self.label_smoothing) * T + self.label_smoothing / C
            divisor = w[labels][counts].sum()
        else:
            T = Y.astype(float)
            divisor = N
        T = T * counts[:, None]
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        losses = -np.sum(w * T * log_p, axis=1)
        slopes = np.exp(log_p) * np.sum(w * T, axis=1, keepdims=True) - w * T
        self.gradient = slopes / divisor if self.reduction == "mean" else slopes
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / divisor

    def backward(self):
        return self.gradient.copy()
