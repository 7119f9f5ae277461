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
            terms = np.nan_to_num(target * (log_target - A))
        self.target = target
        if self.reduction == "none":
            return terms
        return np.sum(terms) / self.divisor(A.shape)

    def backward(self):
        return -self.target / self.divisor(self.target.shape)


def score_gradient(p, c):
    C = len(p)
    result = np.zeros(C)
    for i in range(C):
        for k in range(C):
            dE_dpk = (1.0 - c[k]) / (1.0 - p[k]) - float(c[k]) / p[k]
            dpk_dsi = p[k] * ((1.0 if i == k else 0.0) - p[i])
            result[i] += dE_dpk * dpk_dsi
    return result
