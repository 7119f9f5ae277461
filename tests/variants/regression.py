"""Correct regression losses in the styles in which students write them."""

import functools
import math
from dataclasses import dataclass, field

import numpy as np


def as_reals(A, Y):
    """The two arrays as float64; ValueError if their shapes differ."""
    A, Y = np.array(A, dtype=np.float64), np.array(Y, dtype=np.float64)
    if A.shape != Y.shape:
        raise ValueError("A and Y differ in shape")
    return A, Y


# ------------------------------------------------------------ styles of a whole class
# Each takes an elementwise loss and its slope, functions of the error and δ, and gives a class.


def style(build):
    """Name the class that a style builds, and let it keep the style's docstring."""

    @functools.wraps(build)
    def make(name, value, slope, constructor):
        cls = constructor(build(value, slope)) if constructor else build(value, slope)
        cls.__name__, cls.__doc__ = f"{name}{build.__name__.title()}", build.__doc__
        return cls

    return make


def with_delta(cls):
    """Put δ in front of the constructor's arguments."""

    class WithDelta(cls):
        def __init__(self, delta=1.0, reduction="mean"):
            if delta <= 0:
                raise ValueError("delta must be positive")
            super().__init__(reduction)
            self.delta = delta

    return WithDelta


def with_beta(cls):
    """The same for β, which may be 0."""

    class WithBeta(cls):
        def __init__(self, beta=1.0, reduction="mean"):
            if beta < 0:
                raise ValueError("beta must not be negative")
            super().__init__(reduction)
            self.delta = beta

    return WithBeta


class Plain:
    """A constructor, and δ = None where there is none."""

    delta = None

    def __init__(self, reduction="mean"):
        self.reduction = reduction


@style
def loops(value, slope):
    """Two nested loops over Python floats, no vectors at all."""

    class Loops(Plain):
        def forward(self, A, Y):
            self.A, self.Y = as_reals(A, Y)
            N, C = A.shape
            losses, total = np.zeros((N, C)), 0.0
            for n in range(N):
                for c in range(C):
                    losses[n, c] = value(float(self.A[n, c] - self.Y[n, c]), self.delta)
                    total += float(losses[n, c])
            if self.reduction == "none":
                return losses
            return total / (N * C) if self.reduction == "mean" else total

        def backward(self):
            N, C = self.A.shape
            gradient = np.zeros((N, C))
            for n in range(N):
                for c in range(C):
                    gradient[n, c] = slope(float(self.A[n, c] - self.Y[n, c]), self.delta)
                    if self.reduction == "mean":
                        gradient[n, c] /= N * C
            return gradient

    return Loops


@style
def comprehension(value, slope):
    """List comprehensions, nested lists returned, and `math.fsum`."""

    class Comprehension(Plain):
        def forward(self, A, Y):
            A, Y = as_reals(A, Y)
            self.rows = [list(zip(a, y, strict=True)) for a, y in zip(A, Y, strict=True)]
            losses = [[float(value(a - y, self.delta)) for a, y in row] for row in self.rows]
            flat = [loss for row in losses for loss in row]
            answers = {"none": losses, "sum": math.fsum(flat), "mean": math.fsum(flat) / len(flat)}
            return answers[self.reduction]

        def backward(self):
            count = sum(len(row) for row in self.rows) if self.reduction == "mean" else 1
            return [[float(slope(a - y, self.delta)) / count for a, y in r] for r in self.rows]

    return Comprehension


@style
def ones_vectors(value, slope):
    """Sums as products with vectors of ones, as the formulas of many lectures have them."""

    class Ones(Plain):
        def forward(self, A, Y):
            self.A, self.Y = as_reals(A, Y)
            losses = np.vectorize(value, otypes=[float])(self.A - self.Y, self.delta)
            if self.reduction == "none":
                return losses
            self.N, self.C = losses.shape
            total = np.ones((1, self.N)) @ losses @ np.ones((self.C, 1))
            return total.item() / (self.N * self.C if self.reduction == "mean" else 1)

        def backward(self):
            slopes = np.vectorize(slope, otypes=[float])(self.A - self.Y, self.delta)
            return slopes / (self.N * self.C) if self.reduction == "mean" else slopes

    return Ones


@style
def gradient_first(value, slope):
    """`forward` computes the gradient too, so that `backward` only hands out a copy."""

    class GradientFirst(Plain):
        def forward(self, A, Y):
            d = np.subtract(*as_reals(A, Y))
            losses = np.vectorize(value, otypes=[float])(d, self.delta)
            self.gradient = np.vectorize(slope, otypes=[float])(d, self.delta)
            if self.reduction == "mean":
                self.gradient /= d.size
            return {"none": losses, "sum": np.sum(losses), "mean": np.average(losses)}[
                self.reduction
            ]

        def backward(self):
            return self.gradient.copy()

    return GradientFirst


@style
def chain_rule(value, slope):
    """Reverse mode: each operation pushes what it needs on a tape, `backward` replays it."""

    class ChainRule(Plain):
        def forward(self, A, Y):
            A, Y = as_reals(A, Y)
            d = A - Y
            self.tape = [lambda upstream: upstream * np.vectorize(slope)(d, self.delta)]
            losses = np.vectorize(value, otypes=[float])(d, self.delta)
            if self.reduction == "none":
                return losses
            self.tape.append(lambda upstream: upstream * np.ones_like(d))
            if self.reduction == "sum":
                return losses.sum()
            self.tape.append(lambda upstream: upstream / d.size)
            return losses.sum() / d.size

        def backward(self):
            upstream = 1.0
            for push in reversed(self.tape):
                upstream = push(upstream)
            return upstream

    return ChainRule


@style
def closures(value, slope):
    """The object remembers a function, not an array."""

    class Closures(Plain):
        def forward(self, A, Y):
            A, Y = as_reals(A, Y)
            weight = {"mean": 1 / A.size}.get(self.reduction, 1.0)
            losses = np.array([value(d, self.delta) for d in (A - Y).ravel()]).reshape(A.shape)
            self.backward = lambda: (
                weight * np.array([slope(d, self.delta) for d in (A - Y).ravel()]).reshape(A.shape)
            )
            return losses if self.reduction == "none" else weight * losses.sum()

    return Closures


@style
def rows(value, slope):
    """A row at a time, with running sums that start new in each call."""

    class Rows(Plain):
        def forward(self, A, Y):
            self.pairs = list(zip(*as_reals(A, Y), strict=True))
            per_row = [[value(d, self.delta) for d in a - y] for a, y in self.pairs]
            if self.reduction == "none":
                return np.stack([np.array(row) for row in per_row])
            total = 0.0
            for row in per_row:
                total += sum(row)
            return total if self.reduction == "sum" else total / len(per_row) / len(per_row[0])

        def backward(self):
            out = np.stack([[slope(d, self.delta) for d in a - y] for a, y in self.pairs])
            out *= 1.0
            if self.reduction == "mean":
                out /= len(self.pairs)
                out /= out.shape[1]
            return out

    return Rows


GENERIC = (loops, comprehension, ones_vectors, gradient_first, chain_rule, closures, rows)


def generic(name, value, slope, constructor=None):
    """The styles that suit any elementwise loss."""
    return [make(name, value, slope, constructor) for make in GENERIC]


# ----------------------------------------------------------------------------- MSELoss


class MSEEinsum:
    """Sums of products as `einsum`, shape kept beside a flat residual."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = as_reals(A, Y)
        self.shape, self.d = A.shape, (A - Y).ravel()
        if self.reduction == "none":
            return np.einsum("i,i->i", self.d, self.d).reshape(self.shape)
        total = np.einsum("i,i->", self.d, self.d)
        return float(total) if self.reduction == "sum" else float(total) / self.d.size

    def backward(self):
        factor = 2.0 / self.d.size if self.reduction == "mean" else 2.0
        return (factor * self.d).reshape(self.shape)


class MSENorm:
    """The squared Frobenius norm of the residual."""

    def __init__(self, reduction="mean"):
        self.divide = {"mean": lambda size: size, "sum": lambda size: 1, "none": lambda size: 1}[
            reduction
        ]
        self.elementwise = reduction == "none"

    def forward(self, A, Y):
        A, Y = as_reals(A, Y)
        self.residual = A - Y
        if self.elementwise:
            return np.square(self.residual)
        return np.linalg.norm(self.residual) ** 2 / self.divide(A.size)

    def backward(self):
        return (self.residual + self.residual) / self.divide(self.residual.size)


@dataclass
class MSEDataclass:
    """A dataclass with a property; `Y − A` throughout, and the sign put right at the end."""

    reduction: str = "mean"
    batch: tuple = field(default=(), repr=False)

    @property
    def scale(self):
        """The number that the sum is multiplied by."""
        return 1 / np.prod(self.batch[0].shape) if self.reduction == "mean" else 1.0

    def forward(self, A, Y):
        self.batch = as_reals(A, Y)
        A, Y = self.batch
        losses = (Y - A) * (Y - A)
        if self.reduction == "none":
            return losses
        return np.dot(losses.flat, np.ones(A.size)) * self.scale

    def backward(self):
        A, Y = self.batch
        return -2 * self.scale * (Y - A)


class MSEInPlace:
    """In-place operators, but only on arrays of its own."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        if np.shape(A) != np.shape(Y):
            raise ValueError
        own = np.array(A, dtype=float)
        own -= Y
        self.d = own.copy()
        own *= own
        return own if self.reduction == "none" else getattr(own, self.reduction)()

    def backward(self):
        gradient = self.d.copy()
        gradient *= 2
        if self.reduction == "mean":
            gradient /= gradient.size
        return gradient


# ----------------------------------------------------------------------------- L1Loss


class L1Where:
    """`np.where` for the value and for the three cases of the slope."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = as_reals(A, Y)
        losses = np.where(self.A > self.Y, self.A - self.Y, self.Y - self.A)
        return losses if self.reduction == "none" else getattr(np, self.reduction)(losses)

    def backward(self):
        slope = np.where(self.A > self.Y, 1.0, np.where(self.A < self.Y, -1.0, 0.0))
        return slope / self.A.size if self.reduction == "mean" else slope


class L1Comparisons:
    """The slope as a difference of two comparisons."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = as_reals(A, Y)
        losses = np.maximum(self.A, self.Y) - np.minimum(self.A, self.Y)
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()

    def backward(self):
        up, down = self.A > self.Y, self.A < self.Y
        slope = up.astype(float) - down
        return slope / self.A.size if self.reduction == "mean" else slope


class L1SafeDivision:
    """d/|d|, with the division left out at ties."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.d = np.subtract(*as_reals(A, Y))
        losses = np.hypot(self.d, 0)
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()

    def backward(self):
        slope = np.divide(self.d, np.abs(self.d), out=np.zeros_like(self.d), where=self.d != 0)
        return slope / (self.d.size if self.reduction == "mean" else 1)


class L1Norm:
    """The 1-norm of the flattened residual, and a masked assignment for the slope."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.d = np.subtract(*as_reals(A, Y))
        if self.reduction == "none":
            return np.fabs(self.d)
        total = np.linalg.norm(self.d.ravel(), 1)
        return total / self.d.size if self.reduction == "mean" else total

    def backward(self):
        gradient = np.zeros(self.d.shape)
        gradient[self.d > 0] = 1
        gradient[self.d < 0] = -1
        return gradient / self.d.size if self.reduction == "mean" else gradient


# -------------------------------------------------------------------------- HuberLoss


class HuberBase:
    """The constructor, and one method per piece."""

    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError(delta)
        self.delta, self.reduction = delta, reduction

    def forward(self, A, Y):
        self.d = np.subtract(*as_reals(A, Y))
        losses = self.elementwise(self.d, np.abs(self.d))
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()

    def backward(self):
        slopes = self.slopes(self.d, np.abs(self.d))
        return slopes / self.d.size if self.reduction == "mean" else slopes

    def slopes(self, d, distance):
        return np.sign(d) * np.minimum(distance, self.delta)


class HuberWhere(HuberBase):
    """`np.where` between the two pieces, strict at the threshold, as most texts print it."""

    def elementwise(self, d, distance):
        linear = self.delta * (distance - 0.5 * self.delta)
        return np.where(distance < self.delta, 0.5 * d**2, linear)

    def slopes(self, d, distance):
        return np.where(distance < self.delta, d, self.delta * np.sign(d))


class HuberMasked(HuberBase):
    """Masked assignment, each piece computed only where it applies."""

    def elementwise(self, d, distance):
        losses, far = np.empty_like(d), distance > self.delta
        losses[~far] = d[~far] ** 2 / 2
        losses[far] = self.delta * distance[far] - self.delta**2 / 2
        return losses

    def slopes(self, d, distance):
        slopes = d.copy()
        slopes[d > self.delta] = self.delta
        slopes[d < -self.delta] = -self.delta
        return slopes


class HuberSplit(HuberBase):
    """½q² + δ(|d| − q) with q = min(|d|, δ): a squared part and a straight rest."""

    def elementwise(self, d, distance):
        squared = np.minimum(distance, self.delta)
        return squared**2 / 2 + self.delta * (distance - squared)


class HuberThreePieces(HuberBase):
    """`np.select` with a piece for each side."""

    def elementwise(self, d, distance):
        left, right = -self.delta * (d + self.delta / 2), self.delta * (d - self.delta / 2)
        return np.select([d < -self.delta, d > self.delta], [left, right], d * d / 2)

    def slopes(self, d, distance):
        return np.select([d < -self.delta, d > self.delta], [-self.delta, self.delta], d)


def huber_value(d, delta):
    """One entry's loss."""
    return d * d / 2 if abs(d) <= delta else delta * abs(d) - delta * delta / 2


# ----------------------------------------------------------------------- SmoothL1Loss


class SmoothL1Base:
    """The constructor, and the loss from pieces that a subclass gives."""

    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError(beta)
        self.beta, self.reduction = beta, reduction

    def forward(self, A, Y):
        self.d = np.subtract(*as_reals(A, Y))
        losses = self.elementwise(self.d, np.abs(self.d))
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()

    def backward(self):
        slopes = self.slopes(self.d, np.abs(self.d))
        return slopes / self.d.size if self.reduction == "mean" else slopes


class SmoothL1Masked(SmoothL1Base):
    """Masked assignment, each piece computed only where it applies."""

    def elementwise(self, d, distance):
        losses, small = distance - self.beta / 2, distance < self.beta
        losses[small] = d[small] ** 2 / (2 * self.beta)
        return losses

    def slopes(self, d, distance):
        slopes, small = np.sign(d), distance < self.beta
        slopes[small] = d[small] / self.beta
        return slopes


class SmoothL1OfHuber(SmoothL1Base):
    """Huber's loss over β, and the L1 loss where β is 0."""

    def elementwise(self, d, distance):
        if self.beta == 0:
            return distance
        near = np.minimum(distance, self.beta)
        return (near**2 / 2 + self.beta * (distance - near)) / self.beta

    def slopes(self, d, distance):
        return np.sign(d) if self.beta == 0 else np.clip(d / self.beta, -1, 1)


class SmoothL1Safe(SmoothL1Base):
    """`np.where`, with a width that is never 0 in the piece that is thrown away."""

    def elementwise(self, d, distance):
        width = self.beta or 1.0
        return np.where(distance < self.beta, d * d / width / 2, distance - self.beta / 2)

    def slopes(self, d, distance):
        return np.where(distance < self.beta, d / (self.beta or 1.0), np.sign(d))


def smooth_value(d, beta):
    """One entry's loss."""
    return d * d / (2 * beta) if abs(d) < beta else abs(d) - beta / 2


def smooth_slope(d, beta):
    """One entry's slope."""
    return d / beta if abs(d) < beta else float(d > 0) - float(d < 0)


# ----------------------------------------------------------- mean_squared_price_error


def price_loop(A, Y):
    """Python integers, which never overflow."""
    errors = [int(a) - int(y) for a, y in zip(A.flat, Y.flat, strict=True)]
    return sum(e * e for e in errors) / len(errors)


def price_objects(A, Y):
    """An object array of Python integers, divided at the end."""
    d = A.astype(object) - Y.astype(object)
    return float((d**2).sum() / d.size)


def price_subtract_dtype(A, Y):
    """The ufunc is told the type to compute in."""
    d = np.subtract(A, Y, dtype=np.float64)
    return np.mean(np.square(d))


def price_dot(A, Y):
    """A dot product of the flattened error with itself."""
    d = 1.0 * A.ravel() - 1.0 * Y.ravel()
    return float(d @ d) / d.size


VARIANTS = {
    "MSELoss": [
        *generic("MSE", lambda d, _: d**2, lambda d, _: 2 * d),
        MSEEinsum,
        MSENorm,
        MSEDataclass,
        MSEInPlace,
    ],
    "L1Loss": [
        *generic("L1", lambda d, _: abs(d), lambda d, _: (d > 0) - 1.0 * (d < 0)),
        L1Where,
        L1Comparisons,
        L1SafeDivision,
        L1Norm,
    ],
    "HuberLoss": [
        *generic("Huber", huber_value, lambda d, delta: max(-delta, min(d, delta)), with_delta),
        HuberWhere,
        HuberMasked,
        HuberSplit,
        HuberThreePieces,
    ],
    "SmoothL1Loss": [
        *generic("SmoothL1", smooth_value, smooth_slope, with_beta),
        SmoothL1Masked,
        SmoothL1OfHuber,
        SmoothL1Safe,
    ],
    "mean_squared_price_error": [price_loop, price_objects, price_subtract_dtype, price_dot],
}
