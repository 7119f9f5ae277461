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
        terms = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return terms.sum() / terms.size
        if self.reduction == "sum":
            return terms.sum()
        return terms

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            slopes = slopes / A.size
        return slopes


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
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))
        terms = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "mean":
            return terms.sum() / terms.size
        if self.reduction == "sum":
            return terms.sum()
        return terms

    def backward(self):
        A, Y = self.A, self.Y
        s = sigmoid(A)
        slopes = self.weight * ((1 - Y) * s - self.pos_weight * Y * (1 - s))
        if self.reduction == "mean":
            slopes = slopes / A.size
        return slopes


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
            log_p = np.log(p)
        self.p = p
        if self.log_target:
            terms = np.where(p > 0, p * (log_p - A), 0.0)
        else:
            terms = p * (log_p - A)
        if self.reduction == "mean":
            return terms.sum() / terms.size
        if self.reduction == "batchmean":
            return terms.sum() / terms.shape[0]
        if self.reduction == "sum":
            return terms.sum()
        return terms

    def backward(self):
        slopes = -self.p
        if self.reduction == "mean":
            slopes = slopes / self.p.size
        elif self.reduction == "batchmean":
            slopes = slopes / self.p.shape[0]
        return slopes


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    # p_k changes with every score: dp_k/ds_i = p_k (1[i = k] - p_i)
    return p * (dE_dp - np.sum(p * dE_dp))
