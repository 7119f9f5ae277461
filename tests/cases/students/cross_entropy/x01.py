import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    counts = np.bincount(labels)
    return float(np.sum(weight[labels] * losses) / (counts @ weight))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        keep = Y != self.ignore_index
        labels = np.where(keep, Y, 0).astype(int)
        w = class_weights(self.weight, C)[labels] * keep
        losses = np.where(keep, -w * A[np.arange(N), labels], 0.0)
        self.shape, self.labels, self.w = A.shape, labels, w
        self.divisor = w.sum() if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        G = np.zeros(self.shape)
        G[np.arange(self.shape[0]), self.labels] = -self.w / self.divisor
        return G


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y)
        N, C = A.shape
        w, eps = class_weights(self.weight, C), self.label_smoothing
        losses, self.G, divisor = np.zeros(N), np.zeros((N, C)), 0.0
        for n in range(N):
            if Y.ndim == 1:
                if Y[n] == self.ignore_index:
                    continue
                y = np.zeros(C)
                y[Y[n]] = 1.0
                divisor += w[Y[n]]
            else:
                y = Y[n].astype(float)
                divisor += 1
            t = (1 - eps) * y + eps / C
            z = A[n] - np.max(A[n])
            logp = z - np.log(np.sum(np.exp(z)))
            losses[n] = -np.sum(w * t * logp)
            self.G[n] = np.exp(logp) * np.sum(w * t) - w * t
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return np.sum(losses)
        self.G /= divisor
        return np.sum(losses) / divisor

    def backward(self):
        return self.G.copy()
