import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    # el gradiente se calcula en forward y se guarda
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        fuera = ~((A >= 0) & (A <= 1))
        if fuera.any():
            raise ValueError("A no son probabilidades")
        w = np.ones(A.shape) if self.weight is None else np.broadcast_to(np.asarray(self.weight, float), A.shape)
        log_si = np.log(np.maximum(A, np.exp(-100.0)))
        log_no = np.log(np.maximum(1 - A, np.exp(-100.0)))
        L = -w * (Y * log_si + (1 - Y) * log_no)
        self.grad = w * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            self.grad = self.grad / A.size
            return float(np.mean(L))
        if self.reduction == "sum":
            return float(np.sum(L))
        return L

    def backward(self):
        return self.grad.copy()


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight, self.pos_weight, self.reduction = weight, pos_weight, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w = 1.0 if self.weight is None else np.asarray(self.weight, float)
        wp = 1.0 if self.pos_weight is None else np.asarray(self.pos_weight, float)
        e = np.exp(-np.abs(A))
        p = np.where(A >= 0, 1.0, e) / (1.0 + e)
        m = (2 * Y - 1) * A                       # margin, labels -1/+1
        L = w * (1 + (wp - 1) * Y) * np.logaddexp(0, -m)
        self.grad = w * ((1 - Y) * p - wp * Y * (1 - p))
        if self.reduction == "mean":
            self.grad = self.grad / A.size
            return float(L.mean())
        if self.reduction == "sum":
            return float(L.sum())
        return L

    def backward(self):
        return self.grad.copy()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = bool(log_target)

    def _divisor(self, shape):
        return {"mean": shape[0] * shape[1], "batchmean": shape[0]}.get(self.reduction, 1)

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shape mismatch")
        target = np.exp(Y) if self.log_target else Y
        self.target = target
        with np.errstate(divide="ignore", invalid="ignore"):
            logt = Y if self.log_target else np.log(Y)
            out = np.where(target > 0, target * (logt - A), 0.0)
        if self.reduction == "none":
            return out
        return out.sum() / self._divisor(A.shape)

    def backward(self):
        return -self.target / self._divisor(self.target.shape)


def score_gradient(p, c):
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    g = -c / p + (1.0 - c) / (1.0 - p)
    return p * (g - np.dot(p, g))
