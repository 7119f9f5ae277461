import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("A must hold probabilities")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log(1 - A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        grad = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        log_term = np.log(1 + np.exp(-A))
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * log_term)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        s = sigmoid(A)
        grad = self.weight * ((1 - Y) * s - self.pos_weight * Y * (1 - s))
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            p = np.exp(Y)
            log_p = np.where(p > 0, Y, 0.0)
        else:
            p = Y
            log_p = np.log(np.where(p > 0, p, 1.0))
        self.p = p
        with np.errstate(invalid="ignore"):
            losses = np.where(p > 0, p * (log_p - A), 0.0)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "batchmean":
            return losses.sum() / losses.shape[0]
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = -self.p
        if self.reduction == "mean":
            grad = grad / self.p.size
        elif self.reduction == "batchmean":
            grad = grad / self.p.shape[0]
        return grad


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    # p_k changes with every score: dp_k/ds_i = p_k (1[i = k] - p_i)
    return p * (dE_dp - np.sum(p * dE_dp))
