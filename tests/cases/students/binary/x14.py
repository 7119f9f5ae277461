import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def clamped_log(x):
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(x), -100)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = np.float64(1) if weight is None else np.array(weight, dtype=np.float64)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if A.size and not (A.min() >= 0 and A.max() <= 1):
            raise ValueError("A is not between 0 and 1")
        self.A, self.Y = A, Y
        likelihood = np.where(Y == 1, A, 1 - A)
        losses = -self.weight * clamped_log(likelihood)
        if self.reduction == "none":
            return losses
        return losses.sum() / (A.size if self.reduction == "mean" else 1)

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        return slopes / (A.size if self.reduction == "mean" else 1)


def log_one_plus_exp(t):
    """log(1 + e^t), whose exponential is never above 1."""
    result = np.log1p(np.exp(-np.abs(t)))
    result[t > 0] += t[t > 0]
    return result


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
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
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = (p - c) / (p * (1 - p))
    jacobian = np.diag(p) - np.outer(p, p)
    return jacobian @ dE_dp
