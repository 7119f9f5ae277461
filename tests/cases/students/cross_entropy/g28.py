import numpy as np


def weighted_mean(losses, labels, weight):
    # a share for every sample; the shares sum to one
    share = weight[labels] / np.sum(weight[labels])
    return float(np.sum(share * losses))


class ClassificationLoss:
    """What the two losses have in common."""

    def __init__(self, weight, ignore_index, reduction):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.gradient = None
        self.normalizer = None

    def weights_for(self, num_classes):
        if self.weight is None:
            return np.ones(num_classes)
        return np.asarray(self.weight, dtype=float)

    def reduce(self, losses):
        if self.reduction == "mean":
            return losses.sum() / self.normalizer
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        if self.reduction == "mean":
            return self.gradient / self.normalizer
        return self.gradient.copy()


class NLLLoss(ClassificationLoss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        super().__init__(weight, ignore_index, reduction)

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        w = self.weights_for(A.shape[1])
        active = np.asarray(Y) != self.ignore_index
        rows, cols = np.flatnonzero(active), np.asarray(Y)[active]
        losses = np.zeros(len(A))
        losses[rows] = -w[cols] * A[rows, cols]
        self.gradient = np.zeros(A.shape)
        self.gradient[rows, cols] = -w[cols]
        self.normalizer = len(A) if self.weight is None else w[cols].sum()
        return self.reduce(losses)


class CrossEntropyLoss(ClassificationLoss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(weight, ignore_index, reduction)
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        num_samples, num_classes = A.shape
        w = self.weights_for(num_classes)

        targets = np.zeros((num_samples, num_classes))
        active = np.ones(num_samples, dtype=bool)
        if Y.ndim == 1:
            active = Y != self.ignore_index
            targets[active, Y[active]] = 1.0
            self.normalizer = w[Y[active]].sum()
        else:
            targets += Y
            self.normalizer = num_samples
        targets *= 1.0 - self.label_smoothing
        targets += self.label_smoothing / num_classes
        targets[~active] = 0.0

        scores = A - A.max(axis=1, keepdims=True)
        exps = np.exp(scores)
        sums = exps.sum(axis=1, keepdims=True)
        log_probs = scores - np.log(sums)
        probs = exps / sums

        losses = -np.sum(w * targets * log_probs, axis=1)
        self.gradient = probs * np.sum(w * targets, axis=1, keepdims=True) - w * targets
        return self.reduce(losses)
