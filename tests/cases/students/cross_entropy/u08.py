import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    w = np.asarray(weight, dtype=float)[np.asarray(labels)]
    return float(np.sum(w * losses) / np.sum(w))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.options = weight, ignore_index, reduction

    def forward(self, A, Y):
        weight, ignored, reduction = self.options
        A = np.array(A, dtype=float)
        column = np.where(np.equal(Y, ignored), 0, Y).astype(np.intp).reshape(-1, 1)
        w = np.where(np.equal(Y, ignored), 0.0, np.take(class_weights(weight, A.shape[1]), column[:, 0]))
        picked = np.where(w > 0, np.take_along_axis(A, column, axis=1)[:, 0], 0.0)
        total_weight = w.sum() if reduction == "mean" else 1.0
        self._gradient = np.zeros_like(A)
        np.put_along_axis(self._gradient, column, -(w / total_weight)[:, np.newaxis], axis=1)
        if reduction == "none":
            return -w * picked
        return -np.dot(w, picked) / total_weight

    def backward(self):
        return np.copy(self._gradient)


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.smoothing = reduction, label_smoothing

    def _targets(self, Y, N, C):
        """Return the weighted smoothed targets and what the mean divides by."""
        w = class_weights(self.weight, C)
        if np.ndim(Y) == 2:
            T, counts, divisor = np.array(Y, dtype=float), np.ones(N), float(N)
        else:
            T = np.equal.outer(np.asarray(Y), np.arange(C)) * 1.0
            counts = (np.asarray(Y) != self.ignore_index) * 1.0
            T *= counts[:, None]
            divisor = np.einsum("nc,c->", T, w)
        T = T * (1 - self.smoothing) + self.smoothing / C
        return np.einsum("nc,c,n->nc", T, w, counts), divisor

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        T, divisor = self._targets(Y, *A.shape)
        log_p = A - np.logaddexp.reduce(A, axis=1)[:, None]
        self._parts = T, log_p, (divisor if self.reduction == "mean" else 1.0)
        if self.reduction == "none":
            return -np.einsum("nc,nc->n", T, log_p)
        return -np.einsum("nc,nc->", T, log_p) / self._parts[2]

    def backward(self):
        T, log_p, divisor = self._parts
        return (np.exp(log_p) * T.sum(axis=1)[:, None] - T) / divisor
