import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y

class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.reduction = reduction
    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("not a probability")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            la = np.maximum(np.log(A), -100)
            lb = np.maximum(np.log1p(-A), -100)
        l = -self.weight * (Y * la + (1 - Y) * lb)
        if self.reduction == "mean":
            return l.mean()
        if self.reduction == "sum":
            return l.sum()
        return l
    def backward(self):
        A, Y = self.A, self.Y
        g = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            g = g / A.size
        return g

class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
        self.reduction = reduction
    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        sp = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))
        l = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * sp)
        if self.reduction == "mean":
            return l.mean()
        if self.reduction == "sum":
            return l.sum()
        return l
    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        s = np.where(A >= 0, 1, e) / (1 + e)
        ns = np.where(A >= 0, e, 1) / (1 + e)
        g = self.weight * ((1 - Y) * s - self.pos_weight * Y * ns)
        if self.reduction == "mean":
            g = g / A.size
        return g

class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target
    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.shape = A.shape
        if self.log_target:
            self.P = np.exp(Y)
            logp = Y
        else:
            self.P = Y
            logp = np.log(np.where(Y > 0, Y, 1.0))
        with np.errstate(invalid="ignore"):
            l = np.where(self.P > 0, self.P * (logp - A), 0.0)
        if self.reduction == "mean":
            return l.mean()
        if self.reduction == "batchmean":
            return l.sum() / len(l)
        if self.reduction == "sum":
            return l.sum()
        return l
    def backward(self):
        g = -self.P
        if self.reduction == "mean":
            g = g / g.size
        elif self.reduction == "batchmean":
            g = g / len(g)
        return g

def score_gradient(p, c):
    dE_dp = -c / p + (1 - c) / (1 - p)
    J = np.diag(p) - np.outer(p, c)
    return J.T @ dE_dp
