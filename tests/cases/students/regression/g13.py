import numpy as np

# everything is computed in forward, backward only hands out the result


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
        N, C = A.shape
        error = A - Y
        loss = np.power(error, 2)
        self.grad = 2 * error
        if self.reduction == "mean":
            self.grad = 2 * error / (N * C)
            loss = np.sum(loss) / (N * C)
        if self.reduction == "sum":
            loss = np.sum(loss)
        return loss

    def backward(self):
        return self.grad.copy()


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        A -= Y
        error = A
        loss = np.abs(error)
        self.grad = np.where(error > 0, 1.0, np.where(error < 0, -1.0, 0.0))
        if self.reduction == "mean":
            self.grad = self.grad / (N * C)
            loss = np.sum(loss) / (N * C)
        if self.reduction == "sum":
            loss = np.sum(loss)
        return loss

    def backward(self):
        return self.grad.copy()


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        self.delta = delta
        self.reduction = reduction
        if self.delta <= 0:
            raise ValueError("delta must be positive")

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        error = A - Y
        abs_error = np.abs(error)
        is_small = abs_error <= self.delta
        loss = np.where(is_small, error ** 2 / 2, self.delta * (abs_error - self.delta / 2))
        self.grad = np.where(is_small, error, self.delta * np.sign(error))
        if self.reduction == "mean":
            self.grad = self.grad / (N * C)
            loss = np.sum(loss) / (N * C)
        if self.reduction == "sum":
            loss = np.sum(loss)
        return loss

    def backward(self):
        return self.grad.copy()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        self.beta = beta
        self.reduction = reduction
        if self.beta < 0:
            raise ValueError("beta must not be negative")

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        error = A - Y
        abs_error = np.abs(error)
        is_small = abs_error < self.beta
        with np.errstate(all="ignore"):
            loss = np.where(is_small, error * (error / self.beta) / 2, abs_error - self.beta / 2)
            self.grad = np.where(is_small, error / self.beta, np.sign(error))
        if self.reduction == "mean":
            self.grad = self.grad / (N * C)
            loss = np.sum(loss) / (N * C)
        if self.reduction == "sum":
            loss = np.sum(loss)
        return loss

    def backward(self):
        return self.grad.copy()


def mean_squared_price_error(A, Y):
    A = A.astype(np.float64)
    Y = Y.astype(np.float64)
    return np.mean((A - Y) ** 2)
