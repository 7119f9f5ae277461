import math
import numpy as np


def _weights(w, shape):
    return np.broadcast_to(np.array(1.0 if w is None else w, dtype=float), shape).copy()


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = None if weight is None else np.array(weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("different shapes")
        N, C = A.shape
        w = _weights(self.weight, A.shape)
        table, slopes = [], []
        for n in range(N):
            row, srow = [], []
            for c in range(C):
                a, y = float(A[n, c]), float(Y[n, c])
                if not (0 <= a <= 1):
                    raise ValueError("not a probability")
                la = max(math.log(a), -100.0) if a > 0 else -100.0
                lb = max(math.log(1 - a), -100.0) if a < 1 else -100.0
                row.append(-w[n, c] * (y * la + (1 - y) * lb))
                srow.append(w[n, c] * (a - y) / max(a * (1 - a), 1e-12))
            table.append(row)
            slopes.append(srow)
        self.slopes = slopes
        if self.reduction == "none":
            return np.array(table)
        total = math.fsum(v for row in table for v in row)
        return total / (N * C) if self.reduction == "mean" else total

    def backward(self):
        G = np.array(self.slopes)
        return G / G.size if self.reduction == "mean" else G


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = None if weight is None else np.array(weight, dtype=float)
        self.pos_weight = None if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("different shapes")
        w, wp = _weights(self.weight, A.shape), _weights(self.pos_weight, A.shape)
        self.table = np.zeros(A.shape)
        self.slopes = np.zeros(A.shape)
        for i in np.ndindex(*A.shape):
            a, y = float(A[i]), float(Y[i])
            if a >= 0:
                s = 1 / (1 + math.exp(-a))
                lp = math.log1p(math.exp(-a))
            else:
                s = math.exp(a) / (1 + math.exp(a))
                lp = -a + math.log1p(math.exp(a))
            self.table[i] = w[i] * ((1 - y) * a + (1 + (wp[i] - 1) * y) * lp)
            self.slopes[i] = w[i] * ((1 - y) * s - wp[i] * y * (1 - s))
        if self.reduction == "none":
            return self.table.copy()
        return self.table.sum() / (A.size if self.reduction == "mean" else 1)

    def backward(self):
        return self.slopes / (self.slopes.size if self.reduction == "mean" else 1)


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("different shapes")
        table = np.zeros(A.shape)
        self.slopes = np.zeros(A.shape)
        for i in np.ndindex(*A.shape):
            p = math.exp(Y[i]) if self.log_target else float(Y[i])
            self.slopes[i] = 0.0 if p == 0 else -p
            if p > 0:
                logp = float(Y[i]) if self.log_target else math.log(p)
                table[i] = p * (logp - A[i])
        self.d = {"mean": A.shape[0] * A.shape[1], "batchmean": A.shape[0], "sum": 1, "none": 1}[self.reduction]
        return table if self.reduction == "none" else table.sum() / self.d

    def backward(self):
        return self.slopes / self.d


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
