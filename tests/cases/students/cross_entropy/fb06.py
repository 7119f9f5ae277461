import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=weight[labels]))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        n_rows, n_classes = A.shape
        w = class_weights(self.weight, n_classes)
        losses = np.zeros(n_rows)
        gradient = np.zeros((n_rows, n_classes))
        mass = 0.0
        for n, y in enumerate(Y):
            if y == self.ignore_index:
                continue
            losses[n] = -w[y] * A[n, y]
            gradient[n, y] = -w[y]
            mass += w[y]
        self.gradient = gradient
        if self.reduction == "none":
            return losses
        if self.reduction == "mean":
            self.gradient = gradient / mass
            return np.sum(losses) / mass
        return np.sum(losses)

    def backward(self):
        return self.gradient.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        if Y.ndim == 1:
            counts = Y != self.ignore_index
            labels = np.where(counts, Y, 0).astype(int)
            target = np.eye(C)[labels]
            divisor = np.sum(w[labels][counts])
        else:
            counts = np.ones(N, dtype=bool)
            target = Y
            divisor = N
        eps = self.label_smoothing
        if eps > 0:
            target = (1 - eps) * target + eps / C
        self.wt = w * target * counts[:, None]
        Z = A - A.max(axis=1, keepdims=True)
        log_p = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
        self.p = np.exp(log_p)
        losses = np.sum(-target * w * log_p, axis=1) * counts
        self.divisor = divisor if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return np.sum(losses) / self.divisor

    def backward(self):
        return (self.p * self.wt.sum(axis=1, keepdims=True) - self.wt) / self.divisor
