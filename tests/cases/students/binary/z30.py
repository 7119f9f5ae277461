import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    # el gradiente se calcula en forward y se guarda
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        fuera = ~((A >= 0) & (A <= 1))
        if fuera.any():
            raise ValueError("A no son probabilidades")
        w = np.ones(A.shape) if self.weight is None else np.broadcast_to(np.asarray(self.weight, float), A.shape)
        log_si = np.log(np.maximum(A, np.exp(-100.0)))
        log_no = np.log(np.maximum(1 - A, np.exp(-100.0)))
        L = -w * (Y * log_si + (1 - Y) * log_no)
        self.grad = w * (A - Y) / (A * (1 - A) + 1e-12)
        if self.reduction == "mean":
            self.grad = self.grad / A.size
            return float(np.mean(L))
        if self.reduction == "sum":
            return float(np.sum(L))
        return L

    def backward(self):
        return self.grad.copy()


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

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            P, log_P = np.exp(Y), Y
        else:
            P = Y
            log_P = np.log(np.where(Y > 0, Y, 1.0))
        self.P = P
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
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    g = -c / p + (1.0 - c) / (1.0 - p)
    return p * (g - np.dot(p, g))
