import numpy as np


def class_weights(weight, C):
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    top = bottom = 0.0
    for loss, label in zip(losses, labels):
        top += weight[label] * loss
        bottom += weight[label]
    return top / bottom


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        rows, cols = A.shape
        w = class_weights(self.weight, cols)
        self.grad = np.zeros((rows, cols))
        out = np.zeros(rows)
        total = 0.0
        for i in range(rows):
            label = int(Y[i])
            if label == self.ignore_index:
                continue
            out[i] = -w[label] * A[i, label]
            self.grad[i, label] = -w[label]
            total += w[label]
        if self.reduction == "mean":
            self.grad = self.grad / total
            self.total = total
            return out.sum() / total
        return out.sum() if self.reduction == "sum" else out

    def backward(self):
        return self.grad


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.smoothing = reduction, label_smoothing

    def forward(self, A, Y):
        scores = np.array(A, dtype=float)
        rows, cols = scores.shape
        w = class_weights(self.weight, cols)
        out = np.zeros(rows)
        self.grad = np.zeros((rows, cols))
        self.total = getattr(self, "total", 0.0)
        total = self.total
        for i in range(rows):
            if Y.ndim == 1 and int(Y[i]) == self.ignore_index:
                continue
            target = np.zeros(cols)
            if Y.ndim == 1:
                target[int(Y[i])] = 1.0
                total += w[int(Y[i])]
            else:
                target = Y[i].astype(float)
                total += 1.0
            target = target * (1 - self.smoothing) + self.smoothing / cols
            z = scores[i] - np.max(scores[i])
            logs = z - np.log(np.sum(np.exp(z)))
            probs = np.exp(logs)
            for c in range(cols):
                out[i] -= w[c] * target[c] * logs[c]
                self.grad[i] += w[c] * target[c] * probs
                self.grad[i, c] -= w[c] * target[c]
        if self.reduction == "mean":
            self.grad = self.grad / total
            self.total = total
            return out.sum() / total
        return out.sum() if self.reduction == "sum" else out

    def backward(self):
        return self.grad
