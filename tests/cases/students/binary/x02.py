import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.w = np.ones(1) if weight is None else np.array(weight, float)
        self.reduction = reduction

    @staticmethod
    def safe_log(x):
        out = np.full(x.shape, -100.0)
        np.log(x, out=out, where=x > 0)
        return np.clip(out, -100.0, None)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if np.any(A < 0) or np.any(A > 1) or np.any(np.isnan(A)):
            raise ValueError("not a probability")
        self.A, self.Y = A, Y
        yes = self.Y * self.safe_log(self.A)
        no = (1.0 - self.Y) * self.safe_log(1.0 - self.A)
        table = -(yes + no) * self.w
        return {"mean": table.mean(), "sum": table.sum(), "none": table}[self.reduction]

    def backward(self):
        variance = self.A * (1.0 - self.A)
        variance[variance < 1e-12] = 1e-12
        dA = (self.A - self.Y) / variance * self.w
        return dA / self.A.size if self.reduction == "mean" else dA


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
        slopes = self.weight * (1 + (self.pos_weight - 1) * Y) * (sigmoid(A) - Y)
        if self.reduction == "mean":
            slopes = slopes / slopes.size
        return slopes


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = bool(log_target)

    def divisor(self, shape):
        N, C = shape
        return {"mean": N * C, "batchmean": N, "sum": 1, "none": 1}[self.reduction]

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        with np.errstate(all="ignore"):
            if self.log_target:
                target, log_target = np.exp(Y), Y
            else:
                target, log_target = Y, np.log(Y)
            terms = np.where(target > 0, target * (log_target - A), 0.0)
        self.target = target
        if self.reduction == "none":
            return terms
        return np.sum(terms) / self.divisor(A.shape)

    def backward(self):
        return -self.target / self.divisor(self.target.shape)


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.dot(p, dE_dp))
