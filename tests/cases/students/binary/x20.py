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


def log_one_plus_exp(t):
    """log(1 + e^t), whose exponential is never above 1."""
    result = np.log1p(np.exp(-np.abs(t)))
    result[t > 0] += t[t > 0]
    return result


class BCEWithLogitsLoss:
    def __init__(self, weight=None, reduction="mean", pos_weight=None):
        self.weight, self.pos_weight, self.reduction = weight, pos_weight, reduction

    def factor(self, option):
        return np.ones(1) if option is None else np.asarray(option, dtype=float)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w, p = self.factor(self.weight), self.factor(self.pos_weight)
        sigma = np.exp(-log_one_plus_exp(-A))
        tail = np.exp(-log_one_plus_exp(A))
        losses = w * (p * Y * log_one_plus_exp(-A) + (1 - Y) * log_one_plus_exp(A))
        self.slopes = w * ((1 - Y) * sigma - p * Y * tail)
        self.scale = 1 / A.size if self.reduction == "mean" else 1.0
        return losses if self.reduction == "none" else self.scale * np.sum(losses)

    def backward(self):
        return self.slopes * self.scale


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
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.dot(p, dE_dp))
