import numpy as np


def clamped_log(x):
    if x <= 0.0:
        return -100.0
    return max(float(np.log(x)), -100.0)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    # loss value
    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        N, C = A.shape
        w = np.ones((N, C))
        if self.weight is not None:
            w = w * np.array(self.weight, dtype=float)
        losses = np.zeros((N, C))
        slopes = np.zeros((N, C))
        for i in range(N):
            for j in range(C):
                a = A[i, j]
                y = Y[i, j]
                if not 0 <= a <= 1:
                    raise ValueError("not a probability")
                losses[i, j] = -w[i, j] * (y * clamped_log(a) + (1 - y) * clamped_log(1 - a))
                slopes[i, j] = w[i, j] * (a - y) / max(a * (1 - a), 1e-12)
        self.slopes = slopes
        if self.reduction == "none":
            return losses
        acc = np.sum(losses)
        if self.reduction == "mean":
            self.slopes = slopes / (N * C)
            return acc / (N * C)
        return acc

    # gradient
    def backward(self):
        return self.slopes


def stable_sigmoid(z):
    out = np.empty(z.shape)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = np.array(1.0) if weight is None else np.array(weight, dtype=float)
        self.pos_weight = np.array(1.0) if pos_weight is None else np.array(pos_weight, dtype=float)
        self.reduction = reduction

    # loss value
    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        w, wp = self.weight, self.pos_weight
        cost_yes = np.logaddexp(0, -A)
        cost_no = np.logaddexp(0, A)
        losses = w * (wp * Y * cost_yes + (1 - Y) * cost_no)
        self.slopes = w * ((1 - Y) * stable_sigmoid(A) - wp * Y * stable_sigmoid(-A))
        if self.reduction == "none":
            return losses
        acc = np.sum(losses)
        if self.reduction == "mean":
            self.slopes /= losses.size
            acc /= losses.size
        return acc

    # gradient
    def backward(self):
        return self.slopes.copy()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    # loss value
    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        N, C = A.shape
        losses = np.zeros((N, C))
        self.gradient = np.zeros((N, C))
        for i in range(N):
            for j in range(C):
                if self.log_target:
                    p = np.exp(Y[i, j])
                    losses[i, j] = p * (Y[i, j] - A[i, j])
                    self.gradient[i, j] = -p
                else:
                    p = Y[i, j]
                    if p > 0:
                        losses[i, j] = p * (np.log(p) - A[i, j])
                    self.gradient[i, j] = -p
        if self.reduction == "none":
            return losses
        normalizer = 1
        if self.reduction == "mean":
            normalizer = N * C
        elif self.reduction == "batchmean":
            normalizer = N
        self.gradient = self.gradient / normalizer
        return np.sum(losses) / normalizer

    # gradient
    def backward(self):
        return self.gradient


def score_gradient(p, c):
    C = len(p)
    result = np.zeros(C)
    for i in range(C):
        for k in range(C):
            ck = float(c[k])
            dE = -ck / p[k] + (1 - ck) / (1 - p[k])
            if i == k:
                result[i] += dE * p[k] * (1 - p[k])
            else:
                result[i] += dE * (-p[i] * p[k])
    return result
