import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def reduce_losses(losses, reduction):
    if reduction == "mean":
        return np.sum(losses / losses.size)
    if reduction == "sum":
        return np.sum(losses)
    return losses


def share(slopes, reduction):
    return slopes / slopes.size if reduction == "mean" else slopes


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.error = None

    def forward(self, A, Y):
        predictions, targets = paired(A, Y)
        self.error = np.subtract(predictions, targets)
        if self.reduction == "mean":
            return float(np.sum(self.error * (self.error / self.error.size)))
        squares = self.error ** 2
        return squares if self.reduction == "none" else float(squares.sum())

    def backward(self):
        weight = 2.0 / self.error.size if self.reduction == "mean" else 2.0
        return weight * self.error


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.signs = None

    def forward(self, A, Y):
        predictions, targets = paired(A, Y)
        self.signs = (predictions > targets).astype(float) - (predictions < targets).astype(float)
        return reduce_losses(np.abs(predictions - targets), self.reduction)

    def backward(self):
        return share(self.signs.copy(), self.reduction)


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta < 0:
            raise ValueError("delta has to be zero or more")
        self.delta, self.reduction = float(delta), reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.error = A - Y
        absolute = np.abs(self.error)
        losses = np.empty_like(absolute)
        near = absolute <= self.delta
        losses[near] = absolute[near] * (absolute[near] / 2)
        losses[~near] = self.delta * (absolute[~near] - self.delta / 2)
        return reduce_losses(losses, self.reduction)

    def backward(self):
        near = np.abs(self.error) <= self.delta
        return share(np.where(near, self.error, self.delta * np.sign(self.error)), self.reduction)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta <= 0:
            raise ValueError("beta must be positive")
        self.beta, self.reduction = float(beta), reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.error = A - Y
        absolute = np.abs(self.error)
        losses = absolute - self.beta / 2
        near = absolute < self.beta
        losses[near] = absolute[near] / self.beta * absolute[near] / 2
        return reduce_losses(losses, self.reduction)

    def backward(self):
        slopes = np.sign(self.error)
        near = np.abs(self.error) < self.beta
        slopes[near] = self.error[near] / self.beta
        return share(slopes, self.reduction)


def mean_squared_price_error(A, Y):
    A = np.asarray(A)
    difference = A.astype(object) - np.asarray(Y).astype(object)
    return float(np.sum(difference * difference) / A.size)
