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
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        labels = np.where(keep, Y, 0).astype(int)
        w = class_weights(self.weight, C)[labels] * keep
        losses = np.zeros(N)
        rows = np.arange(N)
        losses[keep] = -w[keep] * A[rows[keep], labels[keep]]
        self.gradient = np.zeros((N, C))
        self.gradient[rows, labels] = -w
        if self.reduction == "mean":
            self.gradient /= w.sum()
            return losses.sum() / w.sum()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.gradient.copy()


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
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0).astype(int)
            targets = np.zeros((N, C))
            targets[np.arange(N), labels] = 1
            divisor = np.sum(w[labels] * keep)
        else:
            targets = Y.astype(float)
            divisor = N
        eps = self.label_smoothing
        targets = (1 - eps) * targets + eps
        targets = w * targets * keep[:, None]
        z = A - A.max()
        log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
        losses = -np.sum(targets * log_p, axis=1)
        self.gradient = np.exp(log_p) * targets.sum(axis=1, keepdims=True) - targets
        if self.reduction == "mean":
            self.gradient = self.gradient / divisor
            return losses.sum() / divisor
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.gradient.copy()
