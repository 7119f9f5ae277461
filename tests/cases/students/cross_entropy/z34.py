import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        rows, cols = np.arange(N)[keep], Y[keep]
        w = class_weights(self.weight, C)[cols]
        losses = np.zeros(N)
        losses[rows] = -w * A[rows, cols]
        self.shape, self.rows, self.cols, self.w = A.shape, rows, cols, w
        if self.reduction == "mean":
            return losses.sum() / w.sum()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = np.zeros(self.shape)
        grad[self.rows, self.cols] = -self.w
        if self.reduction == "mean":
            grad /= self.w.sum()
        return grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def _log_softmax(self, x):
        x = x - np.max(x, axis=1, keepdims=True)
        return x - np.log(np.sum(np.exp(x), axis=1, keepdims=True))

    def _one_hot(self, Y, n, k):
        t = np.zeros((n, k))
        t[np.arange(n), Y] = 1.0
        return t

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y)
        n, k = A.shape
        w = class_weights(self.weight, k)
        if Y.ndim == 1:
            mask = Y != self.ignore_index
            safe_y = np.where(mask, Y, 0)
            t = self._one_hot(safe_y, n, k)
            denom = np.sum(w[safe_y] * mask)
        else:
            mask = np.ones(n, dtype=bool)
            t = Y.astype(np.float64)
            denom = np.sum(w * t) if self.weight is not None else float(n)
        t = t * (1.0 - self.label_smoothing) + self.label_smoothing / k
        logp = self._log_softmax(A)
        loss = -np.sum(w * t * logp, axis=1)
        loss = np.where(mask, loss, 0.0)
        self.cache = (logp, t, w, mask, denom)
        if self.reduction == "none":
            return loss
        elif self.reduction == "sum":
            return np.sum(loss)
        return np.sum(loss) / denom

    def backward(self):
        logp, t, w, mask, denom = self.cache
        p = np.exp(logp)
        dA = p * np.sum(w * t, axis=1, keepdims=True) - w * t
        dA = dA * mask[:, None]
        if self.reduction == "mean":
            dA = dA / denom
        return dA
