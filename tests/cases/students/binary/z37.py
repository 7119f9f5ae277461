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
        with np.errstate(divide="ignore", invalid="ignore"):
            losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))
        # 0*inf = nan should be 0, and the largest loss is 100
        losses = self.weight * np.nan_to_num(losses, nan=0.0, posinf=100.0)
        if self.reduction == "mean":
            return losses.sum() / losses.size
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        A, Y = self.A, self.Y
        grad = self.weight * (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


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
    p, c = np.asarray(p, dtype=float), np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    J = np.diag(p) - np.outer(p, p)
    return J @ dE_dp
