"""Correct solutions of the binary assignment in many styles.

A *style* says how a class is organized, a *formula* how one loss is computed. Each variant is a
style and a formula that go together in no other variant.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

# --------------------------------------------------------------------- formulas
# cost(A, Y) and slope(A, Y) are elementwise and weighted.


class _Formula:
    lowest, highest = -math.inf, math.inf

    def read(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        if A.shape != Y.shape or not np.all((self.lowest <= A) & (self.highest >= A)):
            raise ValueError("A and Y do not fit")
        return A, Y

    def divisor(self, shape):
        return {"mean": math.prod(shape), "batchmean": shape[0]}.get(self.reduction, 1)


class _BCE(_Formula):
    lowest, highest = 0, 1

    def __init__(self, weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else weight
        self.reduction = reduction

    def slope(self, A, Y):
        return np.multiply(self.weight, (A - Y) / np.maximum(A - A * A, 1e-12))


class BCEWhere(_BCE):
    """Looks up which of the two logarithms can be taken."""

    def cost(self, A, Y):
        with np.errstate(divide="ignore"):
            yes = np.where(math.exp(-100) < A, np.log(A), -100.0)
            no = np.where(A < 1, np.log(1 - A), -100.0)
        return -np.asarray(self.weight) * (Y * yes + (1 - Y) * no)


class BCEMasked(_BCE):
    """Takes logarithms only where they exist, into arrays prepared with the floor."""

    def cost(self, A, Y):
        logs = np.full((2, *A.shape), -np.inf)
        np.log(A, out=logs[0], where=A > 0)
        np.log(1 - A, out=logs[1], where=A < 1)
        logs = logs.clip(-100, None)
        return np.einsum("k...,k...->...", np.stack([Y, 1 - Y]), -logs) * self.weight


class BCETwoClasses(_BCE):
    """Treats each entry as a choice between two classes, stacked along a new axis."""

    def cost(self, A, Y):
        q, p = np.stack([A, 1 - A], axis=-1), np.stack([Y, 1 - Y], axis=-1)
        with np.errstate(divide="ignore"):
            return self.weight * -(p * np.fmax(np.log(q), -100)).sum(axis=-1)

    def slope(self, A, Y):
        spread = A * (1 - A)
        spread[spread < 1e-12] = 1e-12
        return self.weight * ((1 - Y) * A - Y * (1 - A)) / spread


class BCEScalars(_BCE):
    """One number at a time, with the math module."""

    def cost(self, A, Y):
        def log(x):
            return max(math.log(x), -100.0) if x else -100.0

        one = np.vectorize(lambda a, y: -y * log(a) - (1 - y) * log(1 - a), otypes=[float])
        return one(A, Y) * self.weight


class _Logits(_Formula):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = 1.0 if weight is None else np.asarray(weight)
        self.pos_weight = 1.0 if pos_weight is None else np.asarray(pos_weight)
        self.reduction = reduction

    def slope(self, A, Y):
        p = 0.5 + 0.5 * np.tanh(A / 2)
        return self.weight * (p * (1 - Y + self.pos_weight * Y) - self.pos_weight * Y)


class LogitsLogAddExp(_Logits):
    """Two calls of np.logaddexp, one for yes and one for no."""

    def cost(self, A, Y):
        yes, no = np.logaddexp(0, -A), np.logaddexp(0, A)
        return self.weight * (self.pos_weight * Y * yes + (1 - Y) * no)


class LogitsMax(_Logits):
    """max(z, 0) − zy + log1p(exp(−|z|)) if nothing is weighted, else the two halves."""

    def cost(self, A, Y):
        tail = np.log1p(np.exp(-np.abs(A)))
        if np.ndim(self.pos_weight) == 0 and self.pos_weight == 1:
            return self.weight * (np.maximum(A, 0) - A * Y + tail)
        yes, no = np.maximum(-A, 0) + tail, np.maximum(A, 0) + tail
        return self.weight * (self.pos_weight * Y * yes + (1 - Y) * no)


class LogitsTwoClasses(_Logits):
    """Cross-entropy of the two logits (z, 0)."""

    def cost(self, A, Y):
        z = np.stack([A, np.zeros_like(A)])
        z = z - z.max(axis=0)
        logs = z - np.log(np.exp(z).sum(axis=0))
        targets = np.stack([self.pos_weight * Y, 1 - Y])
        return -(targets * logs).sum(axis=0) * self.weight

    def slope(self, A, Y):
        top = np.maximum(A, 0)
        e1, e0 = np.exp(A - top), np.exp(-top)
        p, q = e1 / (e1 + e0), e0 / (e1 + e0)
        return self.weight * ((1 - Y) * p - self.pos_weight * Y * q)


class LogitsBySign(_Logits):
    """A formula for each sign of the logit, filled in by masks."""

    def cost(self, A, Y):
        plus = np.empty_like(A)
        up = A > 0
        plus[up] = np.log1p(np.exp(-A[up]))
        plus[~up] = np.log1p(np.exp(A[~up])) - A[~up]
        return self.weight * ((1 - Y) * A + plus + (self.pos_weight - 1) * Y * plus)


class _KL(_Formula):
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def slope(self, A, Y):
        return -np.exp(Y) if self.log_target else -Y


class KLNanToZero(_KL):
    """Computes everywhere and repairs the entries with target 0 afterwards."""

    def cost(self, A, Y):
        p = np.exp(Y) if self.log_target else Y
        with np.errstate(all="ignore"):
            terms = p * (Y - A) if self.log_target else Y * (np.log(Y) - A)
        terms[p == 0] = 0
        return terms


class KLSafeLog(_KL):
    """Takes the logarithm of 1 where the target is 0."""

    def cost(self, A, Y):
        if self.log_target:
            return np.exp(Y) * (Y - A)
        return Y * np.log(np.where(Y == 0, 1, Y)) - np.where(Y == 0, 0, Y) * A


class KLRatios(_KL):
    """The logarithm of a ratio, only where there is a target."""

    def cost(self, A, Y):
        p = np.exp(Y) if self.log_target else Y
        terms, here = np.zeros_like(A), p > 0
        log_p = Y[here] if self.log_target else np.log(p[here])
        terms[here] = p[here] * (log_p - A[here])
        return terms


class KLScalars(_KL):
    """One number at a time, with the math module."""

    def cost(self, A, Y):
        def one(a, y):
            p = math.exp(y) if self.log_target else y
            return p * ((y if self.log_target else math.log(p)) - a) if p else 0.0

        return np.vectorize(one, otypes=[float])(A, Y)


# ----------------------------------------------------------------------- styles


class _Plain:
    def forward(self, A, Y):
        self.A, self.Y = A, Y = self.read(A, Y)
        losses = self.cost(A, Y)
        if self.reduction == "none":
            return losses
        return losses.sum() / self.divisor(A.shape)

    def backward(self):
        return self.slope(self.A, self.Y) / self.divisor(self.A.shape)


class _GradientInForward:
    def forward(self, A, Y):
        A, Y = self.read(A, Y)
        self.dLdA = self.slope(A, Y) / self.divisor(A.shape)
        losses = self.cost(A, Y)
        return losses if self.reduction == "none" else float(losses.sum() / self.divisor(A.shape))

    def backward(self):
        return self.dLdA.copy()


class _Closure:
    def forward(self, A, Y):
        A, Y = self.read(A, Y)
        share = 1 / self.divisor(A.shape)
        self.backward = lambda: self.slope(A, Y) * share
        losses = self.cost(A, Y)
        return losses if self.reduction == "none" else np.vdot(losses, np.full(A.shape, share))


class _Loops:
    def forward(self, A, Y):
        self.pair = self.read(A, Y)
        losses = self.cost(*self.pair)
        if self.reduction == "none":
            return losses.tolist()
        total = 0.0
        for row in losses:
            total += math.fsum(row)
        return total / self.divisor(losses.shape)

    def backward(self):
        A, Y = self.pair
        slopes = self.slope(A, Y)
        for index in np.ndindex(slopes.shape):
            slopes[index] /= self.divisor(slopes.shape)
        return slopes


class _MatchStatement:
    def forward(self, A, Y):
        self.cache = dict(zip("AY", self.read(A, Y), strict=True))
        losses = self.cost(**self.cache)
        match self.reduction:
            case "none":
                return losses
            case "sum":
                return np.add.reduce(losses, axis=None)
            case "batchmean":
                return losses.sum(axis=1).mean()
            case _:
                return np.average(losses)

    def backward(self):
        slopes = self.slope(**self.cache)
        match self.reduction:
            case "none" | "sum":
                return slopes
            case "batchmean":
                return slopes / len(slopes)
            case _:
                return slopes / slopes.size


class _Properties:
    @property
    def share(self):
        return 1 / self.divisor(self.batch[0].shape)

    @property
    def losses(self):
        return self.cost(*self.batch)

    def forward(self, A, Y):
        self.batch = self.read(A, Y)
        return self.losses if self.reduction == "none" else (self.losses * self.share).sum()

    def backward(self):
        return self.slope(*self.batch) * self.share


@dataclass
class _Batch:
    A: Any
    Y: Any
    scale: float


class _Dataclass:
    def forward(self, A, Y):
        A, Y = self.read(A, Y)
        self.batch = _Batch(A, Y, self.divisor(A.shape))
        losses = np.asfortranarray(self.cost(A, Y))
        return losses if self.reduction == "none" else losses.sum(axis=0).sum() / self.batch.scale

    def backward(self):
        return self.slope(self.batch.A, self.batch.Y) / self.batch.scale


class _Flat:
    def forward(self, A, Y):
        A, Y = self.read(A, Y)
        self.shape, self.flat = A.shape, self.slope(A, Y).reshape(-1)
        losses = self.cost(A, Y).reshape(-1)
        if self.reduction == "none":
            return losses.reshape(self.shape)
        return losses @ np.ones(losses.size) / self.divisor(self.shape)

    def backward(self):
        return (self.flat / self.divisor(self.shape)).reshape(self.shape)


class _OnesVectors:
    def forward(self, A, Y):
        self.last = self.read(A, Y)
        losses = self.cost(*self.last)
        if self.reduction == "none":
            return losses
        n, c = losses.shape
        return (np.ones(n) @ losses @ np.ones(c)) / self.divisor((n, c))

    def backward(self):
        return np.true_divide(self.slope(*self.last), self.divisor(self.last[0].shape))


class _InPlace:
    def forward(self, A, Y):
        self.saved = self.read(A, Y)
        losses = np.array(self.cost(*self.saved))
        losses /= self.divisor(losses.shape)
        return losses if self.reduction == "none" else np.cumsum(losses)[-1]

    def backward(self):
        slopes = np.array(self.slope(*self.saved))
        slopes *= 1 / self.divisor(slopes.shape)
        return slopes


STYLES = {
    _Plain: "cost and slope as methods",
    _GradientInForward: "computes the gradient in forward and returns a float",
    _Closure: "leaves a closure behind as backward",
    _Loops: "adds up in loops, and returns nested lists for none",
    _MatchStatement: "chooses the reduction by a match statement",
    _Properties: "properties computed on demand",
    _Dataclass: "keeps the batch in a dataclass, with losses stored by columns",
    _Flat: "works on flat vectors",
    _OnesVectors: "sums with vectors of ones",
    _InPlace: "works in place on arrays of its own",
}


def variants(*formulas):
    """Every style once, each formula in turn."""
    for i, (style, words) in enumerate(STYLES.items()):
        formula = formulas[i % len(formulas)]
        name = f"{formula.__name__}{style.__name__}"
        yield type(name, (style, formula), {"__doc__": f"{formula.__doc__} Style: {words}."})


# -------------------------------------------------------------------- functions


def score_jacobian(p, c):
    """The whole Jacobian, times the slopes."""
    return (np.diag(p) - np.outer(p, p)) @ ((1 - c) / (1 - p) - c / p)


def score_paths(p, c):
    """Every path from a score through a probability to the loss, in two loops."""
    n = len(p)
    gradient = [0.0] * n
    for i in range(n):
        for k in range(n):
            dE_dp = -c[k] / p[k] + (1 - c[k]) / (1 - p[k])
            gradient[i] += dE_dp * p[k] * ((i == k) - p[i])
    return np.array(gradient)


def score_sorted_out(p, c):
    """Simplified on paper: with r = (p − c)/(1 − p), the gradient is r − p Σr."""
    r = (p - c) / (1 - p)
    return r - p * r.sum()


VARIANTS = {
    "BCELoss": list(variants(BCEWhere, BCEMasked, BCETwoClasses, BCEScalars)),
    "BCEWithLogitsLoss": list(variants(LogitsLogAddExp, LogitsMax, LogitsTwoClasses, LogitsBySign)),
    "KLDivLoss": list(variants(KLNanToZero, KLSafeLog, KLRatios, KLScalars)),
    "score_gradient": [score_jacobian, score_paths, score_sorted_out],
}
