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
        self.opts = {"w": weight, "p": pos_weight, "r": reduction}

    @staticmethod
    def _cost_and_slope(z):
        """-log(sigmoid(z)) and its derivative, for any z."""
        t = np.exp(-np.abs(z))
        return np.log1p(t) + (np.abs(z) - z) / 2, -np.where(z > 0, t, 1) / (1 + t)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w = 1 if self.opts["w"] is None else np.asarray(self.opts["w"], dtype=float)
        p = 1 if self.opts["p"] is None else np.asarray(self.opts["p"], dtype=float)
        a, b = w * p * Y, w * (1 - Y)
        yes, d_yes = self._cost_and_slope(A)
        no, d_no = self._cost_and_slope(-A)
        table = a * yes + b * no
        self.G = a * d_yes - b * d_no
        if self.opts["r"] == "mean":
            self.G = self.G / np.prod(A.shape)
            return np.average(table)
        return table.sum() if self.opts["r"] == "sum" else table

    def backward(self):
        return self.G.copy()


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
    p, c = np.asarray(p, float), np.asarray(c, float)
    # softmax part of the yes-terms: p*sum(c) - c; of the no-terms: the rest
    odds = (1 - c) * p / (1 - p)
    return (p * c.sum() - c) + (odds - p * odds.sum())
