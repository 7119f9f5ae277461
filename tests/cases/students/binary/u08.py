import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = np.float64(1) if weight is None else np.array(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("predictions must be probabilities")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log1p(-A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = np.float64(1) if weight is None else np.array(weight, dtype=float)
        self.pos_weight = np.float64(1) if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        yes = np.where(A >= 0, 1, e) / (1 + e)
        no = np.where(A >= 0, e, 1) / (1 + e)
        slopes = self.weight * ((1 - Y) * yes - self.pos_weight * Y * no)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            p = np.exp(Y)
            terms = p * (Y - A)
        else:
            p = Y
            happens = p > 0
            terms = np.zeros(p.shape)
            terms[happens] = p[happens] * (np.log(p[happens]) - A[happens])
        self.p = Y
        if self.reduction == "mean":
            return terms.mean()
        if self.reduction == "batchmean":
            return terms.sum() / len(terms)
        if self.reduction == "sum":
            return terms.sum()
        return terms

    def backward(self):
        if self.reduction == "mean":
            return -self.p / self.p.size
        if self.reduction == "batchmean":
            return -self.p / len(self.p)
        return -self.p


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.sum(p * dE_dp))
