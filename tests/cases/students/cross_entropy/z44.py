import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    num, den = 0.0, 0.0
    for l, y in zip(losses, labels):
        num += weight[y] * l
        den += weight[y]
    return float(num / den)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        rows, cols = np.arange(N)[keep], Y[keep]
        w = class_weights(self.weight, C)[cols]
        losses = np.zeros(N)
        losses[rows] = -w * A[rows, cols]
        self.shape, self.rows, self.cols, self.w = A.shape, rows, cols, w
        if self.reduction == "mean":
            return losses.sum() / w.sum()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = np.zeros(self.shape)
        grad[self.rows, self.cols] = -self.w
        if self.reduction == "mean":
            grad /= self.w.sum()
        return grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.eps = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        z = A - A.max()
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            T = np.zeros((N, C))
            T[np.arange(N)[keep], Y[keep]] = 1.0
            self.divisor = w[Y[keep]].sum()
        else:
            T = Y.astype(float)
            self.divisor = N
        T = (1 - self.eps) * T + self.eps / C
        T[~keep] = 0.0
        self.p, self.wT = np.exp(log_p), w * T
        losses = -(self.wT * log_p).sum(axis=1)
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = self.p * self.wT.sum(axis=1, keepdims=True) - self.wT
        if self.reduction == "mean":
            grad = grad / self.divisor
        return grad
