import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = np.ones(1) if weight is None else np.array(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("A must be between 0 and 1")
        self.A, self.Y = A, Y
        self.weight = np.broadcast_to(self.weight, self.A.shape)
        with np.errstate(divide="ignore"):
            log_a = np.clip(np.log(self.A), -100, 0)
            log_b = np.clip(np.log1p(-self.A), -100, 0)
        losses = -self.weight * (self.Y * log_a + (1 - self.Y) * log_b)
        if self.reduction == "mean":
            return np.mean(losses)
        elif self.reduction == "sum":
            return np.sum(losses)
        return losses

    def backward(self):
        below = np.maximum(self.A * (1 - self.A), 1e-12)
        grad = self.weight * (self.A - self.Y) / below
        if self.reduction == "mean":
            grad = grad / grad.size
        return grad


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
