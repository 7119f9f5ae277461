import numpy as np

# Homework 3, classification losses
import math


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=weight[labels]))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        n_rows = A.shape[0]
        n_classes = A.shape[1]
        # save for backward
        self.Y = [int(y) for y in Y]
        self.n_rows = n_rows
        self.n_classes = n_classes
        # if there are no weights every class has weight 1
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
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        elif self.reduction == "sum":
            return losses.sum()
        else:
            return losses

    def backward(self):
        result = np.zeros((self.n_rows, self.n_classes))
        for i in range(self.n_rows):
            y = self.Y[i]
            if y != self.ignore_index:
                result[i, y] = -self.w[y]
                if self.reduction == "mean":
                    result[i, y] = result[i, y] / self.divisor
        return result


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
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
            # softmax of this row
            row = [float(a) for a in A[i]]
            m = max(row)
            summe = 0.0
            for c in range(n_classes):
                if Y.ndim == 1 and c == self.ignore_index:
                    continue  # this class is ignored
                summe = summe + math.exp(row[c] - m)
            log_p = []
            for c in range(n_classes):
                log_p.append(row[c] - m - math.log(summe))
                self.p[i, c] = math.exp(log_p[c])
            # the target of this row
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
            # smoothing and loss
            for c in range(n_classes):
                self.t[i, c] = (1 - eps) * target[c] + eps / n_classes
                losses[i] = losses[i] - self.w[c] * self.t[i, c] * log_p[c]
        if self.reduction == "mean":
            return losses.sum() / self.divisor
        elif self.reduction == "sum":
            return losses.sum()
        else:
            return losses

    def backward(self):
        n_rows = self.p.shape[0]
        n_classes = self.p.shape[1]
        result = np.zeros((n_rows, n_classes))
        for i in range(n_rows):
            summe = 0.0
            for c in range(n_classes):
                summe = summe + self.w[c] * self.t[i, c]
            for c in range(n_classes):
                result[i, c] = self.p[i, c] * summe - self.w[c] * self.t[i, c]
        if self.reduction == "mean":
            result = result / self.divisor
        return result
