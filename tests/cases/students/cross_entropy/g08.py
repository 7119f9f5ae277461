import numpy as np
import math


def weighted_mean(losses, labels, weight):
    numerator, denominator = 0.0, 0.0
    for loss, label in zip(losses, labels):
        numerator += weight[label] * loss
        denominator += weight[label]
    return float(numerator / denominator)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.result = None

    def forward(self, A, Y):
        """Return the loss."""
        n_rows = A.shape[0]
        n_classes = A.shape[1]
        if self.result is None or self.result.shape != A.shape:
            self.result = np.zeros((n_rows, n_classes))
        self.Y = [int(y) for y in Y]
        self.n_rows = n_rows
        self.n_classes = n_classes
        if self.weight is None:
            self.w = [1.0] * n_classes
        else:
            self.w = [float(v) for v in self.weight]
        losses = np.zeros(n_rows)
        self.divisor = 0.0
        for i in range(n_rows):
            y = self.Y[i]
            if y == self.ignore_index:
                continue
            losses[i] = -self.w[y] * A[i][y]
            self.divisor = self.divisor + self.w[y]
        if self.reduction == 'mean':
            return losses.sum() / self.divisor
        elif self.reduction == 'sum':
            return losses.sum()
        else:
            return losses

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        for i in range(self.n_rows):
            y = self.Y[i]
            if y != self.ignore_index:
                self.result[i, y] = -self.w[y]
                if self.reduction == 'mean':
                    self.result[i, y] = self.result[i, y] / self.divisor
        return self.result


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        """Return the loss."""
        n_rows = A.shape[0]
        n_classes = A.shape[1]
        if self.weight is None:
            self.w = [1.0] * n_classes
        else:
            self.w = [float(v) for v in self.weight]
        eps = self.label_smoothing
        self.p = np.zeros((n_rows, n_classes))
        self.t = np.zeros((n_rows, n_classes))
        self.divisor = 0.0
        losses = np.zeros(n_rows)
        for i in range(n_rows):
            row = [float(a) for a in A[i]]
            biggest = max(row)
            s = 0.0
            for c in range(n_classes):
                s = s + math.exp(row[c] - biggest)
            log_p = []
            for c in range(n_classes):
                log_p.append(row[c] - biggest - math.log(s))
                self.p[i, c] = math.exp(log_p[c])
            if Y.ndim == 1:
                y = int(Y[i])
                if y == self.ignore_index:
                    continue
                target = [0.0] * n_classes
                target[y] = 1.0
                self.divisor = self.divisor + self.w[y]
            else:
                target = [float(v) for v in Y[i]]
                self.divisor = self.divisor + 1
            for c in range(n_classes):
                self.t[i, c] = (1 - eps) * target[c] + eps / n_classes
                losses[i] = losses[i] - self.w[c] * self.t[i, c] * log_p[c]
        if self.reduction == 'mean':
            return losses.sum() / self.divisor
        elif self.reduction == 'sum':
            return losses.sum()
        else:
            return losses

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        n_rows = self.p.shape[0]
        n_classes = self.p.shape[1]
        result = np.zeros((n_rows, n_classes))
        for i in range(n_rows):
            s = 0.0
            for c in range(n_classes):
                s = s + self.w[c] * self.t[i, c]
            for c in range(n_classes):
                result[i, c] = self.p[i, c] * s - self.w[c] * self.t[i, c]
        if self.reduction == 'mean':
            result = result / self.divisor
        return result
