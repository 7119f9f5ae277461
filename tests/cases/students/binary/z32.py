import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.w, self.how = weight, reduction
        self.back = None

    def forward(self, A, Y):
        P, T = paired(A, Y)
        lo, hi = P.min(), P.max()
        if not (lo >= 0 and hi <= 1):
            raise ValueError(f"probabilities must be in [0,1], found {lo}..{hi}")
        W = np.ones_like(P) if self.w is None else np.ones_like(P) * np.array(self.w, dtype=float)
        scale = 1 / P.size if self.how == "mean" else 1.0
        self.back = lambda: W * scale * (P - T) / np.where(P * (1 - P) > 1e-12, P * (1 - P), 1e-12)
        cost_yes = np.full(P.shape, 100.0)
        cost_no = np.full(P.shape, 100.0)
        Q = 1 - P
        np.negative(np.log(P, where=P > 0, out=np.full(P.shape, -100.0)), out=cost_yes)
        np.negative(np.log(Q, where=Q > 0, out=np.full(P.shape, -100.0)), out=cost_no)
        cost = W * (T * np.minimum(cost_yes, 100) + (1 - T) * np.minimum(cost_no, 100))
        return cost if self.how == "none" else scale * np.sum(cost)

    def backward(self):
        return self.back()


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w, self.pw, self.how = weight, pos_weight, reduction
        self.back = None

    def forward(self, A, Y):
        Z, T = paired(A, Y)
        one = np.ones_like(Z)
        W = one if self.w is None else one * np.array(self.w, dtype=float)
        V = one if self.pw is None else one * np.array(self.pw, dtype=float)
        scale = 1 / Z.size if self.how == "mean" else 1.0
        small = np.exp(-np.abs(Z))               # in (0, 1]
        s = np.where(Z < 0, small, 1) / (1 + small)
        self.back = lambda: scale * W * (s * (1 - T + V * T) - V * T)
        log_term = np.log1p(small) - np.minimum(Z, 0)
        cost = W * (Z - T * Z + (1 - T + V * T) * log_term)
        return cost if self.how == "none" else scale * np.sum(cost)

    def backward(self):
        return self.back()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.how, self.logt = reduction, log_target
        self.back = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        P = np.exp(Y) if self.logt else Y
        there = P > 0
        minus_entropy = P * np.log(np.where(there, P, 1)) if not self.logt else P * np.where(there, Y, 0)
        cross = -P * np.where(there, A, 0)
        terms = np.where(there, minus_entropy + cross, 0)
        N, C = A.shape
        scale = {"mean": 1 / (N * C), "batchmean": 1 / N}.get(self.how, 1.0)
        self.back = lambda: -P * scale
        return terms if self.how == "none" else scale * terms.sum()

    def backward(self):
        return self.back()


def score_gradient(p, c):
    p = np.asarray(p, dtype=float)
    c = np.asarray(c, dtype=float)
    J = -p[:, None] * p[None, :]
    J[np.diag_indices(len(p))] = p * (1 - p)
    return np.einsum("j,ji->i", (1 - c) / (1 - p) - c / p, J)
