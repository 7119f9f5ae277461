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


def log_softmax(A):
    shifted = (A - A.max(axis=1, keepdims=True)).astype(float)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A), np.asarray(Y)
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
