import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        if not ((0 <= A).all() and (A <= 1).all()):
            raise ValueError("probabilities, please")
        W = np.broadcast_to(1.0 if self.weight is None else np.asarray(self.weight, dtype=float), (N, C))
        losses = np.zeros((N, C))
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                a, y = A[n, c], Y[n, c]
                la = max(np.log(a), -100.0) if a > 0 else -100.0
                lb = max(np.log1p(-a), -100.0) if a < 1 else -100.0
                losses[n, c] = -W[n, c] * (y * la + (1 - y) * lb)
                grad[n, c] = W[n, c] * (a - y) / max(a * (1 - a), 1e-12)
        self.grad = grad
        if self.reduction == "none":
            return losses
        total = losses.sum()
        return total / (N * C) if self.reduction == "mean" else total

    def backward(self):
        if self.reduction == "mean":
            return self.grad / self.grad.size
        return self.grad.copy()


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
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    odds = (1 - c) * p / (1 - p)
    return (p - c) + odds - p * odds.sum()
