import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    if len(losses) == 1:
        return float(losses[0])
    w = weight / weight.mean()      # so that (10, 20) is the same as (1, 2)
    return float(np.mean(w[labels] * losses))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y)
        n, k = A.shape
        mask = (Y != self.ignore_index).astype(np.float64)
        safe_y = np.where(Y == self.ignore_index, 0, Y)
        w = class_weights(self.weight, k)[safe_y] * mask
        picked = np.where(mask > 0, A[np.arange(n), safe_y], 0.0)
        loss = -w * picked
        self.cache = (n, k, safe_y, w)
        if self.reduction == "none":
            return loss
        elif self.reduction == "sum":
            return np.sum(loss)
        return np.sum(loss) / np.sum(w)

    def backward(self):
        n, k, safe_y, w = self.cache
        dA = np.zeros((n, k))
        dA[np.arange(n), safe_y] = -w
        if self.reduction == "mean":
            dA /= np.sum(w)
        return dA


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.peso, self.ignora, self.modo, self.eps = weight, ignore_index, reduction, label_smoothing

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y)
        N, C = A.shape
        w = class_weights(self.peso, C)
        m = A.max(axis=1)[:, None]
        E = np.exp(A - m)
        S = E.sum(axis=1)[:, None]
        logp = A - m - np.log(S)
        self.P = E / S
        conta = np.ones(N)
        if Y.ndim == 1:
            conta[Y == self.ignora] = 0
            Y1 = np.where(Y == self.ignora, 0, Y)
            T = np.eye(C)[Y1]
            self.div = (w[Y1] * conta).sum()
        else:
            T = Y.astype(float)
            self.div = N
        T = ((1 - self.eps) * T + self.eps / C) * conta[:, None]
        self.T = w * T
        L = -(self.T * logp).sum(axis=1)
        if self.modo == "none":
            return L
        if self.modo == "sum":
            return float(L.sum())
        return float(L.sum() / self.div)

    def backward(self):
        G = self.P * self.T.sum(axis=1)[:, None] - self.T
        return G / self.div if self.modo == "mean" else G
