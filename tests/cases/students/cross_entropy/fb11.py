import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = np.asarray(weight, dtype=float)[labels]
    return float(np.sum(w * losses) / np.sum(w))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        counts = Y != self.ignore_index
        labels = np.where(counts, Y, 0).astype(int)
        w = class_weights(self.weight, C)[labels]
        losses = np.where(counts, -w * A[np.arange(N), labels], 0.0)
        self.shape, self.labels, self.w = A.shape, labels, w
        self.divisor = w[counts].sum() if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        gradient = np.zeros(self.shape)
        gradient[np.arange(self.shape[0]), self.labels] = -self.w / self.divisor
        return gradient


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        if Y.ndim == 1:
            counts = Y != self.ignore_index
            labels = np.where(counts, Y, 0).astype(int)
            target = np.eye(C)[labels]
            divisor = np.sum(counts) if self.weight is None else np.sum(w[labels])
        else:
            counts = np.ones(N, dtype=bool)
            target = Y.astype(float)
            divisor = N
        eps = self.label_smoothing
        target = (1 - eps) * target + eps / C
        self.wt = w * target * counts[:, None]
        Z = A - A.max(axis=1, keepdims=True)
        log_p = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
        self.p = np.exp(log_p)
        losses = -np.sum(self.wt * log_p, axis=1)
        self.divisor = divisor if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return np.sum(losses) / self.divisor

    def backward(self):
        return (self.p * self.wt.sum(axis=1, keepdims=True) - self.wt) / self.divisor
