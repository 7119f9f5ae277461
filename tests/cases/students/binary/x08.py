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
        log_weight = 1 + (self.pw - 1) * self.Y
        table = self.w * (np.maximum(self.A, 0) - self.A * self.Y
                          + log_weight * np.log1p(np.exp(-np.abs(self.A))))
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
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        losses, slopes = np.zeros((N, C)), np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                if self.log_target:
                    y, log_y = np.exp(Y[n, c]), Y[n, c]
                else:
                    y = Y[n, c]
                    log_y = np.log(y) if y > 0 else 0.0
                slopes[n, c] = -y
                if y > 0:
                    losses[n, c] = y * (log_y - A[n, c])
        how_many = {"mean": N * C, "batchmean": N}.get(self.reduction, 1)
        self.gradient = slopes / how_many
        if self.reduction == "none":
            return losses
        return losses.sum() / how_many

    def backward(self):
        return self.gradient.copy()


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.dot(p, dE_dp))
