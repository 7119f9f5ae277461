import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def clamped_log(x):
    return max(float(np.log(x)), -100.0) if x > 0 else -100.0


clamped_log = np.vectorize(clamped_log, otypes=[float])


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = np.float64(1) if weight is None else np.array(weight, np.float64)
        self.reduction = reduction

    def _w(self):
        return np.broadcast_to(self.weight, self.A.shape)

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        if not (np.min(self.A) >= 0 and np.max(self.A) <= 1):
            raise ValueError("these are no probabilities")
        yes, no = clamped_log(self.A), clamped_log(1 - self.A)
        if self.reduction == "none":
            return -np.einsum("nc,nc,nc->nc", self._w(), self.Y, yes) - np.einsum("nc,nc,nc->nc", self._w(), 1 - self.Y, no)
        total = -np.einsum("nc,nc,nc->n", self._w(), self.Y, yes) - np.einsum("nc,nc,nc->n", self._w(), 1 - self.Y, no)
        return total.sum() if self.reduction == "sum" else (total / self.A.shape[1]).mean()

    def backward(self):
        q = self.A * (1 - self.A)
        q[q < 1e-12] = 1e-12
        G = self._w() * (self.A - self.Y) / q
        return G / len(G) / len(G[0]) if self.reduction == "mean" else G


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = np.float64(1) if weight is None else np.array(weight, np.float64)
        self.pos = np.float64(1) if pos_weight is None else np.array(pos_weight, np.float64)
        self.reduction = reduction

    def _factors(self):
        """Weights of the yes part and of the no part."""
        w = np.broadcast_to(self.weight, self.A.shape)
        return w * self.pos * self.Y, w * (1 - self.Y)

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        a, b = self._factors()
        zero = np.zeros_like(self.A)
        if self.reduction == "none":
            return a * np.logaddexp(zero, -self.A) + b * np.logaddexp(zero, self.A)
        rows = np.einsum("nc,nc->n", a, np.logaddexp(zero, -self.A)) + np.einsum("nc,nc->n", b, np.logaddexp(zero, self.A))
        return rows.sum() if self.reduction == "sum" else (rows / self.A.shape[1]).mean()

    def backward(self):
        a, b = self._factors()
        G = b * np.exp(-np.logaddexp(0, -self.A)) - a * np.exp(-np.logaddexp(0, self.A))
        return G / len(G) / len(G[0]) if self.reduction == "mean" else G


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, self.Y = paired(A, Y)
        term = np.vectorize(self._term, otypes=[float])(A, self.Y)
        if self.reduction == "none":
            return term
        rows = term.sum(axis=1)
        if self.reduction == "sum":
            return rows.sum()
        return rows.mean() if self.reduction == "batchmean" else rows.mean() / A.shape[1]

    def _term(self, a, y):
        p = np.exp(y) if self.log_target else y
        if p <= 0:
            return 0.0
        return p * ((y if self.log_target else np.log(p)) - a)

    def backward(self):
        G = -(np.exp(self.Y) if self.log_target else self.Y)
        if self.reduction in ("mean", "batchmean"):
            G = G / len(G)
        if self.reduction == "mean":
            G = G / G.shape[1]
        return G


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    # dE/ds_i = p_i - c_i + sum over j != i of (what no-terms and yes-terms of the others give)
    r = (p - c) / (1 - p)
    return np.array([(p[i] - c[i]) - p[i] * sum(r[j] for j in range(len(p)) if j != i) for i in range(len(p))])
