import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def _w(self, shape):
        if self.weight is None:
            self.weight = np.ones(shape)
        return np.asarray(self.weight, dtype=float)

    def forward(self, A, Y):
        p, y = paired(A, Y)
        if p.min() < 0 or p.max() > 1:
            raise ValueError("probabilities expected, did you pass logits?")
        self.p, self.y = p, y
        tiny = np.exp(-100)
        ell = -(y * np.log(np.maximum(p, tiny)) + (1 - y) * np.log(np.maximum(1 - p, tiny)))
        ell = ell * self._w(p.shape)
        return {"none": lambda: ell, "sum": lambda: ell.sum(), "mean": lambda: ell.sum() / ell.size}[
            self.reduction
        ]()

    def backward(self):
        p, y = self.p, self.y
        variance = p * (1 - p)
        variance[variance < 1e-12] = 1e-12
        d = (p - y) / variance * self._w(p.shape)
        return d / d.size if self.reduction == "mean" else d


def stable_sigmoid(z):
    out = np.empty(z.shape)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = np.array(1.0) if weight is None else np.array(weight, dtype=float)
        self.pos_weight = np.array(1.0) if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        w, wp = self.weight, self.pos_weight
        cost_yes = np.logaddexp(0, -A)
        cost_no = np.logaddexp(0, A)
        losses = w * (wp * Y * cost_yes + (1 - Y) * cost_no)
        self.slopes = w * ((1 - Y) * stable_sigmoid(A) - wp * Y * stable_sigmoid(-A))
        if self.reduction == "none":
            return losses
        total = np.sum(losses)
        if self.reduction == "mean":
            self.slopes /= losses.size
            total /= losses.size
        return total

    def backward(self):
        return self.slopes.copy()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.Y = Y
        if self.log_target:
            losses = np.exp(Y) * (Y - A)
        else:
            losses = np.zeros(A.shape)
            m = Y > 0
            losses[m] = Y[m] * (np.log(Y[m]) - A[m])
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "batchmean":
            return losses.sum() / len(losses)
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        grad = -np.exp(self.Y) if self.log_target else -self.Y
        if self.reduction == "mean":
            grad = grad / grad.size
        elif self.reduction == "batchmean":
            grad = grad / len(grad)
        return grad


def score_gradient(p, c):
    p = np.asarray(p, dtype=float)
    c = np.asarray(c, dtype=float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    jacobian = np.diag(p) - np.outer(p, p)
    return jacobian @ dE_dp
