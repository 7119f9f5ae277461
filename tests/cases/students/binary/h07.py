"""Answers."""

import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def score_gradient(p, c):
    p = np.array(p, dtype=float)
    c = np.array(c, dtype=float)
    g = (p - c) / (p * (1 - p))
    return p * (g - np.sum(p * g))


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("A must hold probabilities between 0 and 1")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log(1 - A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        delta_A = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            delta_A = delta_A / A.size
        return delta_A


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.log1p(np.exp(-np.abs(A))) + np.maximum(-A, 0)
        factor = np.where(Y > 0, self.pos_weight, 1.0)
        losses = self.weight * factor * ((1 - Y) * A + softplus)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        s = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
        factor = np.where(Y > 0, self.pos_weight, 1.0)
        delta_A = self.weight * factor * (s - Y)
        if self.reduction == "mean":
            delta_A = delta_A / A.size
        return delta_A


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        N, C = A.shape
        losses = np.zeros((N, C))
        self.gradient = np.zeros((N, C))
        for i in range(N):
            for j in range(C):
                if self.log_target:
                    p = np.exp(Y[i, j])
                    losses[i, j] = p * (Y[i, j] - A[i, j])
                    self.gradient[i, j] = -p
                else:
                    p = Y[i, j]
                    if p > 0:
                        losses[i, j] = p * (np.log(p) - A[i, j])
                    self.gradient[i, j] = -p
        if self.reduction == "none":
            return losses
        divisor = 1
        if self.reduction == "mean":
            divisor = N * C
        elif self.reduction == "batchmean":
            divisor = N
        self.gradient = self.gradient / divisor
        return np.sum(losses) / divisor

    def backward(self):
        return self.gradient
