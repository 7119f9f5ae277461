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


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        losses = self.weight * ((1 - Y) * softplus(A) + self.pos_weight * Y * softplus(-A))
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * ((1 - Y) * sigmoid(A) - self.pos_weight * Y * sigmoid(-A))
        if self.reduction == "mean":
            slopes = slopes / slopes.size
        return slopes


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.size != Y.size:
            raise ValueError("A and Y do not match")
        self.Y = Y
        if self.log_target:
            P = np.exp(Y)
            logP = Y
        else:
            P = Y
            logP = np.log(np.where(Y > 0, Y, 1.0))
        with np.errstate(invalid="ignore"):
            losses = np.where(P > 0, P * (logP - A), 0.0)
        if self.reduction == "none":
            return losses
        result = np.sum(losses)
        if self.reduction == "mean":
            result = result / losses.size
        elif self.reduction == "batchmean":
            result = result / losses.shape[0]
        return result

    def backward(self):
        N, C = self.Y.shape
        dA = -1.0 * self.Y
        if self.reduction == "mean":
            dA = dA / (N * C)
        elif self.reduction == "batchmean":
            dA = dA / N
        return dA


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = (p - c) / (p * (1 - p))
    jacobian = np.diag(p) - np.outer(p, p)
    return jacobian @ dE_dp
