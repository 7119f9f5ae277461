import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))


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


def log_softmax(A):
    shifted = A - np.amax(A, axis=1).reshape(-1, 1)
    return shifted - np.log(np.exp(shifted).sum(axis=1).reshape(-1, 1))


class DenseNLL:
    """-sum of coefficient * log-probability; slope -coefficient."""

    def forward(self, L, K):
        self.K = K
        return -(K * L).sum(axis=1)

    def backward(self):
        return -self.K


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.smooth = label_smoothing
        self.nll = DenseNLL()

    def targets(self, Y, C, w):
        if Y.ndim == 2:
            return (1 - self.smooth) * Y.astype(float) + self.smooth / C, float(len(Y))
        T = np.full((len(Y), C), self.smooth / C)
        divisor = 0.0
        for row, y in zip(T, Y):
            if y == self.ignore_index:
                row[:] = 0
            else:
                row[y] += 1 - self.smooth
                divisor += w[y]
        return T, divisor

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        w = class_weights(self.weight, A.shape[1])
        T, divisor = self.targets(Y, A.shape[1], w)
        self.divisor = divisor if self.reduction == "mean" else 1.0
        self.L = log_softmax(A)
        out = self.nll.forward(self.L, T * w)
        return out if self.reduction == "none" else out.sum() / self.divisor

    def backward(self):
        g = self.nll.backward() / self.divisor
        return g - np.exp(self.L) * g.sum(axis=1, keepdims=True)
