import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    share = np.take(np.asarray(weight, dtype=float), labels)
    share = share / share.sum()
    return float(share @ np.asarray(losses, dtype=float))


def log_softmax(A):
    A = A - A.max(axis=1, keepdims=True)
    return A - np.logaddexp.reduce(A, axis=1, keepdims=True)


def as_zero_where_zero(factor, values):
    """factor * values, but 0 wherever the factor is 0."""
    return np.multiply(factor, values, out=np.zeros(values.shape), where=factor != 0)


class Loss:
    """What both losses share: the sums over n and the memory for `backward`."""

    def finish(self, losses, mass, slopes):
        with np.errstate(invalid="ignore", divide="ignore"):
            factor = np.float64(1.0) / mass if self.reduction == "mean" else np.float64(1.0)
            self.slopes = slopes * factor
            if self.reduction == "none":
                return losses
            return losses.sum() * factor

    def backward(self):
        return self.slopes.copy()

    def membership(self, Y, C):
        """One-hot rows; a row of zeros for what is ignored."""
        hot = np.equal.outer(Y, np.arange(C)).astype(float)
        hot[Y == self.ignore_index] = 0.0
        return hot


class NLLLoss(Loss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        share = self.membership(Y, A.shape[1]) * class_weights(self.weight, A.shape[1])
        return self.finish(-as_zero_where_zero(share, A).sum(axis=1), share.sum(), -share)


class CrossEntropyLoss(Loss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        indices = Y.ndim == 1
        rows = self.membership(Y, C) if indices else Y.astype(float)
        mass = (rows @ w).sum() if indices else N
        smooth = rows * (1 - self.label_smoothing) + self.label_smoothing / C
        if indices:
            smooth[Y == self.ignore_index] = 0.0
        share = w * smooth
        log_p = log_softmax(A)
        slopes = as_zero_where_zero(share.sum(axis=1, keepdims=True), np.exp(log_p)) - share
        return self.finish(-as_zero_where_zero(share, log_p).sum(axis=1), mass, slopes)
