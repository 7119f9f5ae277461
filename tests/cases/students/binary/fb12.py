import math
import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def each(function, *tables):
    """Apply a function of plain numbers to every entry."""
    tables = np.broadcast_arrays(*tables)
    flat = [function(*numbers) for numbers in zip(*(t.ravel().tolist() for t in tables))]
    return np.array(flat, dtype=float).reshape(tables[0].shape)


class Pointwise:
    """A loss made of `cost` and `slope`, two functions of one entry."""

    reduction = "mean"
    extras = ()

    def divisor(self, shape):
        rows, columns = shape
        return {"mean": rows * columns, "batchmean": rows}.get(self.reduction, 1)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.inspect(A)
        self.seen = (A, Y) + tuple(np.broadcast_to(e, A.shape) for e in self.extras)
        table = each(self.cost, *self.seen)
        if self.reduction == "none":
            return table
        return sum(table.ravel().tolist()) / self.divisor(A.shape)

    def backward(self):
        return each(self.slope, *self.seen) / self.divisor(self.seen[0].shape)

    def inspect(self, A):
        pass


def one_unless_given(w):
    return np.array(1 if w is None else w, dtype=float)


class BCELoss(Pointwise):
    def __init__(self, weight=None, reduction="mean"):
        self.extras = (one_unless_given(weight),)
        self.reduction = reduction

    def inspect(self, A):
        for a in A.ravel():
            if not 0 <= a <= 1:
                raise ValueError(f"{a} is not a probability")

    @staticmethod
    def cost(a, y, w):
        yes = max(math.log(a), -100.0) if a > 0 else -100.0
        no = max(math.log1p(-a), -100.0) if a < 1 else -100.0
        return -w * (y * yes + (1 - y) * no)

    @staticmethod
    def slope(a, y, w):
        return w * (a - y) / max(a * (1 - a), 1e-12)


def sigma(a):
    return 1 / (1 + math.exp(-a)) if a >= 0 else math.exp(a) / (1 + math.exp(a))


class BCEWithLogitsLoss(Pointwise):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.extras = (one_unless_given(weight), one_unless_given(pos_weight))
        self.reduction = reduction

    @staticmethod
    def cost(a, y, w, plus):
        rest = math.log1p(math.exp(-abs(a)))
        return w * ((1 - y) * (max(a, 0.0) + rest) + plus * y * (max(-a, 0.0) + rest))

    @staticmethod
    def slope(a, y, w, plus):
        return w * ((1 - y) * sigma(a) - plus * y * sigma(-a))


class KLDivLoss(Pointwise):
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def cost(self, a, y):
        if self.log_target:
            p, log_p = math.exp(y), y
        else:
            p, log_p = y, math.log(y) if y > 0 else 0.0
        return p * (log_p - a) if p > 0 else 0.0

    def slope(self, a, y):
        return -math.exp(y) if self.log_target else -y


def score_gradient(p, c):
    p, c = [float(v) for v in p], [float(v) for v in c]
    out = []
    right = c.index(max(c))
    for i in range(len(p)):
        total = 0.0
        for k in range(len(p)):
            dE_dpk = -1 / p[k] if k == right else 1 / (1 - p[k])
            dpk_dsi = p[k] * ((1.0 if i == k else 0.0) - p[i])
            total += dE_dpk * dpk_dsi
        out.append(total)
    return np.array(out)
