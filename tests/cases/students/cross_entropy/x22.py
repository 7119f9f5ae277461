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
        A, Y = np.array(A, dtype=float), np.array(Y)
        N, C = A.shape
        self.w = class_weights(self.weight, C)
        if Y.ndim == 1:
            self.mask = (Y != self.ignore_index).astype(float)
            y = np.where(Y != self.ignore_index, Y, 0).astype(int)
            T = np.eye(C)[y]
            self.denominator = (self.w[y] * self.mask).sum()
        else:
            self.mask = np.ones(N)
            T = Y
            self.denominator = N
        if self.label_smoothing > 0:
            T = (1 - self.label_smoothing) * T + self.label_smoothing / C
        self.A, self.T = A, T
        m = np.max(A, axis=1, keepdims=True)
        log_sum = m + np.log(np.sum(np.exp(A - m), axis=1, keepdims=True))
        losses = np.sum(-T * self.w * (A - log_sum), axis=1) * self.mask
        if self.reduction == "mean":
            return np.sum(losses) / self.denominator
        return np.sum(losses) if self.reduction == "sum" else losses

    def backward(self):
        p = np.exp(self.A) / np.sum(np.exp(self.A), axis=1, keepdims=True)
        wT = self.w * self.T
        grad = (p * np.sum(wT, axis=1, keepdims=True) - wT) * self.mask[:, None]
        return grad / self.denominator if self.reduction == "mean" else grad
