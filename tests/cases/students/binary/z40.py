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


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))  # log(1 + e^-A)
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        s = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
        grad = self.weight * ((1 - Y) * s - self.pos_weight * Y * (1 - s))
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target
        self.P = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            P, log_P = np.exp(Y), Y
        else:
            P = Y
            log_P = np.log(np.where(Y > 0, Y, 1.0))
        if self.P is None or self.P.shape != P.shape:
            self.P = np.zeros(P.shape)
        self.P += P
        losses = np.zeros(A.shape)
        on = P > 0
        losses[on] = P[on] * (log_P[on] - A[on])
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "batchmean":
            return losses.sum() / losses.shape[0]
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = -self.P
        if self.reduction == "mean":
            grad = grad / self.P.size
        elif self.reduction == "batchmean":
            grad = grad / self.P.shape[0]
        return grad


def score_gradient(p, c):
    p, c = np.array(p, float), np.array(c, float)
    dE = (p - c) / (p * (1 - p))
    C = len(p)
    out = np.zeros(C)
    for i in range(C):
        for j in range(C):
            if i == j:
                out[i] += dE[j] * p[j] * (1 - p[j])
            else:
                out[i] += -dE[j] * p[j] * p[i]
    return out
