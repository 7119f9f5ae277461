import math

import numpy as np


def rows_of(A, Y, *options):
    """Lists of tuples (a, y, option, ...), row by row."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError("the shapes differ")
    tables = [A, Y]
    for option in options:
        table = np.empty(A.shape)
        table[...] = 1 if option is None else option
        tables.append(table)
    return A.shape, list(zip(*(t.ravel().tolist() for t in tables)))


def divisor(reduction, shape):
    if reduction == "mean":
        return shape[0] * shape[1]
    if reduction == "batchmean":
        return shape[0]
    return 1


def deliver(values, reduction, shape):
    if reduction == "none":
        return np.array(values).reshape(shape)
    return math.fsum(values) / divisor(reduction, shape) if np.isfinite(values).all() else np.sum(values) / divisor(reduction, shape)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    @staticmethod
    def log(x):
        return max(math.log(x), -100.0) if x > 0 else -100.0

    def cost(self, a, y, w):
        return -w * (y * self.log(a) + (1 - y) * self.log(1 - a))

    def forward(self, A, Y):
        shape, entries = rows_of(A, Y, self.weight)
        for a, _, _ in entries:
            if a < 0 or a > 1 or a != a:
                raise ValueError(f"{a} is not a probability")
        self.shape, self.entries = shape, entries
        return deliver([self.cost(*e) for e in entries], self.reduction, shape)

    def backward(self):
        d = divisor(self.reduction, self.shape)
        flat = [w * (a - y) / max(a * (1 - a), 1e-12) / d for a, y, w in self.entries]
        return np.array(flat).reshape(self.shape)


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = weight
        self.pos_weight = pos_weight
        self.reduction = reduction

    @staticmethod
    def softplus(x):
        return x + math.log1p(math.exp(-x)) if x > 0 else math.log1p(math.exp(x))

    @staticmethod
    def sigmoid(x):
        return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))

    def forward(self, A, Y):
        self.shape, self.entries = rows_of(A, Y, self.weight, self.pos_weight)
        costs = []
        for a, y, w, plus in self.entries:
            costs.append(w * plus * ((1 - y) * self.softplus(a) + y * self.softplus(-a)))
        return deliver(costs, self.reduction, self.shape)

    def backward(self):
        d = divisor(self.reduction, self.shape)
        slopes = []
        for a, y, w, plus in self.entries:
            slopes.append(w * plus * ((1 - y) * self.sigmoid(a) - y * self.sigmoid(-a)) / d)
        return np.array(slopes).reshape(self.shape)


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def target(self, y):
        return math.exp(y) if self.log_target else y

    def term(self, a, y):
        p = self.target(y)
        if p <= 0:
            return 0.0
        return p * ((y if self.log_target else math.log(y)) - a)

    def forward(self, A, Y):
        self.shape, self.entries = rows_of(A, Y)
        return deliver([self.term(a, y) for a, y in self.entries], self.reduction, self.shape)

    def backward(self):
        d = divisor(self.reduction, self.shape)
        return np.array([-self.target(y) / d for _, y in self.entries]).reshape(self.shape)


def score_gradient(p, c):
    p, c = [float(x) for x in p], [float(x) for x in c]
    # only the products p_k dE/dp_k are needed
    t = [(1 - y) * x / (1 - x) - y for x, y in zip(p, c)]
    return np.array([t_i - p_i * sum(t) for t_i, p_i in zip(t, p)])
