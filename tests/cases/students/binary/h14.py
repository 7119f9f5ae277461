"""Answers."""

import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if np.any(A < 0):
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


def stable_sigmoid(z):
    out = np.empty(z.shape)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = np.array(1.0) if weight is None else np.array(weight, dtype=float)
        self.pos_weight = np.array(1.0) if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        w, wp = self.weight, self.pos_weight
        cost_yes = np.logaddexp(0, -A)
        cost_no = np.logaddexp(0, A)
        losses = w * (wp * Y * cost_yes + (1 - Y) * cost_no)
        self.slopes = w * ((1 - Y) * stable_sigmoid(A) - wp * Y * stable_sigmoid(-A))
        if self.reduction == "none":
            return losses
        total = np.sum(losses)
        if self.reduction == "mean":
            self.slopes /= losses.size
            total /= losses.size
        return total

    def backward(self):
        return self.slopes.copy()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.Y = Y
        if self.log_target:
            losses = np.exp(Y) * (Y - A)
        else:
            losses = np.zeros(A.shape)
            m = Y > 0
            losses[m] = Y[m] * (np.log(Y[m]) - A[m])
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "batchmean":
            return losses.sum() / len(losses)
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum(axis=1)

    def backward(self):
        delta_A = -np.exp(self.Y) if self.log_target else -self.Y
        if self.reduction == "mean":
            delta_A = delta_A / delta_A.size
        elif self.reduction == "batchmean":
            delta_A = delta_A / len(delta_A)
        return delta_A


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    delta = np.eye(p.size)
    return np.einsum("k,k,ki->i", dE_dp, p, delta - p[None, :])
