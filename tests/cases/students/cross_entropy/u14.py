import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        w = class_weights(self.weight, np.shape(A)[1])
        losses, self.rows, self.labels = [0.0] * len(Y), [], []
        for n, y in enumerate(int(label) for label in Y):
            if y != self.ignore_index:
                losses[n] = -w[y] * float(A[n][y])
                self.rows.append(n)
                self.labels.append(y)
        self.shape, self.w = np.shape(A), w
        self.divisor = sum(w[y] for y in self.labels) if self.reduction == "mean" else 1.0
        return np.array(losses) if self.reduction == "none" else sum(losses) / self.divisor

    def backward(self):
        gradient = np.zeros(self.shape)
        np.add.at(gradient, (np.array(self.rows, dtype=int), np.array(self.labels, dtype=int)), [-self.w[y] / self.divisor for y in self.labels])
        return gradient


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0).astype(int)
            targets = np.zeros((N, C))
            targets[np.arange(N), labels] = 1
            divisor = np.sum(w[labels] * keep)
        else:
            targets = Y.astype(float)
            divisor = N
        eps = self.label_smoothing
        targets = (1 - eps) * targets + eps / C
        targets = w * targets * keep[:, None]
        z = A - A.max(axis=1, keepdims=True)
        log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
        losses = -np.sum(targets * log_p, axis=1)
        self.gradient = np.exp(log_p) * targets.sum(axis=1, keepdims=True) - targets
        if self.reduction == "mean":
            self.gradient = self.gradient / divisor
            return losses.sum() / divisor
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        return self.gradient.copy()
