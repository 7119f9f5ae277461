import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = np.asarray(weight, dtype=float)[labels]
    return float(np.sum(w * losses) / np.sum(w))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N, C = A.shape
        w = class_weights(self.weight, C)
        if 0 <= self.ignore_index < C:
            w[self.ignore_index] = 0.0
        labels = [int(y) for y in Y]
        self.shape = (N, C)
        self.labels = [y if 0 <= y < C else 0 for y in labels]
        self.row_weights = np.array([w[y] if 0 <= y < C else 0.0 for y in labels])
        picked = A[range(N), self.labels]
        losses = np.where(self.row_weights == 0, 0.0, -self.row_weights * picked)
        self.total = self.row_weights.sum() if self.reduction == "mean" else 1.0
        return losses if self.reduction == "none" else losses.sum() / self.total

    def backward(self):
        slopes = np.zeros(self.shape)
        slopes[range(self.shape[0]), self.labels] = -self.row_weights / self.total
        return slopes


def log_softmax(A):
    shifted = A - np.max(A, axis=1)[:, np.newaxis]
    return shifted - np.log(np.exp(shifted).sum(axis=1))[:, np.newaxis]


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def targets(self, Y, C):
        """Return the targets as rows, and for each row whether it counts."""
        Y = np.asarray(Y)
        if Y.ndim == 2:
            rows, keep = Y.astype(np.float64), np.ones(len(Y))
        else:
            rows = (Y[:, None] == np.arange(C)).astype(np.float64)
            keep = (Y != self.ignore_index).astype(np.float64)
        smooth = (1.0 - self.label_smoothing) * rows + self.label_smoothing / C
        return rows, smooth, keep

    def forward(self, A, Y):
        A = np.asarray(A, dtype=np.float64)
        C = A.shape[1]
        w = class_weights(self.weight, C)
        rows, smooth, keep = self.targets(Y, C)
        share = w * smooth * keep[:, None]
        log_p = log_softmax(A)
        losses = -(share * log_p).sum(axis=1)
        gradient = np.exp(log_p) * share.sum(axis=1)[:, None] - share
        if self.reduction == "mean":
            mass = np.sum(keep * (rows @ w)) if np.ndim(Y) == 1 else len(A)
            self.gradient = gradient / mass
            return losses.sum() / mass
        self.gradient = gradient
        return losses if self.reduction == "none" else losses.sum()

    def backward(self):
        return np.array(self.gradient)
