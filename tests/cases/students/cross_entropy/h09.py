# my solution
import numpy as np


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        mask = Y != self.ignore_index
        labels = np.where(mask, Y, 0)
        rows = np.arange(N)
        wn = np.where(mask, w[labels], 0.0)
        losses = np.where(mask, -wn * A[rows, labels], 0.0)
        self.shape, self.labels, self.wn = A.shape, labels, wn
        if self.reduction == "mean":
            return losses.sum() / wn.sum()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        dA = np.zeros(self.shape)
        dA[np.arange(self.shape[0]), self.labels] = -self.wn
        if self.reduction == "mean":
            dA = dA / self.wn.sum()
        return dA


def weighted_mean(losses, labels, weight):
    top = 0.0
    bottom = 0.0
    for loss, label in zip(losses, labels):
        top += weight[label] * loss
        bottom += weight[label]
    return float(top / bottom)


def log_softmax_row(row):
    m = max(row)
    s = 0.0
    for v in row:
        s += np.exp(v - m)
    return np.array([v - m - np.log(s) for v in row])


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y)
        N, C = A.shape
        if self.weight is None:
            w = np.ones(C)
        else:
            w = np.array(self.weight, dtype=float)
        losses = np.zeros(N)
        dA = np.zeros((N, C))
        divisor = 0.0
        for n in range(N):
            if Y.ndim == 1:
                if Y[n] == self.ignore_index:
                    continue
                t = np.zeros(C)
                t[Y[n]] = 1.0
                divisor += w[Y[n]]
            else:
                t = Y[n].astype(float)
                divisor += 1.0
            t = (1 - self.label_smoothing) * t + self.label_smoothing / C
            lp = log_softmax_row(A[n])
            losses[n] = -np.sum(w * t * lp)
            dA[n] = w * (np.exp(lp) * np.sum(t) - t)
        self.dA = dA
        if self.reduction == "mean":
            self.dA = dA / divisor
            return np.sum(losses) / divisor
        if self.reduction == "sum":
            return np.sum(losses)
        return losses

    def backward(self):
        return self.dA
