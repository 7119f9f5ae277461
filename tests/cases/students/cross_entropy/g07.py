import numpy as np
import math


def weighted_mean(losses, labels, weight):
    total = 0.0
    total_weight = 0.0
    for i in range(len(losses)):
        total = total + weight[labels[i]] * losses[i]
        total_weight = total_weight + weight[labels[i]]
    return float(total / total_weight)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        """Return the loss."""
        rows = A.shape[0]
        cols = A.shape[1]
        self.Y = [int(y) for y in Y]
        self.n_rows = rows
        self.n_classes = cols
        if self.weight is None:
            self.w = [1.0] * cols
        else:
            self.w = [float(v) for v in self.weight]
        losses = np.zeros(rows)
        self.divisor = 0.0
        for i in range(rows):
            y = self.Y[i]
            if y == self.ignore_index:
                continue
            losses[i] = -self.w[y] * A[i][y]
            self.divisor = self.divisor + self.w[y]
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        elif self.reduction == "sum":
            return losses.sum()
        else:
            return losses

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        result = np.zeros((self.n_rows, self.n_classes))
        for i in range(self.n_rows):
            y = self.Y[i]
            if y != self.ignore_index:
                result[i, y] = -self.w[y] / self.divisor
        return result


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        """Return the loss."""
        rows = A.shape[0]
        cols = A.shape[1]
        if self.weight is None:
            self.w = [1.0] * cols
        else:
            self.w = [float(v) for v in self.weight]
        eps = self.label_smoothing
        self.p = np.zeros((rows, cols))
        self.t = np.zeros((rows, cols))
        self.divisor = 0.0
        losses = np.zeros(rows)
        for i in range(rows):
            row = [float(a) for a in A[i]]
            biggest = max(row)
            s = 0.0
            for c in range(cols):
                s = s + math.exp(row[c] - biggest)
            log_p = []
            for c in range(cols):
                log_p.append(row[c] - biggest - math.log(s))
                self.p[i, c] = math.exp(log_p[c])
            if Y.ndim == 1:
                y = int(Y[i])
                if y == self.ignore_index:
                    continue
                target = [0.0] * cols
                target[y] = 1.0
                self.divisor = self.divisor + self.w[y]
            else:
                target = [float(v) for v in Y[i]]
                self.divisor = self.divisor + 1
            for c in range(cols):
                self.t[i, c] = (1 - eps) * target[c] + eps / cols
                losses[i] = losses[i] - self.w[c] * self.t[i, c] * log_p[c]
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        elif self.reduction == "sum":
            return losses.sum()
        else:
            return losses

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        rows = self.p.shape[0]
        cols = self.p.shape[1]
        result = np.zeros((rows, cols))
        for i in range(rows):
            s = 0.0
            for c in range(cols):
                s = s + self.w[c] * self.t[i, c]
            for c in range(cols):
                result[i, c] = self.p[i, c] * s - self.w[c] * self.t[i, c]
        if self.reduction == "mean":
            result = result / self.divisor
        return result
