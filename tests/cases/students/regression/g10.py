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
        N = A.shape[0]
        C = A.shape[1]
        # I keep all the differences for backward
        self.diff = np.zeros((N, C))
        table = np.zeros((N, C))
        total = 0.0
        for n in range(N):
            for c in range(C):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                table[n, c] = diff * diff
                total = total + diff * diff
        if self.reduction == "none":
            return table
        if self.reduction == "sum":
            return total
        return total / (N * C)

    def backward(self):
        N = self.diff.shape[0]
        C = self.diff.shape[1]
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                slope = 2.0 * self.diff[n, c]
                if self.reduction == "mean":
                    slope = slope / (N * C)
                grad[n, c] = slope
        return grad


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N = A.shape[0]
        C = A.shape[1]
        self.diff = np.zeros((N, C))
        table = np.zeros((N, C))
        total = 0.0
        for n in range(N):
            for c in range(C):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                table[n, c] = abs(diff)
                total = total + abs(diff)
        if self.reduction == "none":
            return table
        if self.reduction == "sum":
            return total
        return total / (N * C)

    def backward(self):
        N = self.diff.shape[0]
        C = self.diff.shape[1]
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                if self.diff[n, c] > 0:
                    slope = 1.0
                elif self.diff[n, c] < 0:
                    slope = -1.0
                else:
                    slope = 0.0
                if self.reduction == "mean":
                    slope = slope / (N * C)
                grad[n, c] = slope
        return grad


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta > 0:
            self.delta = delta
        else:
            raise ValueError("delta has to be positive")
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N = A.shape[0]
        C = A.shape[1]
        self.diff = np.zeros((N, C))
        table = np.zeros((N, C))
        total = 0.0
        for n in range(N):
            for c in range(C):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                if abs(diff) <= self.delta:
                    # small error: parabola
                    cost = 0.5 * diff * diff
                else:
                    # large error: straight line
                    cost = self.delta * (abs(diff) - 0.5 * self.delta)
                table[n, c] = cost
                total = total + cost
        if self.reduction == "none":
            return table
        if self.reduction == "sum":
            return total
        return total / (N * C)

    def backward(self):
        N = self.diff.shape[0]
        C = self.diff.shape[1]
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                diff = self.diff[n, c]
                if abs(diff) <= self.delta:
                    slope = diff
                elif diff > 0:
                    slope = self.delta
                else:
                    slope = -self.delta
                if self.reduction == "mean":
                    slope = slope / (N * C)
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
        N = A.shape[0]
        C = A.shape[1]
        self.diff = np.zeros((N, C))
        table = np.zeros((N, C))
        total = 0.0
        for n in range(N):
            for c in range(C):
                diff = A[n, c] - Y[n, c]
                self.diff[n, c] = diff
                if abs(diff) < self.beta:
                    cost = diff * diff / 2 * self.beta
                else:
                    cost = abs(diff) - 0.5 * self.beta
                table[n, c] = cost
                total = total + cost
        if self.reduction == "none":
            return table
        if self.reduction == "sum":
            return total
        return total / (N * C)

    def backward(self):
        N = self.diff.shape[0]
        C = self.diff.shape[1]
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                diff = self.diff[n, c]
                if abs(diff) < self.beta:
                    slope = diff
                elif diff > 0:
                    slope = 1.0
                elif diff < 0:
                    slope = -1.0
                else:
                    slope = 0.0
                if self.reduction == "mean":
                    slope = slope / (N * C)
                grad[n, c] = slope
        return grad


def mean_squared_price_error(A, Y):
    # make them floats BEFORE subtracting
    a = np.array(A, dtype=np.float64).flatten()
    y = np.array(Y, dtype=np.float64).flatten()
    total = 0.0
    for i in range(len(a)):
        total = total + (a[i] - y[i]) * (a[i] - y[i])
    return float(total / len(a))
