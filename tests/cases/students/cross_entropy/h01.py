import numpy as np


def weighted_mean(losses, labels, weight):
    w = weight[labels]
    return float(np.sum(w * losses) / np.sum(weight))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        keep = Y != self.ignore_index
        labels = np.where(keep, Y, 0)
        rows = np.arange(N)
        wn = np.where(keep, w[labels], 0.0)
        losses = np.where(keep, -wn * A[rows, labels], 0.0)
        self.shape, self.labels, self.wn = A.shape, labels, wn
        if self.reduction == "mean":
            return losses.sum() / wn.sum()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = np.zeros(self.shape)
        grad[np.arange(self.shape[0]), self.labels] = -self.wn
        if self.reduction == "mean":
            grad = grad / self.wn.sum()
        return grad


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
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0)
            target = np.eye(C)[labels]
            divisor = w[labels][keep].sum()
        else:
            target = Y.astype(float)
            divisor = N
        eps = self.label_smoothing
        target = (1 - eps) * target + eps / C
        target = target * w
        target[~keep] = 0
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        losses = -(target * log_p).sum(axis=1)
        self.p, self.target = np.exp(log_p), target
        self.divisor = divisor if self.reduction == "mean" else 1
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        total = self.target.sum(axis=1, keepdims=True)
        return (self.p * total - self.target) / self.divisor
