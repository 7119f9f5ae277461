import numpy as np


def weighted_mean(losses, labels, weight):
    w = weight[labels]
    return float(np.sum(w * losses) / np.sum(w))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A = np.array(A, dtype=float)
        N = len(A)
        C = len(A[0])
        losses = np.zeros(N)
        grad = np.zeros((N, C))
        total_weight = 0.0
        for n in range(N):
            y = int(Y[n])
            w = 1.0
            if y == self.ignore_index:
                total_weight += w
                continue
            if self.weight is not None:
                w = float(self.weight[y])
            losses[n] = -w * A[n][y]
            grad[n, y] = -w
            total_weight += w
        self.grad = grad
        if self.reduction == "none":
            return losses
        s = np.sum(losses)
        if self.reduction == "mean":
            self.grad = grad / total_weight
            s = s / total_weight
        return s

    def backward(self):
        """Gradient with respect to A."""
        return self.grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.w, self.ignore = weight, ignore_index
        self.reduction, self.eps = reduction, label_smoothing

    def _targets(self, Y, C, w):
        """weighted smoothed targets, and what the mean divides by"""
        smooth = lambda T: ((1 - self.eps) * T + self.eps / C) * w
        if Y.ndim == 2:
            return smooth(Y.astype(float)), float(len(Y))
        counts = (Y != self.ignore).astype(float)
        hot = (Y[:, None] == np.arange(C)) * counts[:, None]
        return smooth(hot) * counts[:, None], (hot @ w).sum()

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A = np.asarray(A, dtype=np.float64)
        Y = np.asarray(Y)
        w = np.ones(A.shape[1]) if self.w is None else np.asarray(self.w, dtype=np.float64)
        T, div = self._targets(Y, A.shape[1], w)
        m = np.max(A, axis=1, keepdims=True)
        E = np.exp(A - m)
        Z = E.sum(axis=1, keepdims=True)
        minus_log_p = np.log(Z) - (A - m)
        pointwise = np.einsum("ij,ij->i", T, minus_log_p)
        self.slopes = E / Z * T.sum(axis=1, keepdims=True) - T
        if self.reduction == "mean":
            self.slopes = self.slopes / div
            return pointwise.sum() / div
        return pointwise.sum() if self.reduction == "sum" else pointwise

    def backward(self):
        """Gradient with respect to A."""
        return self.slopes
