"""Rubric of the regression losses: MSELoss, L1Loss, HuberLoss."""

from __future__ import annotations

import numpy as np

from autograder.rubric import (
    Build,
    Call,
    Case,
    Group,
    Question,
    Rubric,
    backward,
    both,
    call,
    forward,
    misconceptions_in,
    question,
    reuse,
)
from solutions import regression as reference
from solutions.regression import HuberLoss, L1Loss, MSELoss

# ---------------------------------------------------------------------------- cases

HOUSES = np.array([[3.0, 3.0], [5.0, 4.0]])
SOLD = np.array([[3.5, 4.0], [4.5, 3.0]])
#: The seeds' own example, in dollars.
DOLLARS = np.array([[300_000.0, 3.0], [500_000.0, 4.0]])
PAID = np.array([[350_000.0, 4.0], [450_000.0, 3.0]])


def batch(rng, n=5, c=3):
    """Predictions and targets with errors on both sides of every threshold and of zero.

    N = 5, C = 3: the factors 2, N, C, N·C and their inverses are all different.
    """
    Y = rng.normal(scale=3, size=(n, c))
    return Y + rng.normal(scale=2, size=(n, c)), Y


def ordinary(make, name, options=({},)):
    """Worked examples first, then random batches, a single sample and a single output."""

    def cases(rng):
        for chosen in options:
            yield make("the two houses", name, HOUSES, SOLD, public=True, **chosen)
            yield make("prices in dollars", name, DOLLARS, PAID, **chosen)
            yield make("a random batch", name, *batch(rng), **chosen)
            yield make("a batch of one sample", name, *batch(rng, n=1, c=4), **chosen)
            yield make("one output per sample", name, *batch(rng, n=7, c=1), **chosen)

    return cases


def ties(rng):
    """A batch in which some predictions equal their targets."""
    A, Y = batch(rng)
    A[1, 2], A[3, 0] = Y[1, 2], Y[3, 0]
    return A, Y


def l1_backward(rng):
    yield from ordinary(backward, "L1Loss")(rng)
    yield backward("predictions equal to their targets", "L1Loss", *ties(rng))


def at_the_threshold(make, delta):
    """Errors of exactly ±δ, where the two pieces of the Huber loss meet."""
    Y = np.zeros((2, 3))
    A = delta * np.array([[1.0, -1.0, 0.5], [2.0, -2.0, 0.0]])
    return make("errors of exactly delta", "HuberLoss", A, Y, delta=delta)


def huber(make):
    deltas = ({}, {"delta": 0.5}, {"delta": 3.0})

    def cases(rng):
        yield make("the two houses, delta 0.8", "HuberLoss", HOUSES, SOLD, public=True, delta=0.8)
        yield from ordinary(make, "HuberLoss", deltas)(rng)
        yield at_the_threshold(make, 0.75)
        yield make("a delta larger than every error", "HuberLoss", *batch(rng), delta=1e3)

    return cases


def reductions(name):
    def cases(rng):
        for reduction in ("sum", "none"):  # "mean" is what forward and backward ask for
            yield both(f'reduction="{reduction}"', name, *batch(rng), reduction=reduction)

    return cases


def whole_numbers(name):
    def cases(rng):
        small = rng.integers(0, 200, (2, 5, 3)).astype(np.uint8)
        yield both("8-bit whole numbers", name, *small, reduction="sum")
        large = rng.integers(-10_000_000, 10_000_000, (2, 5, 3)).astype(np.int32)
        yield both("32-bit whole numbers", name, *large, reduction="sum")

    return cases


def shapes(name):
    """A column against a row must raise rather than broadcast."""

    def cases(rng):
        yield forward("shapes (N, 1) and (N,)", name, rng.normal(size=(4, 1)), rng.normal(size=4))
        yield forward("shapes (N, C) and (1, C)", name, *np.split(rng.normal(size=(5, 3)), [4]))

    return cases


def large_offset(name):
    """Small errors of large numbers: expanding the square loses them."""

    def cases(rng):
        A, Y = batch(rng)
        yield both("small errors on top of large numbers", name, A + 2.0**30, Y + 2.0**30)
        yield both("very large errors", name, A * 1e140, Y * 1e140)

    return cases


def protocol(name, **options):
    def cases(rng):
        yield from reuse(name, [batch(rng), batch(rng, n=2, c=4)], **options)

    return cases


def bad_deltas(rng):
    for delta in (0.0, -1.0):
        yield Case("a delta that is not positive", (Build("loss", "HuberLoss", (delta,)),))
    A, Y = batch(rng)
    both_options = (
        Build("loss", "HuberLoss", (0.7, "sum")),
        Call("loss", "forward", (A, Y)),
        Call("loss", "backward"),
    )
    yield Case("delta and reduction given by position", both_options)


def loss_questions(name, forward_cases, backward_cases, extra_options=()):
    """The five questions of a regression loss."""
    options = (
        Group("reduction", 2, reductions(name)),
        Group("whole numbers", 1, whole_numbers(name)),
        Group("shapes", 1, shapes(name)),
        *extra_options,
    )
    return (
        question(f"{name}.forward", 3, forward_cases),
        question(f"{name}.backward", 3, backward_cases),
        Question(f"{name}.options", options),
        question(f"{name}.stability", 1, large_offset(name)),
        question(f"{name}.reuse", 2, protocol(name)),
    )


def int_prices(rng):
    for dtype in (np.int32, np.int64):
        yield call(
            "the two houses in dollars",
            "mean_squared_price_error",
            DOLLARS.astype(dtype),
            PAID.astype(dtype),
            public=True,
        )
    narrow = rng.integers(-100, 100, (2, 6)).astype(np.int8)
    yield call("8-bit whole numbers", "mean_squared_price_error", *narrow)
    unsigned = rng.integers(0, 255, (2, 3, 2)).astype(np.uint8)
    yield call("unsigned whole numbers", "mean_squared_price_error", *unsigned)


RUBRIC_QUESTIONS = (
    *loss_questions("MSELoss", ordinary(forward, "MSELoss"), ordinary(backward, "MSELoss")),
    *loss_questions("L1Loss", ordinary(forward, "L1Loss"), l1_backward),
    *loss_questions(
        "HuberLoss",
        huber(forward),
        huber(backward),
        (Group("delta", 1, bad_deltas),),
    ),
    question("mean_squared_price_error.value", 2, int_prices),
)


# ------------------------------------------------------------------- misconceptions
# Mistakes that all three losses share are written once, as mixins in front of the reference.


class _SumForMean:
    def forward(self, A, Y):
        scale = A.size if self.reduction == "mean" else 1
        return super().forward(A, Y) * scale


class _MeanOverSamples:
    def forward(self, A, Y):
        scale = A.shape[1] if self.reduction == "mean" else 1
        return super().forward(A, Y) * scale


class _GradientOfSum:
    def backward(self):
        scale = self.residual.size if self.reduction == "mean" else 1
        return super().backward() * scale


class _GradientPerSample:
    def backward(self):
        scale = self.residual.shape[1] if self.reduction == "mean" else 1
        return super().backward() * scale


class _GradientPointsDown:
    def backward(self):
        return -super().backward()


class _ReductionIgnored:
    def __init__(self, *args, reduction="mean", **kwargs):
        super().__init__(*args, **kwargs)


class _NoneAveragesInBackward:
    def backward(self):
        scale = self.residual.size if self.reduction == "none" else 1
        return super().backward() / scale


class _SumDividedInBackward:
    def backward(self):
        scale = self.residual.size if self.reduction == "sum" else 1
        return super().backward() / scale


class _KeepsIntegers:
    """Only the dtype is wrong: the residual is computed in the dtype that came in."""

    def forward(self, A, Y):
        with np.errstate(all="ignore"):
            residual = A - Y if A.shape == Y.shape else None
        value = super().forward(A, Y)
        if residual is not None and residual.dtype.kind in "iu":
            self.residual = residual
            losses = self.elementwise(residual)
            value = {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        return value


class _Broadcasts:
    def forward(self, A, Y):
        return super().forward(*(x.copy() for x in np.broadcast_arrays(A, Y)))


class _StaleCache:
    def forward(self, A, Y):
        first = getattr(self, "residual", None)
        value = super().forward(A, Y)
        self.residual = self.residual if first is None else first
        return value


class _StateOnClass:
    def forward(self, A, Y):
        value = super().forward(A, Y)
        type(self).shared = self.residual
        return value

    def backward(self):
        self.residual = type(self).shared
        return super().backward()


class _SpoilsItsInput:
    def forward(self, A, Y):
        value = super().forward(A, Y)
        if A.shape == Y.shape:
            A -= Y
        return value


class _GradientUsedUp:
    def backward(self):
        gradient = super().backward()
        self.residual = np.zeros_like(self.residual)
        return gradient


class MSESumForMean(_SumForMean, MSELoss):
    """Your loss grows when the batch grows, even if every error stays the same.

    The mean squared error is an average over all entries, so that a batch of twice the size
    has the same loss. Count the entries of A: what do you divide by?
    """

    breaks = ("MSELoss.forward", "MSELoss.stability")


class MSEMeanOverSamples(_MeanOverSamples, MSELoss):
    """Your loss is larger than it should be by the number of outputs per sample.

    The mean is over every single entry of A, not over its rows. Try a case with one
    output per sample (C = 1): there the two agree, which is why the slip is easy to miss.
    """

    breaks = ("MSELoss.forward", "MSELoss.stability")


class MSEStaleCache(_StaleCache, MSELoss):
    """`backward` still speaks about the first batch when a second one has come through.

    It should give the gradient for the last call of `forward`. What does your object remember,
    and when is that memory replaced?
    """

    breaks = ("MSELoss.reuse",)


RUBRIC = Rubric("regression", reference, RUBRIC_QUESTIONS, misconceptions_in(globals()))
