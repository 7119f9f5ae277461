import numpy as np


def weighted_mean(losses, labels, weight):
    top = 0.0
    bottom = 0.0
    for loss, label in zip(losses, labels):
        top += weight[label] * loss
        bottom += weight[label]
    return float(top / bottom)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A, Y = np.array(A, dtype=float), np.array(Y)
        w = np.ones(A.shape[1]) if self.weight is None else np.array(self.weight, dtype=float)
        hot = (Y[:, None] == np.arange(A.shape[1])) & (Y != self.ignore_index)[:, None]
        self.T = hot * w
        self.div = self.T.sum() if self.reduction == "mean" else 1.0
        pointwise = -np.einsum("nc,nc->n", self.T, A)
        if self.reduction == "none":
            return pointwise[:, None]
        return np.sum(pointwise) / self.div

    def backward(self):
        """Gradient with respect to A."""
        return -self.T / self.div


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A = np.array(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            labels = np.where(keep, Y, 0)
            target = np.eye(C)[labels]
            n_eff = w[labels][keep].sum()
        else:
            target = Y.astype(float)
            n_eff = (target * w).sum()
        eps = self.label_smoothing
        target = (1 - eps) * target + eps / C
        target = target * w
        target[~keep] = 0
        shifted = A - A.max(axis=1, keepdims=True)
        logprob = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        losses = -(target * logprob).sum(axis=1)
        self.p, self.target = np.exp(logprob), target
        self.n_eff = n_eff if self.reduction == "mean" else 1
        if self.reduction == "none":
            return losses
        return losses.sum() / self.n_eff

    def backward(self):
        """Gradient with respect to A."""
        total = self.target.sum(axis=1, keepdims=True)
        return (self.p * total - self.target) / self.n_eff
