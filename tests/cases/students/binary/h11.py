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
            return np.ones(shape)
        return np.broadcast_to(np.asarray(self.weight, dtype=float), shape)

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        p, y = paired(A, Y)
        if p.min() < 0 or p.max() > 1:
            raise ValueError("probabilities expected, did you pass logits?")
        self.p, self.y = p, y
        tiny = np.exp(-100)
        pointwise = -(y * np.log(np.maximum(p, tiny)) + (1 - y) * np.log(np.maximum(1 - p, tiny)))
        pointwise = pointwise * self._w(p.shape)
        return {"none": lambda: pointwise, "sum": lambda: pointwise.sum(), "mean": lambda: pointwise.sum() / pointwise.size}[
            self.reduction
        ]()

    def backward(self):
        """Gradient with respect to A."""
        p, y = self.p, self.y
        variance = p * (1 - p)
        variance[variance < 1e-12] = 1e-12
        d = (p - y) / variance * self._w(p.shape)
        return d / d.size if self.reduction == "mean" else d


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.pos_weight = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A, Y = np.asarray(A), np.asarray(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes")
        self.A, self.Y = A, Y
        softplus = np.log1p(np.exp(-np.abs(A))) + np.maximum(-A, 0)
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        """Gradient with respect to A."""
        A, Y = self.A, self.Y
        e = np.exp(-np.abs(A))
        s = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
        s_not = np.where(A >= 0, e / (1 + e), 1 / (1 + e))
        grad = self.weight * ((1 - Y) * s - self.pos_weight * Y * s_not)
        if self.reduction == "mean":
            grad = grad / A.size
        return grad


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def _per(self):
        N, C = self.p.shape
        return {"mean": N * C, "batchmean": N, "sum": 1, "none": 1}[self.reduction]

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        log_q, Y = paired(A, Y)
        self.p = np.exp(Y) if self.log_target else Y
        safe = np.where(Y > 0, Y, 1.0)
        logprob = Y if self.log_target else np.log(safe)
        pointwise = np.where(Y > 0, self.p * (logprob - np.where(Y > 0, log_q, 0.0)), 0.0)
        return pointwise if self.reduction == "none" else pointwise.sum() / self._per()

    def backward(self):
        """Gradient with respect to A."""
        return -self.p / self._per()


def score_gradient(p, c):
    C = len(p)
    result = np.zeros(C)
    for i in range(C):
        for k in range(C):
            ck = float(c[k])
            dE = -ck / p[k] + (1 - ck) / (1 - p[k])
            if i == k:
                result[i] += dE * p[k] * (1 - p[k])
            else:
                result[i] += dE * (-p[i] * p[k])
    return result
