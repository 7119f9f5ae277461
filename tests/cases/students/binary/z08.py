import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        if weight is None:
            weight = 1.0
        self.w = np.asarray(weight, dtype=np.float64)
        self.reduction = reduction
        self.cache = None

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shape mismatch")
        if not ((A >= 0).all() and (A <= 1).all()):
            raise ValueError("probabilities expected")
        self.cache = (A, Y)
        with np.errstate(divide="ignore"):
            lp = np.clip(np.log(A), -100, None)
            lq = np.clip(np.log1p(-A), -100, None)
        out = -(Y * lp + (1.0 - Y) * lq) * self.w
        if self.reduction == "none":
            return out
        elif self.reduction == "sum":
            return np.sum(out)
        else:
            return np.mean(out)

    def backward(self):
        p, t = self.cache
        denom = np.maximum(p * (1.0 - p), 1e-12)
        dA = (p - t) / denom * self.w
        if self.reduction == "mean":
            dA /= p.size
        return dA


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.array(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.A, self.Y = A, Y
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))  # log(1 + e^-A)
        losses = self.weight * (1 + (self.pos_weight - 1) * Y) * ((1 - Y) * A + softplus)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        s = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
        grad = self.weight * (1 + (self.pos_weight - 1) * Y) * (s - Y)
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_target:
            P, log_P = np.exp(Y), Y
        else:
            P = Y
            log_P = np.log(np.where(Y > 0, Y, 1.0))
        self.P = P
        losses = np.zeros(A.shape)
        on = P > 0
        losses[on] = P[on] * (log_P[on] - A[on])
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "batchmean":
            return losses.sum() / losses.shape[0]
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = -self.P
        if self.reduction == "mean":
            grad = grad / self.P.size
        elif self.reduction == "batchmean":
            grad = grad / self.P.shape[0]
        return grad


def score_gradient(p, c):
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    J = np.diag(p) - np.outer(p, p)
    return J @ dE_dp
