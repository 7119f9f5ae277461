import numpy as np


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, preds, targets):
        preds = np.asarray(preds, dtype=np.float64)
        targets = np.asarray(targets, dtype=np.float64)
        if preds.shape != targets.shape:
            raise ValueError("predictions and targets must have the same shape")
        diff = preds - targets
        loss = np.square(diff)
        self.grad = 2 * diff
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return loss.sum()
        self.grad = self.grad / diff.size
        return loss.mean()

    def backward(self):
        return self.grad.copy()


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, preds, targets):
        preds = np.asarray(preds, dtype=np.float64)
        targets = np.asarray(targets, dtype=np.float64)
        if preds.shape != targets.shape:
            raise ValueError("predictions and targets must have the same shape")
        diff = preds - targets
        loss = np.absolute(diff)
        self.grad = np.sign(diff)
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return loss.sum()
        self.grad = self.grad / diff.size
        return loss.mean()

    def backward(self):
        return self.grad.copy()


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta > 0:
            self.delta = delta
        else:
            raise ValueError("delta must be > 0")
        self.reduction = reduction

    def forward(self, preds, targets):
        preds = np.asarray(preds, dtype=np.float64)
        targets = np.asarray(targets, dtype=np.float64)
        if preds.shape != targets.shape:
            raise ValueError("predictions and targets must have the same shape")
        diff = preds - targets
        small = np.abs(diff) <= self.delta
        loss = self.delta * (np.abs(diff) - self.delta / 2)
        loss[small] = diff[small] ** 2 / 2
        self.grad = self.delta * np.sign(diff)
        self.grad[small] = diff[small]
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return loss.sum()
        self.grad = self.grad / diff.size
        return loss.mean()

    def backward(self):
        return self.grad.copy()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta must be >= 0")
        self.beta = beta
        self.reduction = reduction

    def forward(self, preds, targets):
        preds = np.asarray(preds)
        targets = np.asarray(targets)
        if preds.shape != targets.shape:
            raise ValueError("predictions and targets must have the same shape")
        diff = preds - targets
        small = np.abs(diff) < self.beta
        loss = np.zeros_like(diff)
        loss[small] = diff[small] / self.beta * diff[small] / 2
        loss[~small] = np.abs(diff[~small]) - self.beta / 2
        self.grad = np.sign(diff).astype(float)
        self.grad[small] = diff[small] / self.beta
        if self.reduction == "none":
            return loss
        if self.reduction == "sum":
            return loss.sum()
        self.grad = self.grad / diff.size
        return loss.mean()

    def backward(self):
        return self.grad.copy()


def mean_squared_price_error(A, Y):
    diff = np.subtract(A, Y, dtype=np.float64)
    return float(np.mean(diff ** 2))
