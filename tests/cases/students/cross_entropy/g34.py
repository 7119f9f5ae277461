import numpy as np


def weighted_mean(losses, labels, weight):
    """Return the weighted mean of some losses as a float."""
    sample_weight = weight[labels]
    return float(np.dot(sample_weight, losses) / np.sum(sample_weight))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        valid = Y != self.ignore_index
        label = Y
        label[~valid] = 0  # any legal index will do, the weight below is 0
        wy = np.where(valid, w[label], 0.0)
        losses = np.where(valid, -wy * A[np.arange(N), label], 0.0)
        self.shape = A.shape
        self.label = label
        self.row_weight = wy
        self.total = np.sum(wy)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        return np.sum(losses) / self.total

    def backward(self):
        N, C = self.shape
        grad = np.zeros(self.shape)
        grad[np.arange(N), self.label] = -self.row_weight
        if self.reduction == "mean":
            grad = grad / self.total
        return grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        if Y.ndim == 1:
            valid = Y != self.ignore_index
            label = np.where(valid, Y, 0)
            target = np.zeros((N, C))
            target[np.arange(N), label] = 1.0
            denominator = np.sum(w[label] * valid)
        else:
            valid = np.ones(N, dtype=bool)
            target = np.asarray(Y, dtype=float)
            denominator = N
        eps = self.label_smoothing
        target = (1 - eps) * target + eps / C
        wt = w * target * valid[:, None]
        losses = -np.sum(wt * log_p, axis=1)
        self.p = np.exp(log_p)
        self.wt = wt
        self.denominator = denominator
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        return np.sum(losses) / denominator

    def backward(self):
        grad = self.p * np.sum(self.wt, axis=1, keepdims=True) - self.wt
        if self.reduction == "mean":
            grad = grad / self.denominator
        return grad
