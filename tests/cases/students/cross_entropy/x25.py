import numpy as np


def class_weights(weight, C):
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    kinds = np.unique(labels)
    sums = np.array([np.sum(losses[labels == k]) for k in kinds])
    sizes = np.array([np.sum(labels == k) for k in kinds])
    return float(weight[kinds] @ sums / (weight[kinds] @ sizes))


def reduced(reduction, losses, slopes, divisor):
    if reduction == "none":
        return losses, lambda: slopes * 1.0
    d = divisor if reduction == "mean" else 1.0
    return losses.sum() / d, lambda: slopes / d


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        def forward(A, Y):
            A, Y = np.asarray(A, dtype=float), np.asarray(Y)
            rows = np.flatnonzero(Y != ignore_index)
            cell = rows, Y[rows]
            w = class_weights(weight, A.shape[1])[Y[rows]]
            losses, slopes = np.zeros(A.shape[0]), np.zeros(A.shape)
            losses[rows] = -w * A[cell]
            slopes[cell] = -w
            return reduced(reduction, losses, slopes, w.sum())

        self._forward = forward

    def forward(self, A, Y):
        value, self.backward_now = self._forward(A, Y)
        return value

    def backward(self):
        return self.backward_now()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        def forward(A, Y):
            A, Y = np.asarray(A, dtype=float), np.asarray(Y)
            N, C = A.shape
            w = class_weights(weight, C)
            rows, T, divisor = np.arange(N), Y, N
            if Y.ndim == 1:
                rows = np.flatnonzero(Y != ignore_index)
                T = np.identity(C)[Y[rows]]
                divisor = w[Y[rows]].sum()
            W = w * ((1.0 - label_smoothing) * T + label_smoothing / C)
            Z = A[rows] - A[rows].max(axis=1, keepdims=True)
            lse = np.logaddexp.reduce(Z, axis=1)
            mass = W.sum(axis=1)
            losses, slopes = np.zeros(N), np.zeros((N, C))
            losses[rows] = mass * lse - (W * np.where(W != 0, Z, 0.0)).sum(axis=1)
            slopes[rows] = mass[:, None] * np.exp(Z - lse[:, None]) - W
            return reduced(reduction, losses, slopes, divisor)

        self._forward = forward

    def forward(self, A, Y):
        value, self.backward_now = self._forward(A, Y)
        return value

    def backward(self):
        return self.backward_now()
