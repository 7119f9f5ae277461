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
        tiny = np.exp(-100.0)
        P = np.clip(A, tiny, 1 - tiny)
        losses = -self.weight * (Y * np.log(P) + (1 - Y) * np.log(1 - P))
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
        A, Y = paired(A, Y)
        p = np.exp(Y) if self.log_target else Y
        self.p = p
        happens = p > 0
        log_p = Y[happens] if self.log_target else np.log(p[happens])
        losses = np.zeros(A.shape)
        losses[happens] = p[happens] * (log_p - A[happens])
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "batchmean":
            return losses.sum() / len(losses)
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        slopes = -self.p
        if self.reduction == "mean":
            slopes = slopes / slopes.size
        elif self.reduction == "batchmean":
            slopes = slopes / len(slopes)
        return slopes


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = (p - c) / (p * (1 - p))
    jacobian = np.diag(p) - np.outer(p, p)
    return jacobian @ dE_dp
