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
        self.weight, self.pos_weight, self.reduction = weight, pos_weight, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w = 1.0 if self.weight is None else np.asarray(self.weight, float)
        wp = 1.0 if self.pos_weight is None else np.asarray(self.pos_weight, float)
        e = np.exp(-np.abs(A))
        p = np.where(A >= 0, 1.0, e) / (1.0 + e)
        si = np.log1p(e) + np.maximum(-A, 0)      # -log p
        no = np.log1p(e) + np.maximum(A, 0)       # -log(1-p)
        L = w * (wp * Y * si + (1 - Y) * no)
        self.grad = w * ((1 - Y) * p - wp * Y * (1 - p))
        if self.reduction == "mean":
            self.grad = self.grad / A.size
            return float(L.mean())
        if self.reduction == "sum":
            return float(L.sum())
        return L

    def backward(self):
        return self.grad.copy()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        p = np.exp(Y) if self.log_target else Y
        mask = p > 0
        terms = p[mask] * (np.log(p[mask]) - A[mask])
        self.p = p
        if self.reduction == "mean":
            return terms.mean()
        if self.reduction == "batchmean":
            return terms.sum() / len(A)
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
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    g = -c / p + (1.0 - c) / (1.0 - p)
    return p * (g - np.dot(p, g))
