import numpy as np


class _Table:
    reduction = "mean"

    def _finish(self, losses, slopes):
        n = losses.size if self.reduction == "mean" else 1
        self._slopes = slopes / n
        return losses if self.reduction == "none" else losses.sum() / n

    def backward(self):
        return self._slopes.copy()


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = np.float64(1) if weight is None else np.array(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((A >= 0) & (A <= 1)):
            raise ValueError("predictions must be probabilities")
        self.A, self.Y = A, Y
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log1p(-A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        slopes = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            return slopes / slopes.size
        return slopes


class BCEWithLogitsLoss(_Table):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, float).copy()
        self.positive = 1.0 if pos_weight is None else np.asarray(pos_weight, float).copy()
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        cost_yes = self.positive * np.logaddexp(0, -A)
        cost_no = np.logaddexp(0, A)
        yes, no = np.exp(-np.logaddexp(0, -A)), np.exp(-np.logaddexp(0, A))
        return self._finish(self.weight * (Y * cost_yes + (1 - Y) * cost_no), self.weight * ((1 - Y) * yes - self.positive * Y * no))


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            p = np.exp(Y)
            terms = p * (Y - A)
        else:
            p = Y
            happens = p > 0
            terms = np.zeros(p.shape)
            terms[happens] = p[happens] * (np.log(p[happens]) - A[happens])
        self.p = p
        if self.reduction == "mean":
            return terms.mean()
        if self.reduction == "batchmean":
            return terms.sum() / len(terms)
        if self.reduction == "sum":
            return terms.sum()
        return terms

    def backward(self):
        if self.reduction == "mean":
            return -self.p / self.p.size
        if self.reduction == "batchmean":
            return -self.p / len(self.p)
        return -self.p


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - np.sum(p * dE_dp))
