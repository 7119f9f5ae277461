import numpy as np


def weighted_mean(losses, labels, weight):
    labels = np.asarray(labels).astype(np.intp)
    how_many = np.bincount(labels, minlength=len(weight))
    per_class = np.bincount(labels, weights=losses, minlength=len(weight))
    return float(per_class @ weight / (how_many @ weight))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        flat = np.asarray(A, dtype=float).ravel()
        row = np.flatnonzero(np.asarray(Y) != self.ignore_index)
        col = np.asarray(Y)[row].astype(np.intp)
        where = row * C + col
        self.kept = (N, C, where, w[col])
        loss = np.zeros(N)
        np.put(loss, row, -w[col] * flat[where])
        if self.reduction == "mean":
            return np.add.reduce(loss) / np.add.reduce(w[col])
        return loss if self.reduction == "none" else np.add.reduce(loss)

    def backward(self):
        N, C, where, wy = self.kept
        flat = np.zeros(N * C)
        flat[where] -= wy
        if self.reduction == "mean":
            flat /= wy.sum()
        return flat.reshape(N, C)


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        # everything below has a column per sample
        X = np.array(A, dtype=float).T
        C, N = X.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        logp = X - np.logaddexp.reduce(X, axis=0)
        use = np.full(N, 1.0)
        if np.asarray(Y).ndim == 2:
            T = np.array(Y, dtype=float).T
            below = N
        else:
            use[Y == self.ignore_index] = 0.0
            T = (np.arange(C)[:, None] == Y).astype(float) * use
            below = np.sum(w[:, None] * T)
        T = T + self.label_smoothing * (1.0 / C - T)
        S = w[:, None] * T * use
        loss = np.negative(np.sum(S * logp, axis=0))
        G = np.exp(logp) * S.sum(axis=0) - S
        self.G = np.ascontiguousarray(G.T) / (below if self.reduction == "mean" else 1.0)
        if self.reduction == "none":
            return loss
        return loss.sum() if self.reduction == "sum" else loss.sum() / below

    def backward(self):
        return np.copy(self.G)
