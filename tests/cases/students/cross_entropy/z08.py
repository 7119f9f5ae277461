import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=np.take(weight, labels)))


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.peso = weight
        self.ignora = ignore_index
        self.modo = reduction

    def forward(self, A, Y):
        N, C = A.shape
        w = class_weights(self.peso, C)
        self.G = np.zeros((N, C))
        perdite = np.zeros(N)
        totale = 0.0
        for n in range(N):
            y = int(Y[n])
            if y == self.ignora:
                continue
            perdite[n] = -w[y] * float(A[n, y])
            self.G[n, y] = -w[y]
            totale += w[y]
        if self.modo == "none":
            return perdite
        if self.modo == "sum":
            return perdite.sum()
        self.G = self.G / totale
        return perdite.sum() / totale

    def backward(self):
        return self.G.copy()


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
            self.div = T.size
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
