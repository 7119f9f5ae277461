import numpy as np


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=weight[labels]))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        n = len(A)
        w = np.ones(A.shape[1]) if self.weight is None else np.array(self.weight, float)
        ok = Y != self.ignore_index
        y = Y * ok
        wy = w[y] * ok
        l = -A[np.arange(n), y] * wy
        l[~ok] = 0
        d = wy.sum() if self.reduction == 'mean' else 1
        self.g = np.zeros(A.shape)
        self.g[np.arange(n), y] = -wy / d
        return l if self.reduction == 'none' else l.sum() / d

    def backward(self):
        return self.g.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction
        self.eps = label_smoothing

    def forward(self, A, Y):
        n, C = A.shape
        w = np.ones(C) if self.weight is None else np.array(self.weight, float)
        A = A.astype(float)
        lp = A - np.log(np.exp(A).sum(1))[:, None]
        if Y.ndim == 1:
            ok = Y != self.ignore_index
            y = Y * ok
            t = np.eye(C)[y]
            d = (w[y] * ok).sum()
        else:
            ok = np.ones(n)
            t = Y.astype(float)
            d = n
        t = (1 - self.eps) * t + self.eps / C
        t = t * w * ok[:, None]
        l = -(t * lp).sum(1)
        d = d if self.reduction == 'mean' else 1
        self.g = (np.exp(lp) * t.sum(1)[:, None] - t) / d
        return l if self.reduction == 'none' else l.sum() / d

    def backward(self):
        return self.g.copy()
