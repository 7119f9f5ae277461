import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    total, mass = 0.0, 0.0
    for loss, label in zip(losses, labels):
        total += float(weight[label]) * float(loss)
        mass += float(weight[label])
    return total / mass


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        Y = np.asarray(Y)
        N, C = A.shape
        counts = Y != self.ignore_index
        labels = np.where(counts, Y, 0).astype(int)
        w = np.where(counts, class_weights(self.weight, C)[labels], 0.0)
        losses = np.where(counts, -w * A[np.arange(N), labels], 0.0)
        self.shape, self.labels, self.w = A.shape, labels, w
        self.divisor = w.sum() if self.reduction == "mean" else 1.0
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        gradient = np.zeros(self.shape)
        gradient[np.arange(self.shape[0]), self.labels] = -self.w / self.divisor
        return gradient


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        self.A = np.array(A)
        Y = np.asarray(Y)
        N, C = self.A.shape
        w = class_weights(self.weight, C)
        losses = np.zeros(N)
        self.p = np.zeros((N, C))
        self.wt = np.zeros((N, C))
        mass = np.float64(0.0)
        for n in range(N):
            if Y.ndim == 1 and Y[n] == self.ignore_index:
                continue
            if Y.ndim == 1:
                t = np.zeros(C)
                t[Y[n]] = 1.0
                mass += w[Y[n]]
            else:
                t = np.array(Y[n], dtype=float)
                mass += 1.0
            t = t * (1 - self.label_smoothing) + self.label_smoothing / C
            z = self.A[n].astype(float)
            z = z - np.mean(z)
            log_p = z - np.log(np.sum(np.exp(z)))
            self.p[n] = np.exp(log_p)
            self.wt[n] = w * t
            losses[n] = -np.dot(w * t, log_p)
        self.mass = mass if self.reduction == "mean" else np.float64(1.0)
        return losses if self.reduction == "none" else np.sum(losses) / self.mass

    def backward(self):
        gradient = np.zeros_like(self.A)
        for n in range(len(gradient)):
            gradient[n] = (self.p[n] * self.wt[n].sum() - self.wt[n]) / self.mass
        return gradient
