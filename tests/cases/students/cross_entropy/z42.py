import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    counts = np.bincount(labels, minlength=len(weight))
    sums = np.bincount(labels, weights=losses, minlength=len(weight))
    return float(weight @ sums / (weight @ counts))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        Y = np.asarray(Y)
        (self.idx,) = np.nonzero(Y != self.ignore_index)
        self.lab = Y[self.idx]
        self.shape = A.shape
        self.wy = class_weights(self.weight, A.shape[1])[self.lab]
        costs = self.wy * -A[self.idx, self.lab]
        if self.reduction == "none":
            out = np.zeros(len(Y))
            np.put(out, self.idx, costs)
            return out
        return costs.sum() if self.reduction == "sum" else np.average(-A[self.idx, self.lab], weights=self.wy)

    def backward(self):
        G = np.zeros(self.shape)
        np.add.at(G, (self.idx, self.lab), -self.wy)
        return G / self.wy.sum() if self.reduction == "mean" else G


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.eps = reduction, label_smoothing

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        cost = np.logaddexp.reduce(A, axis=1, keepdims=True) - A      # -log p
        p, e = np.exp(-cost), self.eps
        if Y.ndim == 1:
            ok = Y != self.ignore_index
            i, y = np.flatnonzero(ok), Y[ok]
            losses = np.zeros(N)
            losses[i] = (1 - e) * w[y] * cost[i, y] + e / C * (cost[i] @ w)
            grad = np.zeros((N, C))
            grad[i] = p[i] * ((1 - e) * w[y] + e * w.mean())[:, None] - e / C * w
            grad[i, y] -= (1 - e) * w[y]
            k = w[y].sum()
        else:
            t = (1 - e) * Y + e / C
            losses = (t * cost) @ w
            grad = p * (t @ w)[:, None] - t * w
            k = N
        self.grad = grad / k if self.reduction == "mean" else grad
        if self.reduction == "none":
            return losses
        return losses.sum() / (k if self.reduction == "mean" else 1)

    def backward(self):
        return self.grad + 0.0
