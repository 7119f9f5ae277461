import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.asarray(weight)[labels]))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        self.onehot = (np.where(keep, Y, -1)[:, None] == np.arange(C)).astype(float)
        self.row_weight = self.onehot @ class_weights(self.weight, C)
        picked = np.where(self.onehot > 0, A, 0.0).sum(axis=1)
        losses = -self.row_weight * picked
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / self.row_weight.sum()

    def backward(self):
        grad = -self.onehot
        if self.weight is not None:
            grad = grad * self.row_weight
        if self.reduction == "mean":
            grad = grad / self.row_weight.sum()
        return grad


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
