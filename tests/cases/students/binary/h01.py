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
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("A must hold probabilities between 0 and 1")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log(1 - A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return losses.sum() / np.sum(self.weight * np.ones(A.shape))
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        grad = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            grad = grad / np.sum(self.weight * np.ones(A.shape))
        return grad


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.log1p(np.exp(-np.abs(A))) + np.maximum(-A, 0)
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        s = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
        s_not = np.where(A >= 0, e / (1 + e), 1 / (1 + e))
        grad = self.weight * ((1 - Y) * s - self.pos_weight * Y * s_not)
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


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
        return losses

    def backward(self):
        grad = -np.exp(self.Y) if self.log_target else -self.Y
        if self.reduction == "mean":
            grad = grad / grad.size
        elif self.reduction == "batchmean":
            grad = grad / len(grad)
        return grad


def score_gradient(p, c):
    p = np.asarray(p, dtype=float)
    c = np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    jacobian = np.diag(p) - np.outer(p, p)
    return jacobian @ dE_dp
