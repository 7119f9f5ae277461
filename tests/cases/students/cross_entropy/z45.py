from math import exp, log, fsum
import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    ws = [float(weight[k]) for k in labels]
    return fsum(w * float(l) for w, l in zip(ws, losses)) / fsum(ws)


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


def row_log_softmax(row):
    biggest = max(row)
    lse = biggest + log(fsum(exp(v - biggest) for v in row))
    return [v - lse for v in row]


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y)
        N, C = A.shape
        w = class_weights(self.weight, C).tolist()
        eps = self.label_smoothing
        losses, grads, weights = [], [], []
        for n in range(N):
            lp = row_log_softmax(A[n].tolist())
            if Y.ndim == 1:
                label = int(Y[n])
                if label == self.ignore_index:
                    losses.append(0.0)
                    grads.append([0.0] * C)
                    continue
                t = [1.0 if c == label else 0.0 for c in range(C)]
                weights.append(w[label])
            else:
                t = [float(v) for v in Y[n]]
                weights.append(1.0)
            wt = [w[c] * ((1 - eps) * t[c] + eps / C) for c in range(C)]
            losses.append(-fsum(wt[c] * lp[c] for c in range(C)))
            s = fsum(wt)
            grads.append([exp(lp[c]) * s - wt[c] for c in range(C)])
        self.G = np.array(grads)
        if self.reduction == "none":
            return np.array(losses)
        if self.reduction == "sum":
            return fsum(losses)
        self.G = self.G / fsum(weights)
        return fsum(losses) / fsum(weights)

    def backward(self):
        return np.array(self.G)
