import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = weight[labels]
    return float(np.sum(w * losses) / np.sum(w))


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.label_smoothing = reduction, label_smoothing

    def _targets(self, Y, N, C, w):
        """Weighted targets, a mask of the rows that count, and the divisor of the mean."""
        if Y.ndim == 2:
            onehot, keep, divisor = Y.astype(float), np.full(N, True), float(N)
        else:
            keep = Y != self.ignore_index
            onehot = np.zeros((N, C))
            onehot[keep, Y[keep].astype(int)] = 1.0
            divisor = (onehot @ w).sum()
        smooth = (1 - self.label_smoothing) * onehot + self.label_smoothing / C
        return np.where(keep[:, None], w * smooth, 0.0), divisor

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        self.wt, self.divisor = self._targets(Y, N, C, class_weights(self.weight, C))
        top = A.max(axis=1, keepdims=True)
        self.logp = A - top - np.log(np.exp(A - top).sum(axis=1, keepdims=True))
        losses = -(self.wt * self.logp).sum(axis=1)
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor if self.reduction == "mean" else losses.sum()

    def backward(self):
        G = np.exp(self.logp) * self.wt.sum(axis=1, keepdims=True) - self.wt
        return G / self.divisor if self.reduction == "mean" else G


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.inner = CrossEntropyLoss(weight, ignore_index, reduction)

    def forward(self, A, Y):
        return self.inner.forward(A, Y)

    def backward(self):
        return self.inner.backward()
