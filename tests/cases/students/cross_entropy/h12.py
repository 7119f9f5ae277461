# Homework, loss functions
import numpy as np


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
        A = np.asarray(A, dtype=np.float64)
        Y = np.asarray(Y)
        w = np.ones(A.shape[1]) if self.w is None else np.asarray(self.w, dtype=np.float64)
        T, div = self._targets(Y, A.shape[1], w)
        m = np.max(A, axis=1, keepdims=True)
        E = np.exp(A - m)
        Z = E.sum(axis=1, keepdims=True)
        minus_log_p = np.log(Z) - (A - m)
        ell = np.einsum("ij,ij->i", T, minus_log_p)
        self.slopes = E / Z * T.sum(axis=1, keepdims=True) - T
        if self.reduction == "mean":
            self.slopes = self.slopes / div
            return ell.sum() / div
        return ell.sum() if self.reduction == "sum" else ell

    def backward(self):
        return self.slopes


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y)
        w = np.ones(A.shape[1]) if self.weight is None else np.array(self.weight, dtype=float)
        hot = (Y[:, None] == np.arange(A.shape[1])) & (Y != self.ignore_index)[:, None]
        self.T = hot * w
        self.div = self.T.sum() if self.reduction == "mean" else 1.0
        ell = -np.einsum("nc,nc->n", self.T, A)
        if self.reduction == "none":
            return ell
        return np.sum(ell) / self.div

    def backward(self):
        return -self.T / self.div


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))
