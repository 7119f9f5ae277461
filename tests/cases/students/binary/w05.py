import numpy as np


def paired(A, Y):
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
            raise ValueError("probabilities must be between 0 and 1")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log1p(-A), -100)
        loss = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        A, Y = self.A, self.Y
        slope = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            slope = slope / A.size
        return slope


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w = 1.0 if weight is None else np.array(weight, dtype=float)
        self.wp = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))
        loss = self.w * ((1 - Y) * A + (1 + (self.wp - 1) * Y) * softplus)
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        yes = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
        no = np.where(A >= 0, e / (1 + e), 1 / (1 + e))
        slope = (1 - Y) * yes - self.wp * Y * no
        if self.reduction == "mean":
            slope = slope / A.size
        return slope


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            p, log_p = np.exp(Y), Y
        else:
            p = Y
            log_p = np.log(np.where(Y > 0, Y, 1.0))
        terms = np.zeros(A.shape)
        on = p > 0
        terms[on] = p[on] * (log_p[on] - A[on])
        self.p = np.where(on, p, 0.0)
        if self.reduction == "mean":
            return terms.sum() / terms.size
        if self.reduction == "batchmean":
            return terms.sum() / len(terms)
        if self.reduction == "sum":
            return terms.sum()
        return terms

    def backward(self):
        g = -self.p
        if self.reduction == "mean":
            g = g / g.size
        elif self.reduction == "batchmean":
            g = g / len(g)
        return g


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.sum(p * dE_dp))
