import numpy as np


def weighted_mean(losses, labels, weight):
    numerator, denominator = 0.0, 0.0
    for loss, idx in zip(losses, labels):
        numerator += weight[idx] * loss
        denominator += weight[idx]
    return float(numerator / denominator)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        counts = Y != self.ignore_index
        idx = np.where(counts, Y, 0)
        weights_of_rows = np.where(counts, w[idx], 0.0)
        losses = np.where(counts, -weights_of_rows * A[np.arange(N), Y], 0.0)
        self.shape = A.shape
        self.label = idx
        self.row_weight = weights_of_rows
        self.total = np.sum(weights_of_rows)
        if self.reduction == 'none':
            return losses
        if self.reduction == 'sum':
            return np.sum(losses)
        return np.sum(losses) / self.total

    def backward(self):
        N, C = self.shape
        grad = np.zeros(self.shape)
        grad[np.arange(N), self.label] = -self.row_weight
        if self.reduction == 'mean':
            grad = grad / self.total
        return grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0):
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
            counts = Y != self.ignore_index
            idx = np.where(counts, Y, 0)
            target = np.zeros((N, C))
            target[np.arange(N), idx] = 1.0
            denominator = np.sum(w[idx] * counts)
        else:
            counts = np.ones(N, dtype=bool)
            target = np.asarray(Y, dtype=float)
            denominator = N
        eps = self.label_smoothing
        target = (1 - eps) * target + eps / C
        wt = w * target * counts[:, None]
        losses = -np.sum(wt * log_p, axis=1)
        self.p = np.exp(log_p)
        self.wt = wt
        self.denominator = denominator
        if self.reduction == 'none':
            return losses
        if self.reduction == 'sum':
            return np.sum(losses)
        return np.sum(losses) / denominator

    def backward(self):
        grad = self.p * np.sum(self.wt, axis=1, keepdims=True) - self.wt
        if self.reduction == 'mean':
            grad = grad / self.denominator
        return grad
