import numpy as np


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
        out = -(self.w * Y * lp + (1.0 - Y) * lq)
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
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64)
        if A.shape != Y.shape:
            raise ValueError("shape mismatch")
        self.cache = (A, Y)
        log_term = np.logaddexp(0.0, -A)
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
    p, c = np.array(p, float), np.array(c, float)
    dE = (p - c) / (p * (1 - p))
    C = len(p)
    out = np.zeros(C)
    for i in range(C):
        for j in range(C):
            if i == j:
                out[i] += dE[j] * p[j] * (1 - p[j])
            else:
                out[i] += -dE[j] * p[j] * p[i]
    return out
