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
            log_no = np.maximum(np.log1p(-A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = self.weight * (self.A - self.Y) / np.maximum(self.A * (1 - self.A), 1e-12)
        if self.reduction == "mean":
            slopes = slopes / slopes.size
        return slopes


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w = np.array(1.0 if weight is None else weight, dtype=float)
        self.pw = np.array(1.0 if pos_weight is None else pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        table = self.w * ((1 - self.Y) * np.logaddexp(0, self.A) + self.pw * self.Y * np.logaddexp(0, -self.A))
        if self.reduction == "none":
            return table
        return table.mean() if self.reduction == "mean" else table.sum()

    def backward(self):
        yes = np.exp(-np.logaddexp(0, -self.A))
        no = np.exp(-np.logaddexp(0, self.A))
        slopes = self.w * ((1 - self.Y) * yes - self.pw * self.Y * no)
        return slopes / self.A.size if self.reduction == "mean" else slopes


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("A and Y must have the same shape")
        self.N, self.C = A.shape
        if self.log_target:
            self.target = np.exp(Y)
            with np.errstate(invalid="ignore"):
                losses = np.where(self.target > 0, self.target * (Y - A), 0.0)
        else:
            Y[Y == 0] = 1e-30
            self.target = Y.copy()
            losses = Y * (np.log(Y) - A)
        if self.reduction == "mean":
            return losses.sum() / (self.N * self.C)
        if self.reduction == "batchmean":
            return losses.sum() / self.N
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        dA = -self.target
        if self.reduction == "mean":
            dA /= self.N * self.C
        if self.reduction == "batchmean":
            dA /= self.N
        return dA


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.dot(p, dE_dp))
