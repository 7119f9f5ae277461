import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.wp = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
        self.reduction = reduction

    # loss value
    def forward(self, A, Y):
        z, y = paired(A, Y)
        self.saved = (z, y)
        m = np.maximum(0, -z)
        lse = m + np.log1p(np.exp(-np.abs(z)))
        l = (1 - y) * z + (1 + (self.wp - 1) * y) * lse
        l = self.w * l
        if self.reduction == "none":
            return l
        return l.sum() if self.reduction == "sum" else l.sum() / l.size

    # gradient
    def backward(self):
        z, y = self.saved
        yes, no = np.exp(-np.logaddexp(0, -z)), np.exp(-np.logaddexp(0, z))
        d = self.w * ((1 - y) * yes - self.wp * y * no)
        return d / d.size if self.reduction == "mean" else d


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def _w(self, shape):
        if self.weight is None:
            return np.ones(shape)
        return np.broadcast_to(np.asarray(self.weight, dtype=float), shape)

    # loss value
    def forward(self, A, Y):
        p, y = paired(A, Y)
        if p.min() < 0 or p.max() > 1:
            raise ValueError("probabilities expected, did you pass logits?")
        self.p, self.y = p, y
        tiny = np.exp(-100)
        l = -(y * np.log(np.maximum(p, tiny)) + (1 - y) * np.log(np.maximum(1 - p, tiny)))
        l = l * self._w(p.shape)
        return {"none": lambda: l, "sum": lambda: l.sum(), "mean": lambda: l.sum() / l.size}[
            self.reduction
        ]()

    # gradient
    def backward(self):
        p, y = self.p, self.y
        variance = p * (1 - p)
        variance[variance < 1e-12] = 1e-12
        d = (p - y) / variance * self._w(p.shape)
        return d / d.size if self.reduction == "mean" else d


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    dE_dp = -c / p + (1 - c) / (1 - p)
    delta = np.eye(p.size)
    return np.einsum("k,k,ki->i", dE_dp, p, delta - p[None, :])


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def _per(self):
        N, C = self.p.shape
        return {"mean": N * C, "batchmean": N, "sum": 1, "none": 1}[self.reduction]

    # loss value
    def forward(self, A, Y):
        log_q, Y = paired(A, Y)
        if self.log_target:
            self.p, log_p = np.exp(Y), Y
            l = self.p * (log_p - log_q)
        else:
            self.p = Y
            safe = np.where(Y > 0, Y, 1.0)
            l = np.where(Y > 0, Y * (np.log(safe) - np.where(Y > 0, log_q, 0.0)), 0.0)
        return l if self.reduction == "none" else l.sum() / self._per()

    # gradient
    def backward(self):
        return -self.p / self._per()
