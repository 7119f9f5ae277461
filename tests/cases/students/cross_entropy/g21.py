import numpy as np


def weighted_mean(losses, labels, weight):
    """Return the weighted mean of some losses as a float."""
    sample_weight = weight[labels]
    return float(np.dot(sample_weight, losses) / np.sum(sample_weight))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        n, c = A.shape
        weight = np.ones(c) if self.weight is None else np.array(self.weight, dtype=np.float64)
        # only look at the rows that count
        rows = np.nonzero(Y != self.ignore_index)[0]
        y = Y[rows]
        w = weight[y]
        losses_out = np.zeros(n)
        losses_out[rows] = -w * A[rows, y]
        self.saved = (n, c, rows, y, w)
        if self.reduction == 'mean':
            return losses_out.sum() / w.sum()
        if self.reduction == 'sum':
            return losses_out.sum()
        return losses_out

    def backward(self):
        n, c, rows, y, w = self.saved
        dA = np.zeros((n, c))
        dA[rows, y] = -w
        if self.reduction == 'mean':
            dA /= w.sum()
        return dA


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.smooth = label_smoothing

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        n, c = A.shape
        if self.weight is None:
            self.weight = np.ones(c)
        weight = np.array(self.weight, dtype=np.float64)
        if Y.ndim == 2:
            rows = np.arange(n)
            t = np.array(Y, dtype=np.float64)
            total = float(n)
        else:
            rows = np.nonzero(Y != self.ignore_index)[0]
            y = Y[rows]
            t = np.zeros((len(rows), c))
            t[np.arange(len(rows)), y] = 1.0
            total = weight[y].sum()
        t = (1.0 - self.smooth) * t + self.smooth / c
        t = t * weight
        z = A[rows]
        z = z - z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        losses_out = np.zeros(n)
        losses_out[rows] = -(t * logp).sum(axis=1)
        self.saved = (n, c, rows, t, logp, total)
        if self.reduction == 'mean':
            return losses_out.sum() / total
        if self.reduction == 'sum':
            return losses_out.sum()
        return losses_out

    def backward(self):
        n, c, rows, t, logp, total = self.saved
        dA = np.zeros((n, c))
        dA[rows] = np.exp(logp) * t.sum(axis=1, keepdims=True) - t
        if self.reduction == 'mean':
            dA /= total
        return dA
