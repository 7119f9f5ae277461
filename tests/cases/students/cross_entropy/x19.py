import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = weight[labels]
    return float(np.sum(w * losses) / np.sum(w))


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


def softmax(A):
    E = np.exp(A - A.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing
        self.ignored = None

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y)
        N, C = A.shape
        self.w = class_weights(self.weight, C)
        M = A.max(axis=1, keepdims=True)
        log_p = A - M - np.log(np.exp(A - M).sum(axis=1, keepdims=True))
        if Y.ndim == 1:
            self.ignored = Y == self.ignore_index
            Y = np.where(self.ignored, 0, Y).astype(int)
            self.D = self.w[Y][~self.ignored].sum()
            T = np.eye(C)[Y]
            counted = np.where(self.ignored, 0.0, 1.0)
        else:
            self.D = N
            T = Y.astype(float)
            counted = np.ones(N)
        T = (1 - self.label_smoothing) * T + self.label_smoothing / C
        self.A, self.T = A, T
        losses = -(self.w * T * log_p).sum(axis=1) * counted
        if self.reduction == "mean":
            return losses.sum() / self.D
        return losses.sum() if self.reduction == "sum" else losses

    def backward(self):
        WT = self.w * self.T
        grad = softmax(self.A) * WT.sum(axis=1, keepdims=True) - WT
        if self.ignored is not None:
            grad[self.ignored] = 0.0
        return grad / self.D if self.reduction == "mean" else grad
