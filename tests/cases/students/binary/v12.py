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
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / A.size

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            slopes = slopes / A.size
        return slopes


def stable_sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        return losses.sum() / A.size

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * ((1 - Y) * stable_sigmoid(A) - self.pos_weight * Y * stable_sigmoid(-A))
        if self.reduction == "mean":
            slopes = slopes / A.size
        return slopes


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        p = np.exp(Y) if self.log_target else Y
        log_p = Y if self.log_target else np.log(np.where(Y > 0, Y, 1.0))
        happens = p > 0
        losses = np.zeros(A.shape)
        losses[happens] = p[happens] * (log_p[happens] - A[happens])
        self.slopes = -Y
        self.divisor = {"mean": A.size, "batchmean": A.shape[0]}.get(self.reduction, 1)
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor

    def backward(self):
        return self.slopes / self.divisor


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.sum(p * dE_dp))
