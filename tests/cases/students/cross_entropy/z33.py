import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    num, den = 0.0, 0.0
    for l, y in zip(losses, labels):
        num += weight[y] * l
        den += weight[y]
    return float(num / den)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y)
        n, k = A.shape
        mask = (Y != self.ignore_index).astype(np.float64)
        safe_y = np.where(Y == self.ignore_index, 0, Y)
        w = class_weights(self.weight, k)[safe_y] * mask
        picked = np.where(mask > 0, A[np.arange(n), safe_y], 0.0)
        loss = -w * picked
        self.cache = (n, k, safe_y, w)
        if self.reduction == "none":
            return loss
        elif self.reduction == "sum":
            return np.sum(loss)
        return np.sum(loss) / np.sum(w)

    def backward(self):
        n, k, safe_y, w = self.cache
        dA = np.zeros((n, k))
        dA[np.arange(n), safe_y] = -w
        if self.reduction == "mean":
            dA /= np.sum(w)
        return dA


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.eps = label_smoothing

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        z = A - A.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        keep = np.ones(N, dtype=bool)
        if Y.ndim == 1:
            keep = Y != self.ignore_index
            T = np.zeros((N, C))
            T[np.arange(N)[keep], Y[keep]] = 1.0
            self.divisor = N if self.weight is None else w[Y[keep]].sum()
        else:
            T = Y.astype(float)
            self.divisor = N
        T = (1 - self.eps) * T + self.eps / C
        T[~keep] = 0.0
        self.p, self.wT = np.exp(log_p), w * T
        losses = -(self.wT * log_p).sum(axis=1)
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = self.p * self.wT.sum(axis=1, keepdims=True) - self.wT
        if self.reduction == "mean":
            grad = grad / self.divisor
        return grad
