import numpy as np


def weighted_mean(losses, labels, weight):
    pairs = [(weight[c], weight[c] * l) for c, l in zip(labels, losses)]
    below, above = np.sum(pairs, axis=0)
    return float(above / below)


def weights(weight, C):
    return np.repeat(1.0, C) if weight is None else np.asarray(weight).astype(float)


def row_log_softmax(a):
    a = a - np.max(a)
    return a - np.log(np.exp(a).sum())


def is_label(Y):
    return Y.ndim == 1


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def row_loss(self, a, y, w):
        return 0.0 if y == self.ignore_index else -w[y] * a[y]

    def row_gradient(self, y, w):
        g = np.zeros(len(w))
        if y != self.ignore_index:
            g[y] -= w[y]
        return g

    def divisor(self, Y, w):
        if self.reduction != "mean":
            return 1.0
        return np.sum([w[y] for y in Y if y != self.ignore_index])

    def forward(self, A, Y):
        self.batch = np.array(A, dtype=float), np.array(Y)
        A, Y = self.batch
        w = weights(self.weight, A.shape[1])
        losses = np.array([self.row_loss(a, y, w) for a, y in zip(A, Y)])
        return losses if self.reduction == "none" else losses.sum() / self.divisor(Y, w)

    def backward(self):
        A, Y = self.batch
        w = weights(self.weight, A.shape[1])
        return np.stack([self.row_gradient(y, w) for y in Y]) / self.divisor(Y, w)


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def row_target(self, y, C):
        """The weighted-to-be target of one row, all zeros for a row that does not count."""
        if np.ndim(y) == 0:
            if y == self.ignore_index:
                return np.zeros(C)
            y = np.arange(C) == y
        return (1 - self.label_smoothing) * np.asarray(y, dtype=float) + self.label_smoothing / C

    def divisor(self, Y, w):
        if self.reduction != "mean":
            return 1.0
        if is_label(Y):
            return np.sum([w[y] for y in Y if y != self.ignore_index])
        return len(Y)

    def forward(self, A, Y):
        self.batch = np.array(A, dtype=float), np.array(Y)
        A, Y = self.batch
        w = weights(self.weight, A.shape[1])
        losses = np.array([-np.dot(w * self.row_target(y, len(a)), row_log_softmax(a)) for a, y in zip(A, Y)])
        return losses if self.reduction == "none" else losses.sum() / self.divisor(Y, w)

    def backward(self):
        A, Y = self.batch
        w = weights(self.weight, A.shape[1])
        rows = []
        for a, y in zip(A, Y):
            wt = w * self.row_target(y, len(a))
            rows.append(np.exp(row_log_softmax(a)) * wt.sum() - wt)
        return np.stack(rows) / self.divisor(Y, w)
