import numpy as np


class Table:
    """Keeps what both passes need."""

    def setup(self, A, Y):
        A, Y = np.array(A, np.float64), np.array(Y, np.float64)
        if A.shape != Y.shape:
            raise ValueError(f"{A.shape} is not {Y.shape}")
        self.slopes = np.zeros(A.shape)
        N, C = A.shape
        self.scale = 1.0
        if self.reduction == "mean":
            self.scale = 1.0 / N / C
        if self.reduction == "batchmean":
            self.scale = 1.0 / N
        return A, Y

    def weights(self, w, shape):
        w = np.broadcast_to(np.array(1.0 if w is None else w, np.float64), shape)
        return np.einsum("nc->nc", w).copy()

    def out(self, losses):
        if self.reduction == "none":
            return np.einsum("nc->nc", losses).copy()
        return np.einsum("nc,->", losses, self.scale)

    def backward(self):
        return np.einsum("nc,->nc", self.slopes, self.scale)


class BCELoss(Table):
    def __init__(self, reduction="mean", weight=None):
        self.weight, self.reduction = weight, reduction

    def forward(self, A, Y):
        A, Y = self.setup(A, Y)
        if (~np.greater_equal(A, 0)).any() or (~np.less_equal(A, 1)).any():
            raise ValueError("A is no table of probabilities")
        w = self.weights(self.weight, A.shape)
        both = np.stack([A, 1 - A])
        logs = np.full(both.shape, -100.0)
        ok = both > np.exp(-100.0)
        logs[ok] = np.log(both[ok])
        losses = -np.einsum("nc,knc,knc->nc", w, np.stack([Y, 1 - Y]), logs)
        self.slopes = np.einsum("nc,nc,nc->nc", w, A - Y, 1 / np.maximum(both.prod(axis=0), 1e-12))
        return self.out(losses)


class BCEWithLogitsLoss(Table):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight, self.pos_weight, self.reduction = weight, pos_weight, reduction

    def forward(self, A, Y):
        A, Y = self.setup(A, Y)
        w = self.weights(self.weight, A.shape)
        plus = self.weights(self.pos_weight, A.shape)
        signed = np.stack([-A, A])  # the cost of yes grows with -A, the cost of no with A
        costs = np.logaddexp(0, signed)
        share = np.stack([plus * Y, 1 - Y])
        losses = np.einsum("nc,knc,knc->nc", w, share, costs)
        sigmas = np.exp(-np.logaddexp(0, -signed))
        self.slopes = np.einsum("nc,k,knc,knc->nc", w, np.array([-1.0, 1.0]), share, sigmas)
        return self.out(losses)


class KLDivLoss(Table):
    def __init__(self, log_target=False, reduction="mean"):
        self.reduction, self.log_target = reduction, log_target

    def forward(self, A, Y):
        A, Y = self.setup(A, Y)
        P = np.exp(Y) if self.log_target else Y
        losses = np.zeros(A.shape)
        for index in zip(*np.where(P > 0)):
            log_p = Y[index] if self.log_target else np.log(Y[index])
            losses[index] = P[index] * log_p - P[index] * A[index]
        self.slopes = -P
        return self.out(losses)


def score_gradient(p, c):
    p, c = np.array(p, np.float64), np.array(c, np.float64)
    jacobian = np.einsum("k,ki->ki", p, np.eye(len(p)) - p[None, :])
    return np.einsum("ki,k->i", jacobian, (1 - c) / (1 - p) - c / p)
