import numpy as np


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    # loss value
    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        N = len(A)
        C = len(A[0])
        losses = np.zeros(N)
        grad = np.zeros((N, C))
        total_weight = 0.0
        for n in range(N):
            y = int(Y[n])
            if y == self.ignore_index:
                continue
            w = 1.0
            if self.weight is not None:
                w = float(self.weight[y])
            losses[n] = -w * A[n][y]
            grad[n, y] = -w
            total_weight += w
        self.grad = grad
        if self.reduction == "none":
            return losses
        s = np.sum(losses)
        if self.reduction == "mean":
            self.grad = grad / total_weight
            s = s / total_weight
        return s

    # gradient
    def backward(self):
        return self.grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    # loss value
    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0)
            t = np.eye(C)[labels]
            normalizer = w[labels][keep].sum()
        else:
            t = Y.astype(float)
            normalizer = N
        eps = self.label_smoothing
        t[~keep] = 0
        t = (1 - eps) * t + eps / C
        t = t * w
        logits = A - A.max(axis=1, keepdims=True)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        losses = -(t * log_p).sum(axis=1)
        self.p, self.t = np.exp(log_p), t
        self.normalizer = normalizer if self.reduction == "mean" else 1
        if self.reduction == "none":
            return losses
        return losses.sum() / self.normalizer

    # gradient
    def backward(self):
        acc = self.t.sum(axis=1, keepdims=True)
        return (self.p * acc - self.t) / self.normalizer
