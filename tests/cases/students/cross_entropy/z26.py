import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.sum(weight[labels] * losses) / np.sum(weight))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.peso = weight
        self.ignora = ignore_index
        self.modo = reduction

    def forward(self, A, Y):
        N, C = A.shape
        w = class_weights(self.peso, C)
        self.G = np.zeros((N, C))
        perdite = np.zeros(N)
        totale = 0.0
        for n in range(N):
            y = int(Y[n])
            if y == self.ignora:
                continue
            perdite[n] = -w[y] * float(A[n, y])
            self.G[n, y] = -w[y]
            totale += w[y]
        if self.modo == "none":
            return perdite
        if self.modo == "sum":
            return perdite.sum()
        self.G = self.G / totale
        return perdite.sum() / totale

    def backward(self):
        return self.G.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.eps = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        z = A - A.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            T = np.zeros((N, C))
            T[np.arange(N)[keep], Y[keep]] = 1.0
            self.divisor = w[Y[keep]].sum()
        else:
            T = Y.astype(float)
            self.divisor = N
        T = (1 - self.eps) * T + self.eps / C
        T[~keep] = 0.0
        self.p, self.wT = np.exp(log_p), w * T
        losses = -(self.wT * log_p).sum(axis=1)
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = self.p * self.wT.sum(axis=1, keepdims=True) - self.wT
        if self.reduction == "mean":
            grad = grad / self.divisor
        return grad
