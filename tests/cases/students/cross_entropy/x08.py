import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    top, bottom = 0.0, 0.0
    for loss, label in zip(losses, labels):
        top += weight[label] * loss
        bottom += weight[label]
    return float(top / bottom)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        y = np.where(keep, Y, 0).astype(int)
        raw = np.zeros(N)
        raw[keep] = -A[keep, y[keep]]
        w = class_weights(self.weight, C)[y] * keep
        if self.reduction == "none":
            value, share = raw, keep.astype(float)
        elif self.reduction == "sum":
            value, share = w @ raw, w
        else:
            value, share = w @ raw / w.sum(), w / w.sum()
        self.G = np.zeros((N, C))
        self.G[np.arange(N), y] = -share
        return value

    def backward(self):
        return self.G


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y)
        N, C = A.shape
        w, eps = class_weights(self.weight, C), self.label_smoothing
        losses, self.G, divisor = np.zeros(N), np.zeros((N, C)), 0.0
        for n in range(N):
            if Y.ndim == 1:
                if Y[n] == self.ignore_index:
                    continue
                y = np.zeros(C)
                y[Y[n]] = 1.0
                divisor += w[Y[n]]
            else:
                y = Y[n].astype(float)
                divisor += 1
            t = (1 - eps) * y + eps / C
            z = A[n] - np.max(A[n])
            logp = z - np.log(np.sum(np.exp(z)))
            losses[n] = -np.sum(w * t * logp)
            self.G[n] = np.exp(logp) * np.sum(w * t) - w * t
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        self.G /= divisor
        return np.sum(losses) / divisor

    def backward(self):
        return self.G.copy()
