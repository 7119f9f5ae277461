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
        self.w = np.asarray(1.0 if weight is None else weight, dtype=np.float64)
        self.pw = np.asarray(1.0 if pos_weight is None else pos_weight, dtype=np.float64)
        self.reduction = reduction

    def _sigmoid(self, z):
        out = np.empty_like(z)
        pos = z >= 0
        out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
        ez = np.exp(z[~pos])
        out[~pos] = ez / (1.0 + ez)
        return out

    def forward(self, A, Y):
        A = np.array(A)
        Y = np.array(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shape mismatch")
        self.cache = (A, Y)
        log_term = np.logaddexp(0.0, -A.astype(float))
        out = self.w * ((1.0 - Y) * A + (1.0 + (self.pw - 1.0) * Y) * log_term)
        if self.reduction == "none":
            return out
        elif self.reduction == "sum":
            return np.sum(out)
        else:
            return np.mean(out)

    def backward(self):
        z, t = self.cache
        s = self._sigmoid(z)
        dA = self.w * ((1.0 - t) * s - self.pw * t * (1.0 - s))
        if self.reduction == "mean":
            dA /= z.size
        return dA


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        N, C = A.shape
        if not self.log_target:
            seguro = np.where(Y > 0, Y, 1.0)
            L = np.where(Y > 0, Y * (np.log(seguro) - np.where(Y > 0, A, 0.0)), 0.0)
            self.grad = -Y
        else:
            P = np.exp(Y)
            L = np.where(P > 0, P * np.where(P > 0, Y - A, 0.0), 0.0) if np.isfinite(Y).all() else self._con_ceros(A, Y, P)
            self.grad = -P
        if self.reduction == "mean":
            self.grad = self.grad / (N * C)
            return float(L.sum() / (N * C))
        if self.reduction == "batchmean":
            self.grad = self.grad / N
            return float(L.sum() / N)
        if self.reduction == "sum":
            return float(L.sum())
        return L

    def _con_ceros(self, A, Y, P):
        L = np.zeros_like(A)
        m = P > 0
        L[m] = P[m] * (Y[m] - A[m])
        return L

    def backward(self):
        return self.grad.copy()


def score_gradient(p, c):
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    g = -c / p + (1.0 - c) / (1.0 - p)
    return p * (g - np.dot(p, g))
