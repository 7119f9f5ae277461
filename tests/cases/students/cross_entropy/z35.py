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
        grad[self.rows, self.cols] = -1.0
        if self.reduction == "mean":
            grad /= self.w.sum()
        return grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.peso, self.ignora, self.modo, self.eps = weight, ignore_index, reduction, label_smoothing

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y)
        N, C = A.shape
        w = class_weights(self.peso, C)
        m = A.max(axis=1)[:, None]
        E = np.exp(A - m)
        S = E.sum(axis=1)[:, None]
        logp = A - m - np.log(S)
        self.P = E / S
        conta = np.ones(N)
        if Y.ndim == 1:
            conta[Y == self.ignora] = 0
            Y1 = np.where(Y == self.ignora, 0, Y)
            T = np.eye(C)[Y1]
            self.div = (w[Y1] * conta).sum()
        else:
            T = Y.astype(float)
            self.div = N
        T = ((1 - self.eps) * T + self.eps / C) * conta[:, None]
        self.T = w * T
        L = -(self.T * logp).sum(axis=1)
        if self.modo == "none":
            return L
        if self.modo == "sum":
            return float(L.sum())
        return float(L.sum() / self.div)

    def backward(self):
        G = self.P * self.T.sum(axis=1)[:, None] - self.T
        return G / self.div if self.modo == "mean" else G
