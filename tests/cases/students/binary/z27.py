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
        if not hasattr(self, "count"):
            self.count = A.size
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
            grad = grad / self.count
        return grad


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = bool(log_target)

    def _divisor(self, shape):
        return {"mean": shape[0] * shape[1], "batchmean": shape[0]}.get(self.reduction, 1)

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shape mismatch")
        target = np.exp(Y) if self.log_target else Y
        self.target = target
        with np.errstate(divide="ignore", invalid="ignore"):
            logt = Y if self.log_target else np.log(Y)
            out = np.where(target > 0, target * (logt - A), 0.0)
        if self.reduction == "none":
            return out
        return out.sum() / self._divisor(A.shape)

    def backward(self):
        return -self.target / self._divisor(self.target.shape)


def score_gradient(p, c):
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    g = -c / p + (1.0 - c) / (1.0 - p)
    return p * (g - np.dot(p, g))
