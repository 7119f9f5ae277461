import numpy as np


def weighted_mean(losses, labels, weight):
    sample_weights = np.array([weight[k] for k in labels], dtype=float)
    return float((sample_weights * losses).sum() / sample_weights.sum())


class ClassificationLoss:
    """What the two losses have in common."""

    def __init__(self, weight, ignore_index, reduction):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.gradient = None
        self.normalizer = None

    def weights_for(self, k):
        if self.weight is None:
            return np.ones(k)
        return np.asarray(self.weight, dtype=float)

    def reduce(self, losses):
        if self.reduction == "mean":
            return losses.sum() / self.normalizer
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        if self.reduction == "mean":
            self.gradient /= self.normalizer
        return self.gradient


class NLLLoss(ClassificationLoss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        super().__init__(weight, ignore_index, reduction)

    def forward(self, A, Y):
        """Return the loss."""
        A = np.asarray(A, dtype=float)
        w = self.weights_for(A.shape[1])
        active = np.asarray(Y) != self.ignore_index
        rows, cols = np.flatnonzero(active), np.asarray(Y)[active]
        losses = np.zeros(len(A))
        losses[rows] = -w[cols] * A[rows, cols]
        self.gradient = np.zeros(A.shape)
        self.gradient[rows, cols] = -w[cols]
        self.normalizer = w[cols].sum()
        return self.reduce(losses)


class CrossEntropyLoss(ClassificationLoss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(weight, ignore_index, reduction)
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        """Return the loss."""
        A = np.asarray(A, dtype=float)
        n, k = A.shape
        w = self.weights_for(k)

        targets = np.zeros((n, k))
        active = np.ones(n, dtype=bool)
        if Y.ndim == 1:
            active = Y != self.ignore_index
            targets[active, Y[active]] = 1.0
            self.normalizer = w[Y[active]].sum()
        else:
            targets += Y
            self.normalizer = n
        targets *= 1.0 - self.label_smoothing
        targets += self.label_smoothing / k
        targets[~active] = 0.0

        scores = A - A.max(axis=1, keepdims=True)
        exps = np.exp(scores)
        sums = exps.sum(axis=1, keepdims=True)
        log_probs = scores - np.log(sums)
        probs = exps / sums

        losses = -np.sum(w * targets * log_probs, axis=1)
        self.gradient = probs * np.sum(w * targets, axis=1, keepdims=True) - w * targets
        return self.reduce(losses)
