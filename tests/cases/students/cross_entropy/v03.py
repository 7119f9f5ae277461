import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))


class _Base:
    label_smoothing = 0.0

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def table(self, labels, C):
        """Rows w_y · onehot(y), zero rows for ignored labels."""
        return class_weights(self.weight, C) * self.hot(labels, C)

    def hot(self, labels, C):
        labels = np.asarray(labels)
        hot = (labels[:, None] == np.arange(C)) & (labels != self.ignore_index)[:, None]
        return hot.astype(float)

    def finish(self, losses, slopes, divisor):
        if self.reduction == "mean":
            self.slopes = slopes / divisor
            return float(np.sum(losses) / divisor)
        self.slopes = slopes
        return float(np.sum(losses)) if self.reduction == "sum" else losses

    def backward(self):
        return self.slopes + 0.0


class NLLLoss(_Base):
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        T = self.table(Y, A.shape[1])
        losses = -np.sum(T * np.where(T != 0, A, 0.0), axis=1)
        return self.finish(losses, -T, T.sum())


class CrossEntropyLoss(_Base):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(weight, ignore_index, reduction)
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        if Y.ndim == 2:
            hot, keep, divisor = Y.astype(float), np.ones((N, 1)), N
        else:
            hot = self.hot(Y, C)
            keep = hot.sum(axis=1, keepdims=True)
            divisor = self.table(Y, C).sum()
        T = class_weights(self.weight, C) * ((1 - self.label_smoothing) * hot + self.label_smoothing / C) * keep
        log_p = A - np.logaddexp.reduce(A, axis=1, keepdims=True)
        losses = -np.einsum("nc,nc->n", T, log_p)
        return self.finish(losses, np.exp(log_p) * T.sum(axis=1)[:, None] - T, divisor)
