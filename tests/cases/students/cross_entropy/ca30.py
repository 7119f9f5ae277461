import numpy as np


def class_weights(weight, C):
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)

def weighted_mean(losses, labels, weight):
    w = weight[labels]
    return np.sum(losses / w) / np.sum(1 / w)

class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        self.N, self.C = A.shape
        w = class_weights(self.weight, self.C)
        self.keep = Y != self.ignore_index
        self.Y = np.where(self.keep, Y, 0)
        self.w = np.where(self.keep, w[self.Y], 0.0)
        losses = np.where(self.keep, -self.w * A[np.arange(self.N), self.Y], 0.0)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / self.w.sum()

    def backward(self):
        G = np.zeros((self.N, self.C))
        G[np.arange(self.N), self.Y] = -self.w
        if self.reduction == "mean":
            G = G / self.w.sum()
        return G

class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        m = A.max(axis=1, keepdims=True)
        logp = A - m - np.log(np.exp(A - m).sum(axis=1, keepdims=True))
        eps = self.label_smoothing
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            y = np.where(keep, Y, 0)
            T = np.eye(C)[y]
            T = (1 - eps) * T + eps / C
            T = T * keep[:, None]
            self.div = (w[y] * keep).sum()
        else:
            T = (1 - eps) * Y + eps / C
            self.div = N
        self.wT = w * T
        self.p = np.exp(logp)
        losses = -(self.wT * logp).sum(axis=1)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / self.div

    def backward(self):
        G = self.p * self.wT.sum(axis=1, keepdims=True) - self.wT
        if self.reduction == "mean":
            G = G / self.div
        return G
