"""Rubric of the regression losses: MSELoss, L1Loss, HuberLoss, SmoothL1Loss."""

from __future__ import annotations

import inspect
from typing import ClassVar

import numpy as np
from surprise_to_gradient.solutions import regression as reference
from surprise_to_gradient.solutions.regression import HuberLoss, L1Loss, MSELoss, SmoothL1Loss

from autograder.judging.cases import beside, by_position
from autograder.judging.families import Loss, Wrong, made_in, mistake
from autograder.rubric import (
    Build,
    Case,
    Group,
    Question,
    Rubric,
    backward,
    both,
    call,
    forward,
    misconceptions_in,
    protocol,
    question,
    reductions,
)

# ---------------------------------------------------------------------------- cases

HOUSES = np.array([[3.0, 3.0], [5.0, 4.0]])
SOLD = np.array([[3.5, 4.0], [4.5, 3.0]])
#: The houses of the find-the-bug task: prices in dollars, and bedrooms.
DOLLARS = np.array([[300_000.0, 3.0], [500_000.0, 4.0]])
PAID = np.array([[350_000.0, 4.0], [450_000.0, 3.0]])
#: Errors that look like ties to a tolerance, down to one below the rounding of 1.
TINY = np.array([[1e-3, -1e-3, 1e-6, -1e-20], [-1e-6, 1e-9, -1e-9, 1e-13]])


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
    yield backward("very small errors", "L1Loss", TINY, np.zeros_like(TINY))
    _, Y = batch(rng)
    huge = 1e200 * rng.uniform(1, 2, (5, 3)) * rng.choice([-1, 1], (5, 3))
    yield backward("errors whose square is too large", "L1Loss", huge, Y)


def at_the_threshold(make, name, **threshold):
    """Errors of exactly ±δ, where the two pieces of the loss meet."""
    (delta,) = threshold.values()
    Y = np.zeros((2, 3))
    A = delta * np.array([[1.0, -1.0, 0.5], [2.0, -2.0, 0.0]])
    return make(f"errors of exactly {next(iter(threshold))}", name, A, Y, **threshold)


def in_pieces(make, name, threshold):
    """The cases of a loss that has a threshold of this name."""

    def cases(rng):
        label = f"the two houses, {threshold} 0.8"
        yield make(label, name, HOUSES, SOLD, public=True, **{threshold: 0.8})
        for chosen in ({}, {threshold: 0.5}, {threshold: 3.0}):
            yield from ordinary(make, name, (chosen,))(rng)
        yield at_the_threshold(make, name, **{threshold: 0.75})
        larger = f"a {threshold} larger than every error"
        yield make(larger, name, *batch(rng), **{threshold: 1e3})

    return cases


def whole_numbers(name):
    """Differences that do not fit the dtype; no ties, which are another question's matter.

    Of the 32-bit ones a single difference wraps around, to a number whose square wraps around to
    1 983 905 792, and the others are small: so neither their sum nor that of their squares is
    above 2³¹, and NumPy counts the same where whole numbers are added up in 32 bits, as in a page.
    The averages show a gradient that is written into an array of whole numbers.
    """

    def cases(rng):
        low = rng.integers(0, 100, (5, 3))
        high = low + rng.integers(1, 100, (5, 3))
        swap = rng.random((5, 3)) < 0.5
        swap[0, :2] = True, False
        A, Y = np.where(swap, low, high), np.where(swap, high, low)
        yield _as(np.uint8, "8-bit whole numbers", name, A, Y)
        Y = rng.integers(-2_000_000_000, 2_000_000_000, (5, 3))
        A = Y + rng.integers(1, 3000, (5, 3)) * rng.choice([-1, 1], (5, 3))
        A[0, 0], Y[0, 0] = 2_000_000_000, -2_000_000_000
        yield _as(np.int32, "32-bit whole numbers", name, A, Y)
        A, Y = np.where(swap, low, high), np.where(swap, high, low)
        yield _as(np.int64, "whole numbers, averaged", name, A, Y, reduction="mean")

    return cases


def _as(dtype, label, name, A, Y, reduction="sum"):
    """Whole numbers of one type must cost what they cost as floats."""
    floats, whole = (
        both(label, name, A.astype(t), Y.astype(t), reduction=reduction).steps
        for t in (float, dtype)
    )
    return Case(label, whole, baseline=(floats,))


def shapes(name):
    """A column against a row must raise rather than broadcast."""

    def cases(rng):
        yield forward("shapes (N, 1) and (N,)", name, rng.normal(size=(4, 1)), rng.normal(size=4))
        yield forward("shapes (N, C) and (1, C)", name, *np.split(rng.normal(size=(5, 3)), [4]))
        table, column = np.split(rng.normal(size=(5, 4)), [3], axis=1)
        yield forward("shapes (N, C) and (N, 1)", name, table, column)

    return cases


def moved(name):
    """Small errors of large numbers cost what they cost near zero: expanding the square loses them.

    Entries are multiples of 1/1024, so the sums are exact. What counts is that the submission's
    own answers agree: a wrong factor has cost its points elsewhere.
    """

    def cases(rng):
        A, Y = (np.round(array * 1024) / 1024 for array in batch(rng))
        near, far = (_loss_and_gradient(name, A + m, Y + m) for m in (0, 2.0**30))
        yield Case("small errors on top of large numbers", far, baseline=(near,))

    return cases


def enormous(rng):
    """An error whose square overflows costs δ|d|, as do others of the same product."""
    d = rng.uniform(1, 2, (4, 3))
    steep = _loss_and_gradient("HuberLoss", 1e150 * d, 0 * d, delta=1e50)[:2]
    flat = _loss_and_gradient("HuberLoss", 1e200 * d, 0 * d, delta=1.0)[:2]
    yield Case("errors whose square is too large for a float", flat, baseline=(steep,))


def moved_and_enormous(name):
    """Small errors of large numbers, and one error a column whose square overflows.

    The enormous error and eleven of 0 have the mean of twelve of its twelfth.
    """

    def cases(rng):
        yield from moved(name)(rng)
        share = np.tile(1e154 * rng.uniform(1, 1.2, 3), (12, 1))
        single = np.zeros((12, 3))
        single[5] = 12 * share[5]
        far, spread = (_loss_and_gradient(name, A, 0 * A)[:2] for A in (single, share))
        yield Case("errors whose square is too large for a float", far, baseline=(spread,))

    return cases


def l1_forward(rng):
    """Ordinary batches, and one that is all ties: |0| is 0, which a smoothed corner misses."""
    yield from ordinary(forward, "L1Loss")(rng)
    _, Y = batch(rng)
    yield forward("predictions equal to their targets", "L1Loss", Y.copy(), Y)


def l1_enormous(rng):
    """Errors whose square does not fit a float: |d| needs no square."""
    A, Y = batch(rng)
    yield forward("errors whose square is too large", "L1Loss", 1e200 * (A - Y), Y)


def _loss_and_gradient(name, A, Y, **options):
    return both("", name, A, Y, **options).steps


def deltas_and_places(rng):
    """A threshold must be positive; delta comes before reduction."""
    for delta in (0.0, -1.0):
        yield Case("a delta that is not positive", (Build("loss", "HuberLoss", (delta,)),))
    label = "delta and reduction given by position"
    yield by_position(label, "HuberLoss", *batch(rng), delta=1.0, reduction="sum")


def betas_and_places(rng):
    """A width may be zero, not negative; beta comes before reduction."""
    yield Case("a beta that is negative", (Build("loss", "SmoothL1Loss", (-1.0,)),))
    yield both("a beta of zero", "SmoothL1Loss", *ties(rng), beta=0.0, reduction="sum")
    near = TINY, np.zeros_like(TINY)
    yield both("a beta of zero, small errors", "SmoothL1Loss", *near, beta=0.0, reduction="sum")
    near = 1e-7 * np.ones((5, 1)), 1e-7 * np.outer([0.1, -0.5, 1, 3, -9], np.ones(1))
    yield both("a very small beta", "SmoothL1Loss", *near, beta=2e-7, reduction="sum")
    label = "beta and reduction given by position"
    yield by_position(label, "SmoothL1Loss", *batch(rng), beta=1.0, reduction="sum")


def reused(name, threshold=None):
    """The protocol of all losses, and an object beside another one with other options."""
    one, other = ({threshold: 0.5}, {threshold: 3.0}) if threshold else ({}, {})

    def cases(rng):
        yield from protocol(name, batch)(rng)
        yield beside(name, batch(rng), {**one, "reduction": "sum"}, other)

    return cases


def nearly_right(rng):
    """A batch in which one prediction is nearly right: a slope that is rounded off shows there."""
    A, Y = batch(rng)
    A[2, 1] = Y[2, 1] + 1e-3
    return A, Y


def loss_questions(
    name, forward_question, backward_cases, options=(), stability=(), large=moved, threshold=None
):
    """The five questions of a regression loss."""
    asked = (
        Group("reduction", 2, reductions(both, name, nearly_right, "sum", "none")),
        Group("whole numbers", 1, whole_numbers(name)),
        Group("shapes", 1, shapes(name)),
        *options,
    )
    steady = (Group("large numbers", 1, large(name)), *stability)
    return (
        forward_question,
        question(f"{name}.backward", 3, backward_cases),
        Question(f"{name}.options", asked),
        Question(f"{name}.stability", steady),
        question(f"{name}.reuse", 2, reused(name, threshold)),
    )


def int_prices(rng):
    name = "mean_squared_price_error"
    for dtype in (np.int32, np.int64):
        houses = DOLLARS.astype(dtype), PAID.astype(dtype)
        yield call("the two houses in dollars", name, *houses, public=True)
    # The last error is what is left to make the sum of squares odd: its mean is no whole number.
    narrow = rng.integers(-100, 100, (2, 6)).astype(np.int8)
    narrow[:, 0] = 127, -128
    narrow[0, -1] = narrow[1, -1] ^ _parity(narrow[:, :-1])
    yield call("8-bit whole numbers", name, *narrow)
    unsigned = rng.integers(0, 255, (2, 3, 2)).astype(np.uint8)
    unsigned[:, 0, 0] = 3, 250
    yield call("unsigned whole numbers", name, *unsigned)
    wide = rng.integers(10**9, 2 * 10**9, (2, 3, 2))
    yield call("64-bit whole numbers", name, 3 * wide[0], -3 * wide[1])


def _parity(pair):
    return 1 - int(np.sum(pair[0].astype(int) - pair[1])) % 2


L1_FORWARD = (
    Group("ordinary errors", 2, l1_forward),
    Group("enormous errors", 1, l1_enormous),
)

QUESTIONS = (
    *loss_questions(
        "MSELoss",
        question("MSELoss.forward", 3, ordinary(forward, "MSELoss")),
        ordinary(backward, "MSELoss"),
    ),
    *loss_questions("L1Loss", Question("L1Loss.forward", L1_FORWARD), l1_backward),
    *loss_questions(
        "HuberLoss",
        question("HuberLoss.forward", 3, in_pieces(forward, "HuberLoss", "delta")),
        in_pieces(backward, "HuberLoss", "delta"),
        options=(Group("delta", 1, deltas_and_places),),
        stability=(Group("enormous errors", 1, enormous),),
        threshold="delta",
    ),
    *loss_questions(
        "SmoothL1Loss",
        question("SmoothL1Loss.forward", 3, in_pieces(forward, "SmoothL1Loss", "beta")),
        in_pieces(backward, "SmoothL1Loss", "beta"),
        options=(Group("beta", 1, betas_and_places, spared=True),),
        large=moved_and_enormous,
        threshold="beta",
    ),
    question("mean_squared_price_error.value", 3, int_prices),
)


# ------------------------------------------------- mistakes that all the losses share


@mistake("options")
class SubtractsWholeNumbers(Wrong):
    """For arrays of whole numbers your residual wraps around.

    NumPy subtracts whole numbers in their own width. Unsigned 8-bit numbers know nothing below
    0, so that 3 − 5 comes out as 254, and 32-bit numbers end near two billion.
    Turning the residual into real numbers afterwards is too late. Where does it become real
    in your code, and where would it have to?
    """

    def forward(self, A, Y):
        if A.shape != Y.shape:
            return super().forward(A, Y)
        residual = A - Y
        return super().forward(residual, np.zeros_like(residual))


@mistake("options")
class GradientKeepsDtype(Wrong):
    """For arrays of whole numbers your slopes are cut off to whole numbers, or raise an error.

    The array that holds your gradient was made in the image of A, so it takes the type of A. An
    array of whole numbers drops what comes after the point: a slope of 1/15 is kept as 0. One
    without signs has no place for −1 either. A gradient is made of real numbers, whatever came in.
    Say which type its array should have, or make it from numbers that are real already.
    """

    variants = ({}, {"refuses": True})
    refuses = False

    def backward(self):
        gradient, dtype = super().backward(), self.given[0].dtype
        if self.refuses and dtype.kind == "u" and (gradient <= -1).any():
            raise OverflowError("Python integer -1 out of bounds for uint8")
        with np.errstate(invalid="ignore"):
            return gradient.astype(dtype)


@mistake("backward", "options")
class Squeezes(Wrong):
    """A batch with one row, or with one column, loses an axis in your class.

    `np.squeeze` takes away every axis of length 1. But N and C may be 1, and their axes belong to
    the caller: for A of shape (1, 4) the gradient has the shape (1, 4), too. Squeezed, a column of
    shape (N, 1) also fits a row of shape (N,), which should raise ValueError. Leave the shapes as
    they come in; two arrays of the same shape need no squeezing.
    """

    small = True

    def forward(self, A, Y):
        return super().forward(np.squeeze(A), np.squeeze(Y))


@mistake("options")
class BendsTargets(Wrong):
    """Targets of another shape are made to fit in your class; they should give a ValueError.

    A column of shape (N, 1) and a row of shape (N,) hold as many numbers. So a reshape, a squeeze
    or a new axis makes one fit the other, and nobody hears that something was mixed up. With (2, 3)
    and (3, 2) a reshape even pairs predictions with the targets of others. Compare the two shapes
    as they come in, before you change anything.
    """

    def forward(self, A, Y):
        return super().forward(A, np.reshape(Y, A.shape) if A.size == Y.size else Y)


@mistake("options")
class LossKeepsDtype(Wrong):
    """For arrays of whole numbers your losses are cut off to whole numbers.

    The table that holds them was made in the image of another array, with `zeros_like` for
    instance, so it takes over its type. A table of whole numbers drops what comes after the point:
    a loss of 2.5 is kept as 2. If differences are taken in that type, too, narrow ones wrap around:
    among unsigned 8-bit numbers 3 − 5 is 254. Turn A and Y into real numbers before anything else;
    then every table that is made like them holds real numbers.
    """

    variants = ({}, {"wraps": False})
    wraps = True

    def forward(self, A, Y):
        if A.shape != Y.shape or A.dtype.kind == "f":
            return super().forward(A, Y)
        residual = A - Y if self.wraps else A.astype(float) - Y.astype(float)
        super().forward(residual, np.zeros_like(residual))
        losses = self.twin(reduction="none").forward(residual, np.zeros_like(residual))
        with np.errstate(invalid="ignore"):
            return reduce(losses.astype(A.dtype), self.reduces)


@mistake("reuse")
class OptionsOnClass(Wrong):
    """Your objects share their options: when a second one is built, the first one changes, too.

    An assignment to the class itself, or to a global name, writes to a place of which there is only
    one, and the object that was built last decides for all of them. A training loop may hold a loss
    for each output of a model, with other options each. What belongs to one object is kept on
    `self`. Build one loss with the option `reduction="sum"` and a second without, and ask the first
    for its loss.
    """

    latest: ClassVar[dict] = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        type(self).latest = dict(vars(self))

    def forward(self, A, Y):
        vars(self).update(type(self).latest)
        return super().forward(A, Y)


@mistake("reuse")
class ThresholdOnClass(OptionsOnClass):
    """Your objects share their threshold: a second one with another threshold changes the first.

    An assignment to the class itself, or to a global name, writes to a place of which there is only
    one, and the object that was built last decides for all of them. Two losses with different
    thresholds may well be compared in one program. What belongs to one object is kept on `self`.
    Build one loss with the threshold 0.5 and then another one with 3, and ask the first for its
    loss.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del type(self).latest["reduction"]


@mistake("options")
class OptionsReordered(Wrong):
    """Options given by name work; given by position, they end up in the wrong places.

    The threshold comes first here, and `reduction` after it. A caller may leave the names out, and
    then only the order says which value is which: with your constructor the first number becomes
    the reduction, and nobody checks whether it can be a threshold. PyTorch's own constructors begin
    with other arguments. Compare the first line of your class with that of the notebook.
    """

    def __init__(self, *args, **options):
        threshold = next(iter(inspect.signature(self.subject.reference).parameters))
        placed = dict(zip(("reduction", threshold), args, strict=False))
        super().__init__(**placed, **options)


def shared(reference, prefix, more=(), **changes):
    """The mistakes that any regression loss allows, made in one."""
    also = [SubtractsWholeNumbers, GradientKeepsDtype, Squeezes, BendsTargets, OptionsOnClass]
    return made_in(Loss(reference, prefix), also=[*also, *more], **changes)


#: What goes wrong where there are pieces, and a threshold between them.
WITH_THRESHOLD = (LossKeepsDtype, OptionsReordered, ThresholdOnClass)


# ---------------------------------------------------------------------------- MSELoss


def reduce(losses, reduction):
    """What the option ``reduction`` makes of elementwise losses."""
    return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]


class MSEHalved(MSELoss):
    """Your loss and your gradient are both half of what is asked for.

    Many textbooks put a ½ in front of the square, so that the 2 of the derivative cancels.
    That is a fine convention, and another one than that of this course and of PyTorch's
    `MSELoss`: here the loss is the plain mean of the squares. Check the worked example by hand.
    """

    breaks = ("MSELoss.forward", "MSELoss.backward", "MSELoss.options")

    def forward(self, A, Y):
        return super().forward(A, Y) / 2

    def backward(self):
        return super().backward() / 2


class MSEHalfInForward(MSELoss):
    """Your loss is half of what is asked for.

    There is a ½ in your `forward` that some books write, so that the 2 of the derivative cancels,
    and that this course does not. Work out the two houses by hand: the squares are 0.25, 1, 0.25
    and 1, and their mean is 0.625. Then let `numerical_gradient` compare your two methods, since a
    factor in one of them belongs in the other, too.
    """

    breaks = ("MSELoss.forward", "MSELoss.options")

    def forward(self, A, Y):
        return super().forward(A, Y) / 2


class MSEGradientWithoutTwo(MSELoss):
    """Your gradient is half of what it should be.

    The loss is a mean of squares, without a factor ½. When a square is differentiated, its
    exponent comes down in front. Books that drop this factor start from ½d².
    Nudge a single prediction by 0.001 and see by how much the loss changes.
    """

    breaks = ("MSELoss.backward", "MSELoss.options")

    def backward(self):
        return super().backward() / 2


class MSEHalvedPerSample(MSELoss):
    """You halve the sum of the squares and divide it by the number of samples only.

    Σd²/(2N) and its gradient d/N are how some courses define the squared error, and there they
    are right. In this course, as in PyTorch's `MSELoss`, the loss is the plain mean over all N·C
    entries, without a ½. For the two houses the squares sum to 2.5, and there are four entries.
    With C = 2 outputs and a mean over samples the ½ hides: both give 0.625. Try one output.
    """

    breaks = ("MSELoss.forward", "MSELoss.backward")

    def factor(self):
        return self.residual.shape[1] / 2 if self.reduction == "mean" else 1

    def forward(self, A, Y):
        return super().forward(A, Y) * self.factor()

    def backward(self):
        return super().backward() * self.factor()


class MSEGradientIsResidual(MSELoss):
    """Your gradient is just the difference of prediction and target.

    Two factors are missing. The square leaves a 2 when it is differentiated, and the mean divides
    by N·C, the number of all entries. Some courses start from half the sum of the squares, whose
    gradient is A − Y; here the loss is the mean of the squares. Raise one prediction by 0.001 and
    look by how much the loss changes: for the two houses, an error of 0.5 has the slope 0.25.
    """

    breaks = ("MSELoss.backward", "MSELoss.options")

    def backward(self):
        super().backward()
        return 1.0 * self.residual


class MSEAbsolute(MSELoss):
    """You add up the sizes of the errors; their squares are asked for.

    An error of 3 costs 9 here, and one of 0.5 costs 0.25: large errors weigh more than their share,
    small ones less. For the two houses the errors are 0.5, 1, 0.5 and 1; their squares have the
    mean 0.625, and their sizes 0.75. The mean of the sizes is a loss of its own, which comes next
    in the notebook.
    """

    breaks = ("MSELoss.forward", "MSELoss.options")

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduce(np.abs(self.residual), self.reduction)


class MSERoot(MSELoss):
    """You return the square root of the mean squared error.

    The root (RMSE) has the unit of the targets and is good for a report. As a loss it is
    another function with another gradient: that of the root divides by the root itself.
    Compare your number for the worked example with the sum of squares that is written there.
    """

    breaks = ("MSELoss.forward",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return np.sqrt(value) if self.reduction == "mean" else value


class MSEExpandedSquare(MSELoss):
    """Your loss loses its digits when predictions and targets are large and close together.

    Written out, the square is A² − 2AY + Y²: a difference of huge numbers that is tiny. Each
    huge number is rounded to 16 digits, and the subtraction leaves the rounding errors.
    Near zero both ways agree. Which of them has the small number before it squares?
    """

    breaks = ("MSELoss.stability",)

    def forward(self, A, Y):
        super().forward(A, Y)
        A, Y = A.astype(float), Y.astype(float)
        return reduce(A**2 - 2 * A * Y + Y**2, self.reduction)


class MSESquareOfMean(MSELoss):
    """You average first and square afterwards, so errors of opposite sign cancel.

    The square of a mean is not the mean of the squares. Two predictions, one too high by 10
    and one too low by 10, would count as perfect. Every error must be squared by itself;
    look at the order of the operations from the inside out.
    """

    breaks = ("MSELoss.forward", "MSELoss.options")

    def forward(self, A, Y):
        losses = super().forward(A, Y)
        if self.reduction == "none":
            return losses
        return (self.residual.mean() if self.reduction == "mean" else self.residual.sum()) ** 2


class MSEVariance(MSELoss):
    """You return the variance of the errors: the part that they all have in common is gone.

    `np.var` subtracts the mean before it squares. A model that is too high by 10 everywhere
    would have loss 0. The mean squared error is measured from zero: it is the variance of the
    errors plus the square of their mean.
    """

    breaks = ("MSELoss.forward",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return self.residual.var() if self.reduction == "mean" else value


class MSESquaresWholeNumbers(MSELoss):
    """For arrays of whole numbers your squares wrap around.

    The difference and its square are computed in the width of the input: 8 bits hold nothing
    above 255, 32 bits nothing above two billion or so. A square gets there soon, and NumPy
    does not complain. Convert once, at the start, and everything after it is real.
    """

    breaks = ("MSELoss.options",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if A.dtype.kind == "f":
            return value
        self.residual = A - Y
        return reduce(self.residual**2, self.reduction)


# ----------------------------------------------------------------------------- L1Loss


class L1SlopeUpAtTies(L1Loss):
    """Where a prediction equals its target, your slope is that of an error above zero.

    The absolute value has a kink there, and any slope between −1 and 1 touches it from below.
    This course, like PyTorch, takes the one in the middle, so that a perfect prediction is
    left alone. Your test puts a tie on the same side as a positive error.
    """

    breaks = ("L1Loss.backward",)

    def backward(self):
        tie = self.residual == 0
        self.residual = np.where(tie, 1.0, self.residual)
        return super().backward()


class L1SlopeDownAtTies(L1Loss):
    """Where a prediction equals its target, your slope is that of an error below zero.

    A condition such as “above zero, else …” throws ties in with the negative errors. At the
    kink of the absolute value this course takes the slope in the middle of those that touch
    it, so that a perfect prediction is left alone. There are three cases, not two.
    """

    breaks = ("L1Loss.backward",)

    def backward(self):
        tie = self.residual == 0
        self.residual = np.where(tie, -1.0, self.residual)
        return super().backward()


class L1NanAtTies(L1Loss):
    """Your gradient is nan where a prediction equals its target.

    Dividing the error by its own size is the sign of the error, except where both are zero:
    0/0 is no number. One nan in a gradient spoils every parameter of a model at the next step.
    What slope does the notebook ask for at a tie?
    """

    breaks = ("L1Loss.backward",)

    def backward(self):
        with np.errstate(invalid="ignore"):
            return super().backward() * (self.residual / self.residual)


class L1TieByTolerance(L1Loss):
    """A very small error counts as a tie in your code, and gets the slope 0.

    Only where prediction and target are equal is there a kink. An error of 0.000000001 is on one
    side of it, and its slope is 1 or −1 like that of any other. A tolerance is for numbers that
    should be equal on paper and differ by rounding; here the two are given, and no error is too
    small to have a sign. Compare them without a tolerance.
    """

    breaks = ("L1Loss.backward",)
    variants = tuple({"width": 10.0**-k} for k in (4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16))

    def backward(self):
        return np.where(np.abs(self.residual) <= self.width, 0.0, super().backward())


class L1TieIsclose(L1Loss):
    """Where prediction and target are close, you take them for equal, with slope 0.

    `np.isclose` forgives a difference below a hundred-millionth, and more than that for large
    numbers: up to a hundred-thousandth of their size. So 1 000 000 and 1 000 005 count as a tie.
    But an error of 5 pulls with slope 1, however large the numbers are that it stands on, and so
    does an error of 0.000000001. Only exact equality is a tie here.
    """

    breaks = ("L1Loss.backward", "L1Loss.stability")

    def forward(self, A, Y):
        self.near = np.isclose(A, Y) if A.shape == Y.shape else False
        return super().forward(A, Y)

    def backward(self):
        return np.where(self.near, 0.0, super().backward())


class L1DividesByFloor(L1Loss):
    """Very small errors get slopes that are too flat: you divide them by more than their size.

    An error divided by its own size is 1 or −1. To keep 0/0 away, your divisor never gets smaller
    than some tiny constant, and an error below that constant is divided by too much. Nothing needs
    the constant, since the sign of a number is 1, −1 or 0, and 0 is just what is asked for at a
    tie. How could you tell the three apart without dividing?
    """

    breaks = ("L1Loss.backward",)
    variants = tuple({"floor": 10.0**-k} for k in (4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16))

    def backward(self):
        size = np.abs(self.residual)
        return super().backward() * size / np.maximum(size, self.floor)


class L1SlopeThroughSquare(L1Loss):
    """For very large errors your slope is 0.

    You divide the error by the root of its square. That is its sign on paper. In the computer the
    square of an error of 1e200 does not fit a float any more and becomes infinite, and a number
    divided by infinity is 0. The sign of a number can be had without a square. Then the slope has
    the same size for an error of 1 and for one of 1e200, as it should.
    """

    breaks = ("L1Loss.backward",)

    def backward(self):
        with np.errstate(over="ignore"):
            return np.where(np.isinf(self.residual**2), 0.0, super().backward())


class L1Signed(L1Loss):
    """Errors above and below the target cancel in your loss, which may even be negative.

    You add up the errors as they are. A prediction that is too low by 3 would make up for one
    that is too high by 3. The absolute error counts how far off a prediction is, not on which
    side. What does the formula put around each difference?
    """

    breaks = ("L1Loss.forward", "L1Loss.options")

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduce(self.residual, self.reduction)


class L1AbsoluteOfSum(L1Loss):
    """You take the absolute value of the whole instead of each error's own.

    By then the errors above and below their targets have canceled. The bars of the formula
    stand inside the sum: each single error loses its sign before anything is added.
    Try two predictions, one too high by 3 and one too low by 3.
    """

    breaks = ("L1Loss.forward", "L1Loss.options")

    def forward(self, A, Y):
        super().forward(A, Y)
        return np.abs(reduce(self.residual, self.reduction))


class L1SlopeIsError(L1Loss):
    """Your slope grows with the error; that of an absolute value does not.

    The graph of the absolute value is two straight lines, so its slope has the same size for
    an error of 1 and for an error of 1000. Slopes proportional to the error belong to the
    square. This difference is what makes the L1 loss calm in the face of outliers.
    """

    breaks = ("L1Loss.backward", "L1Loss.options")

    def backward(self):
        return super().backward() * np.abs(self.residual)


class L1SlopeHasNoSign(L1Loss):
    """Your slopes are all positive, also where a prediction is too low.

    Raising a prediction that is too low makes the loss smaller: the slope is negative there.
    With your gradient every step lowers every prediction. Which of the two branches of the
    absolute value are you differentiating?
    """

    breaks = ("L1Loss.backward", "L1Loss.options")

    def backward(self):
        return np.abs(super().backward())


class L1Median(L1Loss):
    """You return the median of the absolute errors; their mean is asked for.

    The L1 loss and the median do belong together: the constant that has the smallest L1 loss
    is the median of the targets. But the loss itself is an average, in which every error
    counts, the largest as well.
    """

    breaks = ("L1Loss.forward",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return np.median(np.abs(self.residual)) if self.reduction == "mean" else value


class L1Squares(L1Loss):
    """You square the errors; their sizes are asked for.

    An error of 3 costs 3 here, however large the others are. Squared it would cost 9, and a single
    outlier would outweigh all the rest, which is what this loss is meant to avoid. For the two
    houses the errors are 0.5, 1, 0.5 and 1: the mean of their sizes is 0.75, and that of their
    squares 0.625.
    """

    breaks = ("L1Loss.forward", "L1Loss.options")

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduce(self.residual**2, self.reduction)


class L1RowLengths(L1Loss):
    """You take the length of each row of errors; asked for are the sizes of the single errors.

    The root of a sum of squares is how far apart two rows are as the crow flies, and
    `np.linalg.norm` gives it. The L1 loss adds the sizes of the single errors instead, like the
    blocks that a taxi drives. For the first house they are 0.5 and 1: together 1.5, while the
    length is 1.118. With a single output per sample both agree.
    """

    breaks = ("L1Loss.forward", "L1Loss.options")
    variants = ({}, {"whole": True})
    whole = False

    def forward(self, A, Y):
        super().forward(A, Y)
        lengths = np.sqrt((self.residual**2).sum(axis=None if self.whole else 1))
        return reduce(np.atleast_1d(lengths), self.reduction)


class L1RootOfSquare(L1Loss):
    """For very large errors your loss is infinite.

    The root of the square is the absolute value on paper. In the computer the square comes first,
    and for an error of 1e200 it does not fit a float any more. The root cannot bring back what is
    lost. An absolute value needs no square: it drops the sign and keeps every digit.
    """

    breaks = ("L1Loss.forward",)

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduce(np.sqrt(self.residual**2), self.reduction)


class L1Smoothed(L1Loss):
    """Your loss is slightly too large, most of all where errors are small.

    You round the kink off by adding a small constant under a square root. Nothing needs it:
    at a tie this course takes slope 0, and everywhere else the absolute value is smooth.
    A constant that is invisible here is a wrong digit somewhere else.
    """

    breaks = ("L1Loss.forward", "L1Loss.backward", "L1Loss.options")
    epsilon = 1e-8
    variants = tuple({"epsilon": e} for e in (1e-8, 1e-4, 1e-6, 1e-10, 1e-12))

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduce(np.sqrt(self.residual**2 + self.epsilon), self.reduction)

    def backward(self):
        distance = np.sqrt(self.residual**2 + self.epsilon)
        return self.residual / distance / (distance.size if self.reduction == "mean" else 1)


class L1GradientSmoothed(L1Loss):
    """Your slopes are slightly too flat, most of all where errors are small.

    A small constant in the divisor keeps 0/0 away, and takes a little off every slope: an error of
    0.001 gets 0.99999 instead of 1. Nothing needs it, since the sign of a number is 1, −1 or 0, and
    0 is just what is asked for at a tie. How could you tell the three apart without dividing?
    """

    breaks = ("L1Loss.backward", "L1Loss.options")
    variants = tuple(
        {"epsilon": epsilon, "rooted": rooted}
        for rooted in (True, False)
        for epsilon in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10)
    )

    def backward(self):
        size = np.abs(self.residual)
        flat = np.sqrt(size**2 + self.epsilon) if self.rooted else size + self.epsilon
        return super().backward() * size / flat


# -------------------------------------------------------------------------- HuberLoss


class Pieces:
    """A loss put together from four pieces, of which a misconception changes one."""

    def forward(self, A, Y):
        super().forward(A, Y)
        d = self.residual
        return reduce(np.where(self.small(d), self.near(d), self.far(d)), self.reduction)

    def backward(self):
        d = self.residual
        slope = np.where(self.small(d), self.near_slope(d), self.far_slope(d))
        return slope / (d.size if self.reduction == "mean" else 1)


class HuberPieces(Pieces, HuberLoss):
    """HuberLoss, put together so."""

    def near(self, d):
        """The loss of a small error."""
        return d**2 / 2

    def far(self, d):
        """The loss of a large error."""
        return self.delta * (np.abs(d) - self.delta / 2)

    def near_slope(self, d):
        """The slope of a small error."""
        return d

    def far_slope(self, d):
        """The slope of a large error."""
        return self.delta * np.sign(d)

    def small(self, d):
        """Where an error counts as small."""
        return np.abs(d) <= self.delta


class HuberSquareNotHalved(HuberPieces):
    """Small errors cost twice what they should; large ones are right.

    The squared piece is ½d². With the ½ its slope at the threshold is just δ, the slope of the
    straight piece, and the two pieces have the same height there. Plot your loss around
    the threshold: without the ½ it jumps down.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.options")

    def near(self, d):
        return d**2


class HuberJumpsAtThreshold(HuberPieces):
    """Large errors cost too much, all of them by the same amount.

    The straight piece has the right slope but starts too high: where an error crosses the
    threshold, your loss jumps. The ½δ² that is missing is what makes the two pieces meet.
    Put |d| = δ into both formulas and compare.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.options")

    def far(self, d):
        return self.delta * np.abs(d)


class HuberWholeDeltaSquared(HuberPieces):
    """Large errors cost too little, all of them by the same amount.

    You take δ² off the straight piece; half of it is right. At the threshold your straight
    piece is 0 while the squared one is ½δ², so the loss falls where it should go on rising.
    Put |d| = δ into both formulas: they must agree.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.options")

    def far(self, d):
        return self.delta * (np.abs(d) - self.delta)


class HuberHalfDelta(HuberPieces):
    """Large errors cost the wrong amount, all of them by the same: δ is not squared in it.

    Your straight piece is δ|d| − ½δ. Multiply the formula δ(|d| − ½δ) out: the δ in front meets
    both terms. With δ = 1, the default, nothing shows. With δ = 0.8 an error of exactly 0.8 should
    cost 0.32, as it does in the squared piece; yours costs 0.24 there. Put |d| = δ into both of
    your formulas, for a threshold that is not 1.
    """

    breaks = ("HuberLoss.forward",)

    def far(self, d):
        return self.delta * np.abs(d) - self.delta / 2


class HuberConstantHalf(HuberPieces):
    """Large errors cost the wrong amount, all of them by the same: ½ is taken off, not ½δ².

    Your straight piece is δ|d| − ½, with a slope that is right. What is taken off has to bring the
    two pieces together at |d| = δ: there the squared piece is ½δ² high, and the straight one δ²
    less what you take off. With δ = 1, the default, nothing shows. With δ = 0.8 an error of 0.8
    should cost 0.32, as it does in the squared piece; yours costs 0.14 there.
    """

    breaks = ("HuberLoss.forward",)

    def far(self, d):
        return self.delta * np.abs(d) - 0.5


class HuberRestWithoutDelta(HuberPieces):
    """Large errors grow with slope 1 in your loss, whatever the threshold is; it should be δ.

    Your loss is ½δ² for the part of an error up to δ, plus what is left of it. The two pieces meet,
    but with a kink: the squared piece arrives with slope δ, and the straight one must go on with
    it. So the rest is multiplied by δ. With δ = 1, the default, nothing shows. For δ = 0.8 an error
    of 1 should cost 0.48.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.stability")

    def far(self, d):
        return np.abs(d) - self.delta + self.delta**2 / 2


class HuberFarSlopeOne(HuberPieces):
    """Large errors cost |d| − ½δ in your loss: the slope δ of the straight piece is missing.

    With δ = 1, the default, nothing shows. With any other threshold your two pieces neither
    meet nor have the same slope where they should. Try the worked example, whose threshold
    is not 1.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.stability")

    def far(self, d):
        return np.abs(d) - self.delta / 2


class HuberSmoothL1(HuberLoss):
    """Your loss and your gradient are the right ones divided by δ.

    That is PyTorch's `SmoothL1Loss`, a sibling: it has slope ±1 for large errors, where
    Huber's has ±δ. With δ = 1, the default, they are the same function, which hides the
    difference. Try another threshold and compare with the formula of the notebook.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.backward", "HuberLoss.stability")

    def forward(self, A, Y):
        return super().forward(A, Y) / self.delta

    def backward(self):
        return super().backward() / self.delta


class HuberDeltaIsOne(HuberLoss):
    """Your loss answers the same for every δ.

    The option is accepted and then forgotten: your formulas have a 1 where the threshold
    should be, in the loss and in the gradient. With the default δ nothing shows. Follow the
    argument from the constructor to the place where it is needed.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.backward", "HuberLoss.stability")

    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(delta, reduction)
        self.delta = 1.0


class HuberClipsAtOne(HuberLoss):
    """Your gradient is clipped at ±1, whatever δ is.

    The slope of the straight piece is δ, and the squared piece reaches that slope just at
    the threshold. With δ = 1, the default, nothing shows.
    Compare `backward` with `numerical_gradient` for a threshold that is not 1.
    """

    breaks = ("HuberLoss.backward",)

    def backward(self):
        scale = self.residual.size if self.reduction == "mean" else 1
        return np.clip(self.residual, -1.0, 1.0) / scale


class HuberFarGradientOne(HuberPieces):
    """Beyond the threshold your gradient is ±1 instead of ±δ.

    You switch at the right place, but what you switch to is the slope of the plain absolute
    value. The straight piece is δ times that. Its slope continues that of the squared piece,
    which is d, and d is ±δ at the threshold. With δ = 1 nothing shows.
    """

    breaks = ("HuberLoss.backward",)

    def far_slope(self, d):
        return np.sign(d)


class HuberNeverClips(HuberPieces):
    """Your gradient goes on growing beyond the threshold.

    It is that of the squared piece everywhere. A bounded slope is the point of Huber's loss:
    however wrong one record is, it pulls no harder than δ. Compare `backward` with
    `numerical_gradient` for a large error.
    """

    breaks = ("HuberLoss.backward", "HuberLoss.options")

    def far_slope(self, d):
        return d


class HuberSlopeTwice(HuberPieces):
    """For small errors your gradient is twice too steep.

    The squared piece is ½d², and its ½ is there to cancel the 2 that comes down from the exponent:
    the slope is d. At the threshold it must arrive at δ, where the straight piece goes on; yours
    arrives at 2δ. Nudge a prediction whose error is 0.1 by 0.001 and see by how much the loss
    changes.
    """

    breaks = ("HuberLoss.backward", "HuberLoss.options")

    def near_slope(self, d):
        return 2 * d


class HuberSlopeGrows(HuberPieces):
    """Beyond the threshold your gradient is δ times the error; it should stop growing.

    A straight line has one slope everywhere, and that of δ(|d| − ½δ) is δ, up on the right and
    down on the left. The size of the error does not enter: an error of 3 pulls as hard as one of
    300. What is left of |d| when it is differentiated? With δ = 1 yours even goes on as in the
    squared piece, as if there were no threshold.
    """

    breaks = ("HuberLoss.backward", "HuberLoss.options")

    def far_slope(self, d):
        return self.delta * d


class HuberDropsOutliers(HuberPieces):
    """Beyond the threshold your gradient is 0, so large errors are never corrected.

    The slope stops growing there; it does not vanish. A straight line has a constant slope,
    which is zero only if the line is level, and the straight piece of your own loss rises.
    Compare `backward` with `numerical_gradient` for a large error.
    """

    breaks = ("HuberLoss.backward", "HuberLoss.options")

    def far_slope(self, d):
        return np.zeros_like(d)


class HuberFarSlopeHasNoSign(HuberPieces):
    """For predictions that are far too low your gradient has the wrong sign.

    Beyond the threshold you use δ on both sides. The straight piece falls on the left and
    rises on the right, as the absolute value does. A step against your gradient would move a
    prediction that is too low even lower.
    """

    breaks = ("HuberLoss.backward", "HuberLoss.options")

    def far_slope(self, d):
        return self.delta * np.ones_like(d)


class HuberForgetsNegative(HuberPieces):
    """Predictions that are far too low are treated as small errors.

    A large error below the target is a large negative number, and that is smaller than any
    positive threshold. What is compared with δ should be the size of the error, not the error.
    Exchange A and Y: your loss changes, and it should not.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.backward", "HuberLoss.options")

    def small(self, d):
        return d <= self.delta


class HuberComparesSquare(HuberPieces):
    """You switch from one piece to the other at the wrong error.

    What you compare with δ is the squared error, so that you switch where |d| is the root of
    δ. For δ = 1, the default, that is the same place, which hides the slip. Plot your loss for
    another threshold: it jumps twice.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.backward")

    def small(self, d):
        return d**2 <= self.delta


class HuberFarForgetsSize(HuberPieces):
    """Predictions that are far too low get a negative loss.

    The straight piece of your loss uses the error with its sign, so that it goes down on the
    left for ever. It should be a mirror image: how far off a prediction is does not depend on
    the side. Where in the formula are the bars?
    """

    breaks = ("HuberLoss.forward", "HuberLoss.options")

    def far(self, d):
        return self.delta * (d - self.delta / 2)


class HuberPiecesSwapped(HuberPieces):
    """Your two pieces are exchanged: small errors are straight and large ones squared.

    Huber's loss is meant the other way round, gentle on large errors and smooth near zero.
    Look at the order of the arguments where you choose between the two, or at the direction of
    the comparison. Small errors even get a negative loss this way.
    """

    breaks = (
        "HuberLoss.forward",
        "HuberLoss.backward",
        "HuberLoss.options",
        "HuberLoss.stability",
    )

    def small(self, d):
        return np.abs(d) > self.delta


class HuberOnePieceForAll(HuberPieces):
    """You choose between the two pieces once for the whole batch.

    Each entry has its own error and its own piece: one house may be nearly right and the next
    one far off. You ask one question about the batch, such as how large its average error is, or
    whether all errors are small, and treat all entries alike. So what an error costs depends on its
    neighbors. Send the entries through one at a time and compare.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.backward", "HuberLoss.options")

    def small(self, d):
        return np.full(d.shape, np.abs(d).mean() <= self.delta)


class HuberPseudo(HuberLoss):
    """Your loss is near the right one, but rounded off between its two pieces.

    This is the pseudo-Huber loss, which uses one formula with a square root for all errors. It
    is smooth everywhere, and it is another function: its slope reaches δ only at infinity. The
    two pieces of the notebook meet exactly at the threshold.
    """

    breaks = (
        "HuberLoss.forward",
        "HuberLoss.backward",
        "HuberLoss.options",
        "HuberLoss.stability",
    )
    variants = ({}, {"raises": True})
    raises = False

    def forward(self, A, Y):
        super().forward(A, Y)
        self.root = np.sqrt(1 + (self.residual / self.delta) ** 2)
        if self.raises and np.isinf(self.root).any():
            raise OverflowError("(34, 'Numerical result out of range')")
        return reduce(self.delta**2 * (self.root - 1), self.reduction)

    def backward(self):
        return self.residual / self.root / (self.root.size if self.reduction == "mean" else 1)


class HuberMultipliesByMask(HuberPieces):
    """For an enormous error your loss is nan, although its straight piece is finite.

    The square of such an error is infinite, and no number comes out where infinity is multiplied by
    0 or taken from infinity. So an unwanted piece cannot be switched off by a factor of 0, and the
    straight piece is no difference of two squares. For errors beyond the threshold take the formula
    of the straight piece and nothing else, or never let the other one grow so large.
    """

    breaks = ("HuberLoss.stability",)

    def forward(self, A, Y):
        super().forward(A, Y)
        d, small = self.residual, self.small(self.residual)
        return reduce(small * self.near(d) + ~small * self.far(d), self.reduction)


class HuberAnyDelta(HuberLoss):
    """Your constructor accepts a threshold that is zero or negative.

    With δ = 0 every loss is 0, and with δ < 0 large errors earn a reward: nothing that anyone
    would ask for on purpose. An object that cannot work should say so when it is built, not in
    the middle of a training run. The docstring names the exception. Should your constructor look at
    δ already: an exception that is made without `raise`, or returned, stops nobody.
    """

    breaks = ("HuberLoss.options",)

    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(abs(delta) or 1.0, reduction)
        self.delta = delta


class HuberZeroDelta(HuberLoss):
    """Your constructor accepts a threshold of 0; it refuses negative ones only.

    With δ = 0 no error is small, and the straight piece is 0 times the error: every loss is 0, and
    so is every slope, whatever the model predicts. A model with such a loss never learns. The
    docstring asks for a positive threshold, and 0 is not positive. Look at the comparison in your
    constructor: what does it say when δ is exactly 0?
    """

    breaks = ("HuberLoss.options",)

    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(delta or 1.0, reduction)
        self.delta = delta


class HuberDefaultDelta(HuberLoss):
    """Your loss takes another threshold than 1 where none is given.

    A caller who says nothing about δ relies on the first line of the class: there the notebook has
    `delta=1.0`. Other books and libraries have other defaults, such as 1.35 in robust statistics.
    With the threshold given everything can be right, and a loss without options is still another
    one. Build one object with no options and one with `delta=1.0`, and compare their losses.
    """

    breaks = ("HuberLoss.forward", "HuberLoss.backward", "HuberLoss.options")
    variants = tuple({"default": d} for d in (1.35, 1.345, 0.5, 0.1, 1.5, 2.0, 10.0))

    def __init__(self, delta=None, reduction="mean"):
        super().__init__(self.default if delta is None else delta, reduction)


# ----------------------------------------------------------------------- SmoothL1Loss


class SmoothPieces(Pieces, SmoothL1Loss):
    """SmoothL1Loss put together from the same pieces, for any β > 0."""

    def near(self, d):
        return d**2 / (2 * self.beta)

    def far(self, d):
        return np.abs(d) - self.beta / 2

    def near_slope(self, d):
        return d / self.beta

    def far_slope(self, d):
        return np.sign(d)

    def small(self, d):
        return np.abs(d) < self.beta


class SmoothL1IsHuber(SmoothL1Loss):
    """What you return is the right answer times β: that of Huber's loss.

    Huber's loss has slope ±δ for large errors; this one has slope ±1, whatever β is. With β = 1,
    the default, they are the same function. Try the worked example, whose β is not 1.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.backward")

    def forward(self, A, Y):
        return super().forward(A, Y) * self.beta

    def backward(self):
        return super().backward() * self.beta


class SmoothL1BetaIsOne(SmoothL1Loss):
    """Your loss answers the same for every β.

    The option is accepted and then forgotten: your formulas have a 1 where β should be. With the
    default nothing shows. Follow the argument from the constructor to the places that need it.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.backward")

    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(beta, reduction)
        self.beta = 1.0


class SmoothL1SquareNotDivided(SmoothPieces):
    """Small errors cost ½d² in your loss, whatever β is; large ones are right.

    The squared piece must reach the height ½β where the straight one begins, and ½d² is ½β² there:
    your loss jumps. Put |d| = β into both of your formulas, for a β that is not 1.
    """

    breaks = ("SmoothL1Loss.forward",)

    def near(self, d):
        return d**2 / 2


class SmoothL1SquareNotHalved(SmoothPieces):
    """Small errors cost twice what they should; large ones are right.

    The squared piece is d²/(2β): a half is missing in yours. With it the two pieces meet where
    |d| = β, at the height ½β. Yours arrives there at β and jumps down. Put β = 0.8 and an error of
    exactly 0.8 into both of your formulas; each should give 0.4.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.options")

    def near(self, d):
        return d**2 / self.beta


class SmoothL1Multiplied(SmoothPieces):
    """Small errors are multiplied by β in your loss; they are divided by it in the formula.

    The squared piece is d²/(2β). It must reach the height ½β where |d| = β, and yours reaches ½β³.
    With β = 1, the default, nothing shows. Put β = 0.5 and an error of 0.5 into both of your
    formulas: each should give 0.25. The slope for small errors follows: d/β, which arrives at 1.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.backward")
    variants = ({"slope": "d * beta"}, {"slope": "d"})

    def near(self, d):
        return d**2 / 2 * self.beta

    def near_slope(self, d):
        return d if self.slope == "d" else d * self.beta


class SmoothL1SlopeTwice(SmoothPieces):
    """For small errors your gradient is twice too steep.

    The squared piece is d²/(2β), and the 2 that comes down from the exponent cancels the one in
    the divisor: the slope is d/β. At |d| = β it must arrive at 1, where the straight piece goes
    on; yours arrives at 2. Nudge a prediction whose error is small and see how much the loss
    changes.
    """

    breaks = ("SmoothL1Loss.backward", "SmoothL1Loss.options")

    def near_slope(self, d):
        return 2 * d / self.beta


class SmoothL1Jumps(SmoothPieces):
    """Large errors cost too much, all of them by the same amount.

    Your straight piece is |d|: where an error crosses the threshold, the loss jumps by ½β. Taking
    ½β off makes the two pieces meet. The gradient does not notice it: a constant has no slope.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.options")

    def far(self, d):
        return np.abs(d)


class SmoothL1WholeBeta(SmoothPieces):
    """Large errors cost too little, all of them by the same amount.

    Your straight piece is |d| − β; the formula takes only half of β off. With β = 0.8 an error of
    exactly 0.8 should cost 0.4, as it does in the squared piece, and yours costs nothing there. The
    gradient does not notice it: a constant has no slope. Put |d| = β into both of your formulas.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.options")

    def far(self, d):
        return np.abs(d) - self.beta


class SmoothL1SlopeNotDivided(SmoothPieces):
    """For small errors your gradient is d, where it should be d/β.

    The squared piece is divided by β, and a constant factor survives differentiation. At the
    threshold the slope must arrive at 1, where the straight piece goes on; yours arrives at β.
    """

    breaks = ("SmoothL1Loss.backward",)

    def near_slope(self, d):
        return d


class SmoothL1DividesByZero(SmoothPieces):
    """With β = 0 your loss or your gradient is nan where a prediction equals its target.

    There you divide 0 by 0. With β = 0 there is no squared piece at all: the loss is the plain
    absolute value, with slope 0 at ties. What does each of your lines compute when β is 0?
    """

    breaks = ("SmoothL1Loss.options",)
    variants = ({"where": "all"}, {"where": "ties"}, {"where": "backward"})

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.beta > 0 or self.where == "backward":
            return value
        ties = (self.residual == 0) | (self.where == "all")
        return reduce(np.where(ties, np.nan, np.abs(self.residual)), self.reduction)

    def backward(self):
        return np.where((self.residual == 0) & (self.beta == 0), np.nan, super().backward())


class SmoothL1SlopeAtTies(SmoothPieces):
    """With β = 0 a prediction that equals its target gets the slope 1 or −1; it should get 0.

    A comparison has two outcomes, and the sign of an error has three: above, below and exactly on
    target. There the absolute value has a kink, and this course takes the slope 0, so that a
    prediction that is just right is left alone. With β > 0 the kink is rounded off and nothing
    shows. Ask for the gradient with β = 0 where A and Y are the same array.
    """

    breaks = ("SmoothL1Loss.options",)
    variants = ({"tie": 1.0}, {"tie": -1.0})

    def backward(self):
        scale = self.residual.size if self.reduction == "mean" else 1
        return np.where(
            (self.residual == 0) & (self.beta == 0), self.tie / scale, super().backward()
        )


class SmoothL1DefaultBeta(SmoothL1Loss):
    """Your loss takes another width than 1 where none is given.

    A caller who says nothing about β relies on the first line of the class: there the notebook has
    `beta=1.0`. Other programs have other defaults; some that find objects in pictures use 1/9. With
    the width given everything can be right, and a loss without options is still another one. Build
    one object with no options and one with `beta=1.0`, and compare their losses.
    """

    breaks = ("SmoothL1Loss.forward", "SmoothL1Loss.backward", "SmoothL1Loss.options")
    variants = tuple({"default": b} for b in (1 / 9, 0.11, 0.1, 0.5, 0.0, 2.0))

    def __init__(self, beta=None, reduction="mean"):
        super().__init__(self.default if beta is None else beta, reduction)


class SmoothL1BetaHasFloor(SmoothL1Loss):
    """A width of 0, or a very small one, is replaced by another one in your class.

    A tiny constant in place of β keeps the division by zero away, and it rounds the corner off
    where nobody asked for it: an error that is smaller than the constant gets a slope near 0, and
    with β = 0 its slope is 1 or −1. The other way round, a small β that is taken for 0 puts a
    corner where there is none. β = 0 is a case of its own, and every other width is used as it is
    given.
    """

    breaks = ("SmoothL1Loss.options",)
    variants = (
        *({"floor": 10.0**-k} for k in (4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16)),
        *({"floor": 10.0**-k, "only_zero": True} for k in (4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16)),
        {"floor": 1e-5, "to_zero": True},
    )
    only_zero = to_zero = False

    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(beta, reduction)
        if self.to_zero:
            self.beta = 0.0 if beta < self.floor else beta
        elif beta == 0 or not self.only_zero:
            self.beta = max(beta, self.floor)


class SmoothL1MultipliesByMask(SmoothPieces):
    """For an enormous error your loss is nan, although its straight piece is finite.

    The square of such an error is infinite, and no number comes out where infinity is multiplied by
    0 or taken from infinity. So an unwanted piece cannot be switched off by a factor of 0, and the
    straight piece is no difference of two squares. For errors beyond the threshold take the formula
    of the straight piece and nothing else, or never let the other one grow so large.
    """

    breaks = ("SmoothL1Loss.stability",)

    def forward(self, A, Y):
        super().forward(A, Y)
        d, small = self.residual, self.small(self.residual)
        near = self.near(d) if self.beta > 0 else 0 * d
        with np.errstate(invalid="ignore"):
            return reduce(small * near + ~small * self.far(d), self.reduction)


class SmoothL1RefusesZero(SmoothL1Loss):
    """Your constructor refuses β = 0, which is allowed.

    Huber's loss has no use for a threshold of 0, where it vanishes. This loss has: it comes the
    nearer to the L1 loss, the smaller β is, and arrives at 0. Only a negative β means nothing.
    """

    breaks = ("SmoothL1Loss.options",)

    def __init__(self, beta=1.0, reduction="mean"):
        if beta <= 0:
            raise ValueError("beta must be positive")
        super().__init__(beta, reduction)


class SmoothL1AnyBeta(SmoothL1Loss):
    """Your constructor accepts a negative width.

    With β < 0 even a perfect prediction would cost ½|β|. An object that cannot work should say so
    when it is built, not in the middle of a training run. The docstring names the exception. Should
    your constructor look at β already: an exception that is made without `raise`, or returned,
    stops nobody.
    """

    breaks = ("SmoothL1Loss.options",)

    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(abs(beta), reduction)


# ----------------------------------------------------------- mean_squared_price_error

PRICES = ("mean_squared_price_error.value",)


class PriceOverflow:
    """Your mean of squares can still come out negative or far too small.

    The squares are taken while the numbers are whole and too narrow for them: 50 000² is
    2 500 000 000, and 32 bits end at 2 147 483 647. Converting the squares afterwards, or
    giving `np.mean` a `dtype`, comes too late: the damage is done. Which line is the first
    that computes?
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean((A - Y) ** 2)


class PriceAbsolute:
    """You made the negative squares positive, but they are still wrong.

    A square that wraps around has lost its upper bits, and taking its absolute value does not
    bring them back. The minus sign was the symptom; the number too large for its type is the
    disease. Print the squares beside those of the same numbers as floats.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean(np.abs((A - Y) ** 2))


class PriceSubtractsFirst:
    """For narrow whole numbers your differences wrap around before they become real.

    You convert the difference, which is enough for the two houses. But 8-bit numbers end at
    127, and unsigned ones at 0: there 3 − 250 is already wrong. What must be real is what goes
    into the first subtraction.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean((A - Y).astype(float) ** 2)


class PriceTablesOnly:
    """Your function takes for granted that the arrays are tables with rows and columns.

    The docstring promises any shape: a file may hold one column of prices, which is a vector, or a
    table for each city, which has three axes. Unpacking the shape into two numbers, or asking for
    a second axis, raises an error for a vector. The mean is over all entries, however they are
    arranged. NumPy subtracts and squares whole arrays of any shape; what counts is their size.
    """

    target, breaks = "mean_squared_price_error", PRICES
    variants = (
        {"refuses": ValueError},
        {"refuses": IndexError},
        {"refuses": IndexError, "deep": True},
    )
    deep = False

    def __call__(self, A, Y):
        right = reference.mean_squared_price_error(A, Y)
        if A.ndim == 2:
            return right
        if self.deep and A.ndim > 2:
            return right * A[0, 0].size
        raise self.refuses("not a table")


class PriceWidensToInt64:
    """Your answer is right until the errors themselves are large 64-bit numbers.

    A wider whole number moves the wall; it does not take it away. 64 bits end near 9.2·10¹⁸,
    and the square of an error of five billion is above that. A float has no such wall within
    reach, and it carries 16 digits, enough for a mean.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean((A.astype(np.int64) - Y.astype(np.int64)) ** 2)


class PriceOnlyInt32:
    """You repaired the case in front of you: 32-bit numbers, and no others.

    The same thing happens with 8 bits, with 16, with 64, and with unsigned numbers; only the
    size of the wall differs. A repair that names one type waits for the next. What do all of
    them have in common, and what would make the type not matter?
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        if A.dtype == np.int32:
            A, Y = A.astype(float), Y.astype(float)
        return np.mean((A - Y) ** 2)


class PriceSinglePrecision:
    """Your answer is nearly right, but the last digits are gone.

    A 32-bit float reaches far enough, and holds only about seven digits. The bedrooms add 0.5
    to 1 250 000 000, which is beyond them, so the loss does not notice bedrooms at all.
    Which real type is NumPy's own default?
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean((A.astype(np.float32) - Y.astype(np.float32)) ** 2)


class PriceWholeMean:
    """Your mean is rounded down to a whole number.

    The squares are whole, but their mean need not be: (2 500 000 000 + 1)/2 ends in .5. The
    operator `//`, or `int()` around the result, throws that away. Averages belong to the real
    numbers even if what they average does not.
    """

    target, breaks = "mean_squared_price_error", PRICES

    variants = ({}, {"whole": True})
    whole = False

    def __call__(self, A, Y):
        if self.whole:
            pairs = zip(A.ravel().tolist(), Y.ravel().tolist(), strict=True)
            return sum((a - y) ** 2 for a, y in pairs) // A.size
        return np.floor(reference.mean_squared_price_error(A, Y))


class PriceSum:
    """You return the sum of the squares; the name and the docstring say mean.

    The overflow is gone, and your number is too large by the count of the entries. A mean can
    be compared between a file of two houses and a file of a million; a sum cannot.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return reference.mean_squared_price_error(A, Y) * A.size


class PricePerRow:
    """You divide by the number of rows; a mean divides by the number of all entries.

    `len` of an array, or its first length, counts the rows. The two houses have a price and a count
    of bedrooms each, so there are four squares to average, and dividing by 2 gives twice their
    mean. With a single column both agree. The docstring promises any shape: which number of an
    array counts its entries, however they are arranged?
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return reference.mean_squared_price_error(A, Y) * A.size / len(A)


class PriceForgetsSquare:
    """You average the sizes of the errors, not their squares.

    Without the square nothing overflows, and the symptom is gone along with the loss that was
    asked for. The mean absolute error of the two houses is about 25 000, and their mean
    squared error is above a billion. Repair the computation instead of replacing it.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean(np.abs(A.astype(float) - Y.astype(float)))


class PriceSquareOfMean:
    """You average the errors and then square: one house too high makes up for one too low.

    For the two houses your answer is 0, although both prices are wrong by 50 000 dollars.
    Each error is squared by itself, and the mean comes last. Read the name of the function
    from right to left.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean(A.astype(float) - Y.astype(float)) ** 2


class PriceRoot:
    """You return the square root of what is asked for.

    The root mean squared error is in dollars, which is easier to read, and a good thing to
    print. But the function is named for the mean of the squares, in squared dollars.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.sqrt(reference.mean_squared_price_error(A, Y))


class PricePerColumn:
    """You return one number for each column; one number for the whole table is asked for.

    Prices and bedrooms apart would be the wiser report, and it is another function: this one
    takes arrays of any shape and returns a single float. Look at the `axis` that you average
    over.
    """

    target, breaks = "mean_squared_price_error", PRICES

    def __call__(self, A, Y):
        return np.mean((A.astype(float) - Y.astype(float)) ** 2, axis=0)


#: The one enormous error of a batch stands in a row that these leave out, or keep.
LOSES_ROWS = {
    "LosesLastRow": ("forward", "backward", "options", "stability"),
    "KeepsFirstRow": ("forward", "backward", "options", "stability"),
}

MISCONCEPTIONS = (
    *shared(MSELoss, "MSE"),
    *shared(L1Loss, "L1"),
    *shared(HuberLoss, "Huber", WITH_THRESHOLD),
    *shared(SmoothL1Loss, "SmoothL1", WITH_THRESHOLD, breaks=LOSES_ROWS),
    *misconceptions_in(globals()),
)

RUBRIC = Rubric("regression", reference, QUESTIONS, MISCONCEPTIONS)
