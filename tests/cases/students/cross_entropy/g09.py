import numpy as np


def weighted_mean(losses, labels, weight):
    n = len(losses)
    num = 0.0
    den = 0.0
    for i in range(n):
        k = labels[i]
        num += weight[k] * losses[i]
        den += weight[k]
    return float(num / den)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        (n, c) = A.shape
        w = np.ones(c)
        if self.weight is not None:
            w[:] = self.weight
        loss = np.zeros(n)
        grad = np.zeros((n, c))
        num = 0.0
        den = 0.0
        for i in range(n):
            k = int(Y[i])
            if k == self.ignore_index:
                continue
            loss[i] = -w[k] * A[i, k]
            grad[i, k] = -w[k]
            num += loss[i]
            den += w[k]
        self.grad = grad
        self.den = den
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return num
        return num / den

    def backward(self):
        if self.reduction == "mean":
            return self.grad / self.den
        return self.grad.copy()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        (n, c) = A.shape
        w = np.ones(c)
        if self.weight is not None:
            w[:] = self.weight
        loss = np.zeros(n)
        grad = np.zeros((n, c))
        x = np.zeros(c)
        t = np.zeros(c)
        num = 0.0
        den = 0.0
        for i in range(n):
            # target row
            if Y.ndim == 1:
                k = int(Y[i])
                if k == self.ignore_index:
                    continue
                t[:] = 0.0
                t[k] = 1.0
                den += w[k]
            else:
                t[:] = Y[i, :]
                den += 1.0
            for j in range(c):
                t[j] = (1.0 - self.label_smoothing) * t[j] + self.label_smoothing / c
            # log softmax
            x[:] = A[i, :]
            x -= x.max()
            x -= np.log(np.exp(x).sum())
            # loss and gradient
            s = 0.0
            for j in range(c):
                if Y.ndim == 1:
                    wj = w[k]
                else:
                    wj = w[j]
                loss[i] -= wj * t[j] * x[j]
                s += wj * t[j]
                grad[i, j] = -wj * t[j]
            for j in range(c):
                grad[i, j] += np.exp(x[j]) * s
            num += loss[i]
        self.grad = grad
        self.den = den
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return num
        return num / den

    def backward(self):
        if self.reduction == "mean":
            return self.grad / self.den
        return self.grad.copy()
