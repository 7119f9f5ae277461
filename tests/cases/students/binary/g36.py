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
        table = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return table.sum() / table.size
        if self.reduction == "sum":
            return table.sum()
        return table

    def backward(self):
        A, Y = self.A, self.Y
        g = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            g = g / A.size
        return g


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))
        table = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "mean":
            return table.sum() / table.size
        if self.reduction == "sum":
            return table.sum()
        return table

    def backward(self):
        A, Y = self.A, self.Y
        s = sigmoid(A)
        g = self.weight * ((1 - Y) * s - self.pos_weight * Y * (1 - s))
        if self.reduction == "mean":
            g = g / A.size
        return g


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            p = np.exp(Y)
            log_p = np.where(p > 0, Y, 0.0)
        else:
            p = Y
            log_p = np.log(np.where(p > 0, p, 1.0))
        self.p = p
        with np.errstate(invalid="ignore"):
            table = np.where(p > 0, p * (log_p - A), 0.0)
        if self.reduction in ("mean", "batchmean"):
            return table.sum() / table.shape[0]
        if self.reduction == "sum":
            return table.sum()
        return table

    def backward(self):
        g = -self.p
        if self.reduction in ("mean", "batchmean"):
            g = g / self.p.shape[0]
        return g


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    dp_ds = p * (1 - p)
    return dE_dp * dp_ds
