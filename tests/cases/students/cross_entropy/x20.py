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
        labels = np.where(keep, Y, 0).astype(int)
        w = class_weights(self.weight, C)[labels] * keep
        losses = np.where(keep, -w * A[np.arange(N), labels], 0.0)
        self.shape, self.labels, self.w = A.shape, labels, w
        self.divisor = w.sum() if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        G = np.zeros(self.shape)
        G[np.arange(self.shape[0]), self.labels] = -self.w / self.divisor
        return G


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
        A -= A.max(axis=1, keepdims=True)
        log_p = A - np.log(np.exp(A).sum(axis=1, keepdims=True))
        p = np.exp(log_p)
        valid = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            valid = Y != self.ignore_index
            T = np.zeros((N, C))
            T[valid, Y[valid]] = 1.0
            divisor = w[Y[valid]].sum()
        else:
            T = Y * 1.0
            divisor = N
        T = (1 - self.label_smoothing) * T + self.label_smoothing / C
        losses = np.where(valid, -(w * T * log_p).sum(axis=1), 0.0)
        if self.weight is None:
            grad = p - T
        else:
            grad = p * (w * T).sum(axis=1, keepdims=True) - w * T
        grad[~valid] = 0.0
        if self.reduction == "mean":
            self.grad = grad / divisor
            return losses.sum() / divisor
        self.grad = grad
        return losses.sum() if self.reduction == "sum" else losses

    def backward(self):
        return self.grad.copy()
