import numpy as np


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=weight[labels]))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        n, c = A.shape
        weight = np.ones(c) if self.weight is None else np.array(self.weight, dtype=np.float64)
        # only look at the rows that count
        idx = np.nonzero(Y != self.ignore_index)[0]
        y = Y[idx]
        w = weight[y]
        out = np.zeros(n)
        out[idx] = -w * A[idx, y]
        # the mean divides by the number of rows, or by their weights
        self.total = len(idx) if self.weight is None else weight[np.where(Y == self.ignore_index, 0, Y)].sum()
        self.saved = (n, c, idx, y, w)
        if self.reduction == "mean":
            return out.sum() / self.total
        if self.reduction == "sum":
            return out.sum()
        return out

    def backward(self):
        n, c, idx, y, w = self.saved
        dA = np.zeros((n, c))
        dA[idx, y] = -w
        if self.reduction == "mean":
            dA /= self.total
        return dA


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.smooth = label_smoothing

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        n, c = A.shape
        weight = np.ones(c) if self.weight is None else np.array(self.weight, dtype=np.float64)
        if Y.ndim == 2:
            idx = np.arange(n)
            t = np.array(Y, dtype=np.float64)
            total = float(n)
        else:
            idx = np.nonzero(Y != self.ignore_index)[0]
            y = Y[idx]
            t = np.zeros((len(idx), c))
            t[np.arange(len(idx)), y] = 1.0
            total = weight[y].sum()
        t = (1.0 - self.smooth) * t + self.smooth / c
        t = t * weight
        z = A[idx]
        z = z - z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        out = np.zeros(n)
        out[idx] = -(t * logp).sum(axis=1)
        self.saved = (n, c, idx, t, logp, total)
        if self.reduction == "mean":
            return out.sum() / total
        if self.reduction == "sum":
            return out.sum()
        return out

    def backward(self):
        n, c, idx, t, logp, total = self.saved
        dA = np.zeros((n, c))
        dA[idx] = np.exp(logp) * t.sum(axis=1, keepdims=True) - t
        if self.reduction == "mean":
            dA /= total
        return dA
