import functools

import numpy as np


def float_tables(method):
    """Decorator: forward gets float64 copies of equal shape."""

    @functools.wraps(method)
    def wrapped(self, A, Y):
        A, Y = (np.array(t, dtype=np.double) for t in (A, Y))
        if A.shape != Y.shape:
            raise ValueError("unequal shapes")
        return method(self, A, Y)

    return wrapped


def ones_unless(option):
    return np.double(1) if option is None else np.array(option, dtype=np.double)


def scale(reduction, A):
    if reduction in ("sum", "none"):
        return 1
    return A.size if reduction == "mean" else A.shape[0]


def finish(losses, reduction):
    return losses if reduction == "none" else losses.sum() / scale(reduction, losses)


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.options = ones_unless(weight), ones_unless(pos_weight), reduction

    @float_tables
    def forward(self, A, Y):
        w, w_plus, reduction = self.options
        self.last = A, Y
        log_term = np.logaddexp.reduce([np.zeros(A.shape), -A])
        return finish(w * ((1 - Y) * A + (1 + (w_plus - 1) * Y) * log_term), reduction)

    def backward(self):
        w, w_plus, reduction = self.options
        A, Y = self.last
        m = np.maximum(0, -A)
        sigma = np.exp(-m) / (np.exp(-m) + np.exp(-A - m))
        slopes = w * ((1 - Y) * sigma - w_plus * Y * (1 - sigma))
        return slopes / scale(reduction, A)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.options = ones_unless(weight), reduction

    @float_tables
    def forward(self, A, Y):
        if not (A.min() >= 0 and A.max() <= 1):
            raise ValueError("probabilities, please")
        w, reduction = self.options
        self.last = A, Y
        with np.errstate(divide="ignore"):
            logs = np.log([A, 1 - A]).clip(min=-100)
        return finish(-w * (np.array([Y, 1 - Y]) * logs).sum(axis=0), reduction)

    def backward(self):
        w, reduction = self.options
        A, Y = self.last
        return (A - Y) / (A * (1 - A)).clip(min=1e-12) * w / scale(reduction, A)


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    @float_tables
    def forward(self, A, Y):
        if self.log_target:
            P, entropy = np.exp(Y), np.exp(Y) * np.where(np.isneginf(Y), 0, Y)
        else:
            P, entropy = Y, Y * np.log(np.where(Y > 0, Y, 1))
        cross = np.where(P > 0, P, 0) * np.where(P > 0, A, 0)
        self.P = P
        return finish(np.where(P > 0, entropy - cross, 0), self.reduction)

    def backward(self):
        return -self.P / scale(self.reduction, self.P)


def score_gradient(p, c):
    p, c = np.array(p, dtype=np.double), np.array(c, dtype=np.double)
    total = np.zeros(p.shape)
    for k, (p_k, c_k) in enumerate(zip(p, c)):
        basis = np.zeros(p.shape)
        basis[k] = 1
        total += (p_k - c_k) / (p_k * (1 - p_k)) * p_k * (basis - p)
    return total
