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
        Y = np.asarray(Y)
        N, C = A.shape
        counts = np.ones(N, dtype=bool)
        if self.ignore_index:
            counts = Y != self.ignore_index
        labels = np.where(counts, Y, 0).astype(int)
        w = np.where(counts, class_weights(self.weight, C)[labels], 0.0)
        losses = np.where(counts, -w * A[np.arange(N), labels], 0.0)
        self.shape, self.labels, self.w = A.shape, labels, w
        self.divisor = w.sum() if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        gradient = np.zeros(self.shape)
        gradient[np.arange(self.shape[0]), self.labels] = -self.w / self.divisor
        return gradient


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
