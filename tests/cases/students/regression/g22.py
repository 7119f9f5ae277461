import numpy as np


# turns both into floats and checks the shapes (from the notebook)
def paired(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        rows = A.shape[0]
        cols = A.shape[1]
        # I keep all the differences for backward
        self.diff = np.zeros((rows, cols))
        losses = np.zeros((rows, cols))
        s = 0.0
        for n in range(rows):
            for c in range(cols):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                losses[n, c] = diff * diff
                s = s + diff * diff
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return s
        return s / (rows * cols)

    def backward(self):
        rows = self.diff.shape[0]
        cols = self.diff.shape[1]
        grad = np.zeros((rows, cols))
        for n in range(rows):
            for c in range(cols):
                slope = 2.0 * self.diff[n, c]
                if self.reduction == "mean":
                    slope = slope / (rows * cols)
                grad[n, c] = slope
        return grad


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        rows = A.shape[0]
        cols = A.shape[1]
        self.diff = np.zeros((rows, cols))
        losses = np.zeros((rows, cols))
        s = 0.0
        for n in range(rows):
            for c in range(cols):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                losses[n, c] = abs(diff)
                s = s + abs(diff)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return s
        return s / (rows * cols)

    def backward(self):
        rows = self.diff.shape[0]
        cols = self.diff.shape[1]
        grad = np.zeros((rows, cols))
        for n in range(rows):
            for c in range(cols):
                if self.diff[n, c] > 0:
                    slope = 1.0
                elif self.diff[n, c] < 0:
                    slope = -1.0
                else:
                    slope = 0.0
                grad[n, c] = slope
        return grad


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta < 0:
            raise ValueError("delta has to be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        rows = A.shape[0]
        cols = A.shape[1]
        self.diff = np.zeros((rows, cols))
        losses = np.zeros((rows, cols))
        s = 0.0
        for n in range(rows):
            for c in range(cols):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                if abs(diff) <= self.delta:
                    # small error: parabola
                    cost = 0.5 * diff * diff
                else:
                    # large error: straight line
                    cost = self.delta * (abs(diff) - 0.5 * self.delta)
                losses[n, c] = cost
                s = s + cost
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return s
        return s / (rows * cols)

    def backward(self):
        rows = self.diff.shape[0]
        cols = self.diff.shape[1]
        grad = np.zeros((rows, cols))
        for n in range(rows):
            for c in range(cols):
                diff = self.diff[n, c]
                if abs(diff) <= self.delta:
                    slope = diff
                elif diff > 0:
                    slope = self.delta
                else:
                    slope = -self.delta
                if self.reduction == "mean":
                    slope = slope / (rows * cols)
                grad[n, c] = slope
        return grad


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta has to be 0 or more")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        rows = A.shape[0]
        cols = A.shape[1]
        self.diff = np.zeros((rows, cols))
        losses = np.zeros((rows, cols))
        s = 0.0
        for n in range(rows):
            for c in range(cols):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                if abs(diff) < self.beta:
                    cost = diff / self.beta * diff / 2
                else:
                    cost = abs(diff) - 0.5 * self.beta
                losses[n, c] = cost
                s = s + cost
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return s
        return s / (rows * cols)

    def backward(self):
        rows = self.diff.shape[0]
        cols = self.diff.shape[1]
        grad = np.zeros((rows, cols))
        for n in range(rows):
            for c in range(cols):
                diff = self.diff[n, c]
                if abs(diff) < self.beta:
                    slope = diff / self.beta
                elif diff > 0:
                    slope = 1.0
                elif diff < 0:
                    slope = -1.0
                else:
                    slope = 0.0
                if self.reduction == "mean":
                    slope = slope / (rows * cols)
                grad[n, c] = slope
        return grad


def mean_squared_price_error(A, Y):
    # make them floats BEFORE subtracting
    a = np.array(A, dtype=np.float64).flatten()
    y = np.array(Y, dtype=np.float64).flatten()
    s = 0.0
    for i in range(len(a)):
        s = s + (a[i] - y[i]) * (a[i] - y[i])
    return float(s / len(a))
