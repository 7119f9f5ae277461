"""Families of mistakes: what can go wrong in the same way in any loss, written once.

A family is a mixin in front of a right class or function. It knows how that is called and nothing
of how it is written: a wrong divisor is the answer of a *twin* that was built with another
reduction, a stale memory is whatever attributes `forward` has left. Its docstring is the hint,
with {words} that fit it to each loss. :func:`made_in` makes the families' mistakes in one loss,
:func:`made_in_function` in one function; a rubric adds the mistakes that only its losses can have.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

# ------------------------------------------------------------------- what a loss is


@dataclass(frozen=True)
class Interval:
    """The numbers that an argument may hold, its ends included; ``whole`` for whole numbers."""

    low: float = -np.inf
    high: float = np.inf
    whole: bool = False

    def draw(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """Ordinary numbers from it, at most a few units from zero."""
        low, high = max(self.low, -3.0), min(self.high, 3.0)
        numbers = rng.uniform(low, high, shape)
        return np.round(numbers) if self.whole else numbers


REAL, PROBABILITY, POSITIVE = Interval(), Interval(0, 1), Interval(0)
LOG_PROBABILITY, COUNT = Interval(high=0), Interval(0, whole=True)


def all_entries(options: Mapping[str, Any], A: Any, Y: Any) -> Any:
    """What the mean of most losses divides by: N·C."""
    return np.size(A)


@dataclass(frozen=True, eq=False)
class Loss:
    """What the families must know of a loss class with ``forward(A, Y)`` and ``backward()``.

    Attributes:
        reference: the right class. It takes ``reduction`` and perhaps ``weight``.
        prefix: how the names of its misconceptions begin.
        A: what predictions may be.
        Y: what targets of the shape of A may be; ``None`` if there is one label a row instead.
        entries: whether every entry has a loss of its own; else a row has one.
        divisor: what the mean divides by, given the options and a batch.
        logarithms: whether its value is a logarithm, which has a base.
        mean: parts besides forward and backward whose cases look at the mean.
        extremes: parts whose cases compare unusual inputs with the reference.
        wide: those of them whose inputs have several columns, so that an axis left over shows.
        words: what the hints say for {item}, {items}, {divisor} and {slope} here.
    """

    reference: type
    prefix: str
    A: Interval = REAL
    Y: Interval | None = REAL
    entries: bool = True
    divisor: Callable[[Mapping[str, Any], Any, Any], Any] = all_entries
    logarithms: bool = False
    mean: tuple[str, ...] = ()
    extremes: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def families(self) -> list[type]:
        """The families that can be made in losses."""
        return FAMILIES

    @property
    def bases(self) -> tuple[type, ...]:
        """What stands behind a mixin."""
        return Wrong, self.reference

    @property
    def vocabulary(self) -> Mapping[str, str]:
        """The words of its hints."""
        return {**(ENTRIES if self.entries else ROWS), **self.words}

    def batch(self, rng: np.random.Generator, n: int = 5, c: int = 3) -> tuple[Any, Any]:
        """A legal batch ``(A, Y)``; labels where targets have another shape."""
        Y = rng.integers(0, c, n) if self.Y is None else self.Y.draw(rng, (n, c))
        return self.A.draw(rng, (n, c)), Y

    def has(self, need: str) -> bool:
        """Whether a family that needs this can be made in the loss."""
        if need == "weight":
            return "weight" in inspect.signature(self.reference).parameters
        return {"entries": self.entries, "rows": not self.entries, "logarithms": self.logarithms}[
            need
        ]

    def breaks(self, parts: Iterable[str]) -> tuple[str, ...]:
        """The questions that these parts mean; ``mean`` and others stand for the loss's."""
        expanded = {"mean": self.mean, "extremes": self.extremes, "wide": self.wide}
        flat = (each for part in parts for each in expanded.get(part, (part,)))
        return tuple(f"{self.reference.__name__}.{part}" for part in dict.fromkeys(flat))


@dataclass(frozen=True, eq=False)
class Function:
    """What the families must know of a function of arrays; its arguments say which it allows.

    Attributes:
        reference: the right function.
        prefix: how the names of its misconceptions begin.
        everything: the parts that a mistake in any value breaks.
        words: what the hints say for {value} and {values}, what it returns, here, and for
            {check}, a sentence with a number to compare with.
    """

    reference: Callable[..., Any]
    prefix: str
    everything: tuple[str, ...] = ("value", "options", "edges")
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def families(self) -> list[type]:
        """The families that can be made in functions."""
        return FUNCTION_FAMILIES

    @property
    def bases(self) -> tuple[type, ...]:
        """What stands behind a mixin."""
        return (WrongFunction, _named(self.reference.__name__))

    @property
    def vocabulary(self) -> Mapping[str, str]:
        """The words of its hints."""
        return {"value": "result", "values": "results", "check": "", **self.words}

    def has(self, need: str) -> bool:
        """Whether it takes the argument that a family needs."""
        return need in inspect.signature(self.reference).parameters

    def breaks(self, parts: Iterable[str]) -> tuple[str, ...]:
        """The questions that these parts mean; ``everything`` stands for its own."""
        flat = (p for part in parts for p in (self.everything if part == "everything" else (part,)))
        return tuple(f"{self.reference.__name__}.{part}" for part in dict.fromkeys(flat))


def _named(name: str) -> type:
    return type("Target", (), {"target": name})


ENTRIES = {
    "item": "entry",
    "items": "entries",
    "divisor": "N·C",
    "slope": "A prediction that is too high has a positive slope, since raising it costs more.",
}
ROWS = {
    "item": "row",
    "items": "rows",
    "divisor": "the number of rows, or their total weight",
    "slope": "Raising the score of the right class lowers the loss, so its slope is negative.",
}

FAMILIES: list[type] = []
FUNCTION_FAMILIES: list[type] = []


def mistake(*parts: str, needs: Sequence[str] = ()) -> Callable[[type], type]:
    """Say which parts a mixin breaks, and what a loss or function must have for it."""

    def marked(mixin: type) -> type:
        mixin.parts, mixin.needs = parts, tuple(needs)  # type: ignore[attr-defined]
        return mixin

    return marked


def family(*parts: str, needs: Sequence[str] = ()) -> Callable[[type], type]:
    """Register a mixin as a mistake that anything allows which has what it needs."""

    def registered(mixin: type) -> type:
        families = FAMILIES if issubclass(mixin, Wrong) else FUNCTION_FAMILIES
        families.append(mistake(*parts, needs=needs)(mixin))
        return mixin

    return registered


def made_in(
    subject: Loss | Function,
    *,
    names: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
    breaks: Mapping[str, Sequence[str]] | None = None,
    without: Sequence[str] = (),
    also: Sequence[type] = (),
) -> tuple[type, ...]:
    """The mistakes of all families, made in one loss or one function.

    Args:
        subject: the loss or the function.
        names: family → name of the misconception, where it is not prefix + family.
        hints: family → hint, where the subject deserves words of its own.
        breaks: family → parts, where they are others than the family says.
        without: families that cannot be told apart here, or whose mistake there is anyway.
        also: mixins marked by :func:`mistake` that only the rubric's own subjects have.
    """
    names, hints, breaks = names or {}, hints or {}, breaks or {}
    families: dict[str, Any] = {kind.__name__: kind for kind in (*subject.families, *also)}
    if unknown := {*names, *hints, *breaks, *without} - set(families):
        raise ValueError(f"no such family of mistakes: {sorted(unknown)}")
    made = []
    for kind, mixin in families.items():
        if kind in without or not all(map(subject.has, mixin.needs)):
            continue
        template = hints.get(kind, mixin.__doc__)
        body = {
            "__doc__": template.format_map(subject.vocabulary),
            "template": template,
            "family": None if kind in hints else kind,
            "breaks": subject.breaks(breaks.get(kind, mixin.parts)),
            "subject": subject,
        }
        made.append(type(names.get(kind, subject.prefix + kind), (mixin, *subject.bases), body))
    return tuple(made)


def asked(right: Callable[..., Any], args: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call, by name."""
    return dict(inspect.signature(right).bind(*args, **options).arguments)


class Wrong:
    """Stands between a family and the right class; remembers how it was built and what it got."""

    subject: ClassVar[Loss]

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.options = asked(self.subject.reference, args, options)
        self.given: tuple[Any, Any] = (None, None)
        self.built = {*vars(self), "built"}

    def forward(self, A: Any, Y: Any) -> Any:
        """The right loss."""
        self.given = np.array(A), np.array(Y)
        return super().forward(A, Y)  # type: ignore[misc]

    if TYPE_CHECKING:

        def backward(self) -> Any:
            """The right gradient."""

    @property
    def reduces(self) -> str:
        """The reduction that was asked for."""
        return str(self.options.get("reduction", "mean"))

    def twin(self, **changes: Any) -> Any:
        """A right object that was built with other options."""
        return self.subject.reference(**{**self.options, **changes})

    def gradient(self, **changes: Any) -> Any:
        """The right gradient for the last batch, had it been built with other options."""
        twin = self.twin(**changes)
        twin.forward(*self.given)
        return twin.backward()

    def divisor(self, **changes: Any) -> Any:
        """What the mean of the last batch divides by, had it been built with other options."""
        return self.subject.divisor({**self.options, **changes}, *self.given)

    def samples(self) -> Any:
        """How many rows of the last batch count."""
        return len(self.given[0]) if self.subject.entries else self.divisor(weight=None)

    def memory(self) -> dict[str, Any]:
        """What `forward` has left in the object."""
        return {name: value for name, value in vars(self).items() if name not in self.built}


# -------------------------------------------------------------- the value of the loss


@family("forward", "mean")
class SumForMean(Wrong):
    """Your loss grows when the batch grows, even if every {item} costs the same.

    The loss asked for is an average, so a batch of twice the size has the same loss. Your number
    is the plain sum: nothing divides it by {divisor}. Stack the worked example on top of a copy
    of itself and compare the two losses. Where in your code would the division be? If there is one,
    look at which `reduction` is your default.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        return self.twin(reduction="sum").forward(A, Y) if self.reduces == "mean" else value


@family("forward", "mean", needs=["entries"])
class MeanOverSamples(Wrong):
    """Your loss is larger than it should be by the number of outputs per sample.

    You divide by the number of rows. But every single entry of A has a loss of its own, and the
    mean is over all of them: the divisor is N·C, not N. With one output per sample (C = 1) the
    two agree, which is why the slip is easy to miss.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        return super().forward(A, Y) * (A.shape[1] if self.reduces == "mean" else 1)


@family("forward", "mean", "wide", needs=["entries"])
class AveragesOneAxis(Wrong):
    """Your loss is an array with a number per column; one number for the batch is asked for.

    You average over the rows only. A loss is what an optimizer compares between two settings
    of a model, and it can compare only single numbers. Look at the shape of what you return:
    which axis is still there, and what does the formula do with it?
    """

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        if self.reduces != "mean":
            return value
        return self.twin(reduction="none").forward(A, Y).mean(axis=0)


@family("forward", "mean", "extremes", needs=["rows"])
class MeanOverEntries(Wrong):
    """Your loss is too small by a factor C, the number of classes.

    A mean over a table of N × C numbers divides by N·C. But a row has one loss: a sum over its
    classes, most of them zero for a one-hot target. The mean is over rows only. In regression each
    entry of A has a loss of its own, which is why `MSELoss` differs here.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        return super().forward(A, Y) / (np.shape(A)[1] if self.reduces == "mean" else 1)


class KeepsRows(Wrong):
    """Not a mistake yet: only the rows ``kept`` have a loss and a slope."""

    variants: ClassVar[Any] = ({}, {"fewer": True})
    kept: ClassVar[slice] = slice(None)
    fewer = False  # whether the mean counts only these rows

    def forward(self, A: Any, Y: Any) -> Any:
        super().forward(A, Y)
        losses = self.masked(self.twin(reduction="none").forward(A, Y))
        return losses if self.reduces == "none" else losses.sum() / self.counted()

    def backward(self) -> Any:
        super().backward()
        return self.masked(self.gradient(reduction="none")) / self.counted()

    def masked(self, table: Any) -> Any:
        """A table of losses or slopes with zeros in the other rows."""
        rows = np.zeros_like(table)
        rows[self.kept] = table[self.kept]
        return rows

    def counted(self) -> Any:
        """What the sum is divided by."""
        A, Y = (array[self.kept] if self.fewer else array for array in self.given)
        if self.reduces == "batchmean":
            return np.float64(len(A))
        return np.float64(self.subject.divisor(self.options, A, Y) if self.reduces == "mean" else 1)


@family("forward", "backward", "options", "extremes")
class LosesLastRow(KeepsRows):
    """The last row of a batch has no loss and no slope in your class.

    A loop over `range(n - 1)` ends at the row n − 2, so the last one is never reached. `range(n)`
    is right for n rows, since it starts at 0 and leaves n itself out. Look at the last row of your
    gradient: it is all zeros. A batch of a single row has no loss at all with your code.
    """

    kept = slice(None, -1)


@family("forward", "backward", "options")
class KeepsFirstRow(KeepsRows):
    """Only the first row of a batch has a loss and a slope in your class.

    Your code stops after one row. Perhaps a `return` stands inside the loop, with too much space in
    front of it, or an index is 0 where the number of the row is meant. Look at your gradient: from
    the second row on it is all zeros. A batch of a single row is right, so test with more than one.
    """

    kept = slice(1)


@family("forward", "options", "extremes")
class NegativeLoss(Wrong):
    """Your loss has the right size and the wrong sign.

    A loss is small where the prediction is good and large where it is bad, because training makes
    it smaller and smaller. Yours gets smaller as the predictions get worse: training with it would
    run the wrong way. Compare the sign of your answer for the worked example with the printed one,
    and look for a minus that is missing or one too many.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        return -super().forward(A, Y)


@family("forward", "options", "extremes", needs=["logarithms"])
class BaseTwo(Wrong):
    """Your loss is the right one times 1.4427, which is 1/ln 2.

    It is measured in bits, with logarithms to base 2. Both units are in use, but losses are
    measured in nats, in this course as in PyTorch: only the natural logarithm has the slope 1/x
    without a factor, and that is the slope `backward` uses. Which logarithm did you call?
    """

    def forward(self, A: Any, Y: Any) -> Any:
        return super().forward(A, Y) / np.log(2)


@family("forward")
class OneByOne(Wrong):
    """Your loss is a table with one row and one column; a plain number is asked for.

    The value in it is what you computed, but its shape is (1, 1). Formulas with a vector of ones
    on either side, such as ι'Mι, give such a table when they are typed in with `@`. A number has
    no rows: take it out of the table, or add up all entries with a sum. Print `np.shape` of your
    answer; it should be `()`.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        return value if np.ndim(value) else np.reshape(value, (1, 1))


# ---------------------------------------------------------------------- the gradient


@family("backward", "mean")
class GradientOfSum(Wrong):
    """Your gradient is that of the sum; the loss that is asked for is a mean.

    A factor in front of a sum stays in front of its derivative. What the mean divides by,
    {divisor}, its gradient is divided by as well; yours is too large by just that, so a larger
    batch would take larger steps. Some courses leave this division to the learning rate; here it
    belongs to the loss. Compare `backward` with small nudges of A, and look at the ratio of the
    two.
    """

    def backward(self) -> Any:
        right = super().backward()
        return self.gradient(reduction="sum") if self.reduces == "mean" else right


@family("backward", "mean", needs=["entries"])
class GradientPerSample(Wrong):
    """Your gradient is too large by the number of outputs per sample.

    The loss divides by N·C, the number of all entries, and its derivative keeps that divisor.
    You divide by the number of rows. With one output per sample (C = 1) the two agree, which is
    why the slip is easy to miss; test with more than one.
    """

    def backward(self) -> Any:
        gradient = super().backward()
        return gradient * (gradient.shape[1] if self.reduces == "mean" else 1)


@family("backward", "mean", "extremes", needs=["rows"])
class GradientOverEntries(Wrong):
    """Your gradient is too small by a factor C, the number of classes.

    It looks divided by the number of entries of A, N·C. But a row has one loss, and `forward`
    takes a mean over the rows only, so `backward` divides by what `forward` divides by. Nudge one
    score by 0.001 and see by how much the loss changes.
    """

    def backward(self) -> Any:
        gradient = super().backward()
        return gradient / (gradient.shape[1] if self.reduces == "mean" else 1)


@family("backward", "options", "extremes")
class GradientPointsDown(Wrong):
    """Your gradient has the wrong sign everywhere.

    It should point uphill: a small step along it makes the loss larger. {slope} Stepping against
    the gradient is the optimizer's business, not that of `backward`. The other way to get here is
    to differentiate with respect to Y instead of A.
    """

    def backward(self) -> Any:
        return -super().backward()


@family("backward", "options", "extremes")
class GradientAveraged(Wrong):
    """`backward` returns one number; it should return one slope for each entry of A.

    Each entry of A may be nudged by itself, and each nudge changes the loss by its own amount,
    so the gradient has the shape of A. What the mean divides by divides every slope, but it
    does not add them up. Compare the shape of your answer with the shape of A.
    """

    def backward(self) -> Any:
        return super().backward().sum()


@family("forward", "backward", "options", "stability")
class SinglePrecision(Wrong):
    """Your answers are right to about seven digits and wrong from there on.

    Seven digits are what a 32-bit float holds. Somewhere an array or a result is turned into
    `float32`, perhaps out of habit from deep-learning code, where memory counts more.
    Here the losses are compared in float64. Print the `dtype` of every array on the way.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        narrow = Y.astype(np.float32) if Y.dtype.kind == "f" or Y.shape == A.shape else Y
        return np.float32(super().forward(A.astype(np.float32), narrow))

    def backward(self) -> Any:
        return super().backward().astype(np.float32)


# ----------------------------------------------------------------------- the options


class Rebuilt(Wrong):
    """Not a mistake yet: built with the options of the class statement, whatever was asked for."""

    changes: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, **changes: Any):
        super().__init_subclass__()
        if changes:
            cls.changes = changes

    def __init__(self, *args: Any, **options: Any):
        super().__init__(**{**asked(self.subject.reference, args, options), **self.changes})


@family("options")
class ReductionIgnored(Rebuilt, reduction="mean"):
    """The option `reduction` changes nothing: you always return the mean.

    The constructor takes the option, but nothing looks at it afterwards. With `"sum"` nothing is
    divided, and with `"none"` the losses come back one by one. The object must remember what was
    asked for, and both methods must act on it: `forward` in what it returns, `backward` in what
    it divides by.
    """


@family("options")
class NoneIsDivided(Wrong):
    """With `reduction="none"` your losses are divided by what only the mean divides by.

    `"none"` asks for the losses as they are, one by one, before anything is added or divided. The
    division belongs to the mean alone. So the losses of a row should not depend on how many other
    rows the batch has. Compute the loss of one row alone and in a batch of three, and compare.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        return value / self.divisor() if self.reduces == "none" else value


@family("options")
class SumFromMean(Wrong):
    """With `reduction="sum"` you multiply a mean by the number of rows.

    That undoes the mean only if the mean divided by just this number. It divides by {divisor},
    which is something else in general. The sum needs no detour: add up the losses and divide by
    nothing. Compare your sum with the sum of what `reduction="none"` gives.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        return value / self.divisor() * len(A) if self.reduces == "sum" else value


class _Divides(Wrong):
    """Not a mistake yet: divides the gradient under a reduction that does not divide."""

    variants: ClassVar[Any] = ({}, {"by_rows": True})
    by_rows = False
    where: ClassVar[str]

    def backward(self) -> Any:
        gradient = super().backward()
        if self.reduces != self.where:
            return gradient
        return gradient / (self.samples() if self.by_rows else self.divisor())


@family("options")
class NoneIsDividedInBackward(_Divides):
    """After `reduction="none"` your gradient is too small: something still divides it.

    With `"none"` nothing is averaged, so there is nothing to divide by: the gradient is that
    of the sum of all the losses which `forward` returned. Your `backward` divides as if it were
    the mean. Which of the reductions has a division in its formula?
    """

    where = "none"


@family("options")
class SumIsDividedInBackward(_Divides):
    """With `reduction="sum"` your gradient is still that of the mean.

    The two methods of a loss speak about the same function. If `forward` does not divide,
    neither may `backward`. Build the loss with `"sum"`, and compare your gradient with small
    nudges of A: the ratio of the two tells you what is left over.
    """

    where = "sum"


@family("options", needs=["entries"])
class Broadcasts(Wrong):
    """Arrays of different shapes give a number; they should give a ValueError.

    NumPy stretches a column of N numbers and a row of N numbers into a table of N·N pairs, so
    that each prediction meets every target, and nothing complains. This is among the best hidden
    mistakes in numerical code. What should happen before the first line of arithmetic? `paired`
    does it for you.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        A, Y = (array.copy() for array in np.broadcast_arrays(A, Y))
        return super().forward(A, Y)


@family("options", needs=["entries"])
class AssertsShapes(Wrong):
    """Your check of the shapes works, but raises another exception than the one agreed on.

    The docstring promises ValueError, so that is what a caller would catch. An `assert` raises
    AssertionError and vanishes when Python runs with `-O`. It is meant for what you believe of
    your own code, not for what others hand to it. How does `paired` complain?
    """

    def forward(self, A: Any, Y: Any) -> Any:
        assert A.shape == Y.shape
        return super().forward(A, Y)


@family("options", needs=["weight"])
class WeightIgnored(Rebuilt, weight=None):
    """The option `weight` has no effect.

    Every loss is multiplied by its weight, and so is every slope. Repeat a computation with twice
    the weight: with `reduction="sum"` the loss and the gradient should both show the difference.
    Follow the option from the constructor to the lines where it should be used.
    """


@family("options", needs=["weight"])
class WeightAsTruth(Wrong):
    """As soon as `weight` is an array, your code raises ValueError.

    An array of several numbers is neither true nor false, and NumPy refuses to guess. Yet
    `weight or …`, `if weight:` and `weight == None` all ask just that question. Without weights
    they work, which is why the default looks fine. What you want to know is whether the caller gave
    any weights at all, and `is None` asks that. Build one object with the weights 1, 2 and 3 and
    read the last line of the error.
    """

    variants: ClassVar[Any] = ({}, {"at_once": True})
    at_once = False

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        if self.at_once:
            self.ask()

    def forward(self, A: Any, Y: Any) -> Any:
        self.ask()
        return super().forward(A, Y)

    def ask(self) -> None:
        """Raise as an array of several numbers does when it is taken for true or false."""
        weight: Any = self.options.get("weight")
        if np.size(weight) > 1:
            raise ValueError("The truth value of an array is ambiguous")


@family("options", needs=["weight", "entries"])
class WeightForgottenInBackward(Wrong):
    """With `weight` your gradient is still the unweighted one.

    A weight is a constant factor of a loss, and constant factors survive differentiation: what
    multiplies the loss of an entry multiplies its slope. Nudge one entry and look at the change.
    Check every option in this way, not only the default.
    """

    def backward(self) -> Any:
        return self.gradient(weight=None)


@family("options", needs=["weight"])
class WeightsRescaled(Wrong):
    """You rescale the weights before you use them, so only their ratios matter.

    The weights are used as they are given. If they are all 10, the sum of the losses is ten times
    as large; yours is what it would be with weights of 1. A weighted mean divides the scale away
    by itself where it should. Print the weights that reach your formula, next to those that the
    caller gave.
    """

    variants: ClassVar[Any] = ({"to": "mean"}, {"to": "sum"}, {"to": "max"})
    to: str

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        weight = self.options.get("weight")
        if weight is not None:
            scale = getattr(np.asarray(weight, dtype=float), self.to)()
            super().__init__(**{**self.options, "weight": np.asarray(weight) / scale})


@family("options", needs=["weight", "entries"])
class WeightTwiceInBackward(Wrong):
    """With `weight` your loss is right, and in your gradient the weight stands twice.

    A weight is a constant factor of a loss, and it is the same factor of the slope: once. With the
    weight 3 your slope is nine times as large as without, where three times is right. Perhaps
    what `forward` has stored is weighted already, and `backward` multiplies it again. Follow one
    entry through both methods.
    """

    def backward(self) -> Any:
        super().backward()
        weight = self.options.get("weight")
        return self.gradient(weight=None if weight is None else np.square(weight))


@family("options", needs=["weight", "entries"])
class WeightInDenominator(Wrong):
    """With `weight` your mean is divided by the sum of the weights.

    CrossEntropyLoss with class indices does that, which is why it is so often expected here.
    The binary losses divide by the number of entries, N·C, whatever the weights are: doubling
    all weights doubles the loss.
    """

    def share(self) -> Any:
        weight, shape = self.options.get("weight"), np.shape(self.given[0])
        if weight is None or self.reduces != "mean":
            return 1
        return np.broadcast_to(weight, shape).mean()

    def forward(self, A: Any, Y: Any) -> Any:
        return super().forward(A, Y) / self.share()

    def backward(self) -> Any:
        return super().backward() / self.share()


# ----------------------------------------------------------- one object, many batches


@family("reuse")
class StaleCache(Wrong):
    """`backward` still speaks about the first batch when a second one has come through.

    It should give the gradient for the last call of `forward`. What does your object remember,
    and when is that memory replaced? A check such as “if nothing is stored yet” would keep
    the first batch forever.
    """

    def forward(self, A: Any, Y: Any) -> Any:
        first = self.memory()
        value = super().forward(A, Y)
        vars(self).update(first)
        return value


@family("reuse")
class StaleSize(Wrong):
    """A second batch of another size is still divided by the size of the first.

    Your object counts the entries once and keeps that number. In training the last batch is often
    shorter than the others: with 100 samples in batches of 32, the last one has 4. Divided by the
    size of a full batch, its mean comes out eight times too small. Each call of `forward` must
    look at the batch that it was given. Send a batch of four samples through your object and then
    one of two, and compare with a fresh object.
    """

    variants: ClassVar[Any] = ({}, {"backward_too": False}, {"forward_too": False})
    forward_too = backward_too = True
    size: Any = None

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        self.size = self.size or self.divisor()
        return value * self.share() if self.forward_too else value

    def backward(self) -> Any:
        return super().backward() * (self.share() if self.backward_too else 1)

    def share(self) -> Any:
        """The size of this batch in terms of the first."""
        return self.divisor() / self.size if self.reduces == "mean" else 1


@family("reuse")
class StateOnClass(Wrong):
    """Two objects of your class disturb each other: the second overwrites what the first stored.

    A training loop may hold one loss for each output of a model. Your objects share one memory
    instead of having one each. There are three places where that happens: an attribute of the
    class, a global name, and a default argument such as `[]` or `{{}}`, which Python makes only
    once. What belongs to one object is made anew when the object is built, and kept on `self`.
    Use two objects in turn and print what each of them remembers.
    """

    shared: ClassVar[dict[str, Any]]

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        type(self).shared = self.memory()
        return value

    def backward(self) -> Any:
        vars(self).update(type(self).shared)
        return super().backward()


@family("reuse")
class SpoilsItsInput(Wrong):
    """After `forward` the caller's array A holds other numbers than before.

    An operator such as `-=` works inside the array that was passed in, which still belongs to
    the caller, who may want to plot it or to use it again. Your own answers do not suffer, but the
    next user of these predictions gets nonsense. Which line writes into A?
    """

    variants: ClassVar[Any] = ({}, {"negates": True})
    negates = False

    def forward(self, A: Any, Y: Any) -> Any:
        value = super().forward(A, Y)
        if A.dtype.kind == "f":
            if self.negates or A.shape != Y.shape:
                A *= -1
            else:
                A -= Y
        return value


@family("reuse")
class GradientUsedUp(Wrong):
    """The second call of `backward` gives another answer than the first.

    Asking for a gradient is a question, and a question changes nothing: the answer holds until
    the next `forward`. Your `backward` empties or overwrites what `forward` has stored.
    Call it twice in a row and compare.
    """

    fresh = True

    def forward(self, A: Any, Y: Any) -> Any:
        self.fresh = True
        return super().forward(A, Y)

    def backward(self) -> Any:
        gradient, self.fresh = super().backward() * self.fresh, False
        return gradient


@family("reuse")
class DividesAgain(Wrong):
    """Each call of `backward` divides the gradient of the call before once more.

    Asking twice must not change the answer. An operator such as `/=` works inside the array that
    `forward` has stored, so that what `backward` returns is already divided when it is divided the
    next time: 0.5, then 0.125, then 0.03125 for a batch of four entries. Which line of `backward`
    changes what it should only read?
    """

    calls = 0

    def forward(self, A: Any, Y: Any) -> Any:
        self.calls = 0
        return super().forward(A, Y)

    def backward(self) -> Any:
        divisor = self.divisor() if self.reduces == "mean" else 1
        gradient = super().backward() / divisor**self.calls
        self.calls += 1
        return gradient


@family("reuse")
class GradientAccumulates(Wrong):
    """Each call of `backward` adds to the gradients of the calls before.

    PyTorch does accumulate, in the parameters of a model, and training loops clear them at
    every step. A loss keeps no such sum: it returns the gradient for the last `forward`, no
    matter how often you ask. Look for a `+=`, and for an array that outlives the call.
    """

    total: Any = 0.0

    def backward(self) -> Any:
        gradient = super().backward()
        fits = np.shape(self.total) == np.shape(gradient)
        self.total = gradient + self.total if fits else gradient
        return self.total


@family("reuse")
class LossAccumulates(Wrong):
    """The loss of the second batch contains the loss of the first.

    `forward` returns the loss of the batch it was given, and nothing of earlier ones. If you add
    up losses in an attribute, it must start anew with each call. Sums over a whole pass through
    the data are the business of the training loop, not of the loss.
    """

    running: Any = 0.0

    def forward(self, A: Any, Y: Any) -> Any:
        self.running = self.running + super().forward(A, Y)
        return self.running


# ------------------------------------------------------------- functions of arrays


class WrongFunction:
    """A function that is right so far; a family changes an argument or the answer."""

    subject: ClassVar[Function]

    def __call__(self, *args: Any, **options: Any) -> Any:
        bound = inspect.signature(self.subject.reference).bind(*args, **options)
        bound.apply_defaults()
        return self.answer(**bound.arguments)

    def answer(self, **arguments: Any) -> Any:
        """The right answer; every argument has its name."""
        return self.subject.reference(**arguments)


@family("value", needs=["base"])
class InBits(WrongFunction):
    """Without a base your {values} come out in bits, 1.4427 times too large.

    Surprise can be measured in nats or in bits, as a length in meters or in feet. In this course,
    as in PyTorch, a missing base means nats; bits have to be asked for, with `base=2`. {check}
    Which logarithm does your code fall back on?
    """

    def answer(self, **arguments: Any) -> Any:
        base = arguments["base"]
        return super().answer(**{**arguments, "base": 2 if base is None else base})


@family("everything")
class WrongSign(WrongFunction):
    """Your {value} has the right size and the wrong sign.

    The logarithm of a probability is zero or negative, because a probability is at most 1. Its
    negative is the surprise, which is zero or positive. Which of the two is asked for here? {check}
    Compare the sign in front of your formula with the one in the notebook.
    """

    def answer(self, **arguments: Any) -> Any:
        return -super().answer(**arguments)


@family("everything", needs=["p", "q"])
class Swapped(WrongFunction):
    """The two distributions have changed places.

    The target p is the first argument and says how often each outcome happens, so it gives the
    weights. The prediction q is the second, and it is what surprises us. {check} Who decides what
    happens, and who is surprised? Write the two roles beside the arguments.
    """

    def answer(self, **arguments: Any) -> Any:
        p, q = arguments["p"], arguments["q"]
        return super().answer(**{**arguments, "p": q, "q": p})


@family("everything", needs=["p", "q"])
class Mean(WrongFunction):
    """Your {value} is too small by the number of outcomes.

    The probabilities are weights already and sum to 1, so the weighted terms are added along the
    axis of the outcomes, not averaged. An average over the samples of a batch comes later, and
    over another axis. Should it matter how many outcomes there are that never happen?
    """

    def answer(self, **arguments: Any) -> Any:
        shape = np.broadcast_shapes(np.shape(arguments["p"]), np.shape(arguments["q"]))
        return super().answer(**arguments) / shape[arguments["axis"]]


@family("everything", needs=["p", "q"])
class OverEverything(WrongFunction):
    """A whole batch gives one number.

    You sum over all axes. Each row is a pair of distributions with a {value} of its own, so
    arrays of shape (N, K) should give N numbers. For a single pair the two agree, and so the slip
    is easy to miss. Where in your code does the axis of the outcomes enter?
    """

    def answer(self, **arguments: Any) -> Any:
        return np.sum(super().answer(**arguments))


@family("everything", needs=["z"])
class Truncates(WrongFunction):
    """The digits after the point are lost: 1.7 counts as 1 in your function.

    Your array of logits is turned into whole numbers before anything is computed, with `int` or an
    integer dtype. Whole numbers are welcome as input, but they should become real numbers, not the
    other way round. For whole logits your answer is right, which is why a first test may pass.
    Print the logits that reach your formula.
    """

    def answer(self, **arguments: Any) -> Any:
        return super().answer(**{**arguments, "z": np.trunc(arguments["z"])})


@family("options", needs=["axis"])
class AxisIgnored(WrongFunction):
    """The argument `axis` changes nothing: you always work along the last axis.

    The last axis is the default, not the only choice. Try a batch of 5 rows and 3 columns with
    `axis=0`: now the columns belong together, and there are 3 of them. Follow the argument
    through your code: every sum and every maximum needs it, and so does a function of yours that
    you call.
    """

    def answer(self, **arguments: Any) -> Any:
        return super().answer(**{**arguments, "axis": -1})


@family("options", needs=["axis"])
class AxisOne(WrongFunction):
    """Your function works along axis 1 where the last axis is asked for; a vector has no axis 1.

    Many articles write this for a batch with two axes and fix the second one. Axis 1 is the last
    axis only when there are exactly two. Negative axes count from the end, so they mean the same
    thing for a vector, a batch and a stack of batches.
    """

    variants: ClassVar[Any] = ({"always": True}, {"always": False})
    always: bool

    def answer(self, **arguments: Any) -> Any:
        axis = 1 if self.always else abs(arguments["axis"])
        return super().answer(**{**arguments, "axis": axis})


@family("everything", needs=["axis"])
class OverColumns(WrongFunction):
    """By default you work down the columns of a batch, where the rows are asked for.

    A row holds the numbers of one sample, and these belong together: its classes compete with
    each other, not with the other samples of the batch. The default axis is the last one. Sum
    your result, or look at its shape, and see whether rows or columns were treated as one.
    """

    variants: ClassVar[Any] = ({"always": False}, {"always": True})
    always: bool

    def answer(self, **arguments: Any) -> Any:
        axis = 0 if self.always or arguments["axis"] == -1 else arguments["axis"]
        return super().answer(**{**arguments, "axis": axis})


@family("options", needs=["base"])
class BaseIgnored(WrongFunction):
    """The base makes no difference to your {value}.

    Whatever base is asked for, you return nats. {check} By which number do you divide to change
    the unit? If you call a function of your own, the base has to be passed on to it. Follow the
    argument from the first line of your code to the last.
    """

    def answer(self, **arguments: Any) -> Any:
        return super().answer(**{**arguments, "base": None})


@family("options", "edges", needs=["base"])
class DividesByBase(WrongFunction):
    """With a base you divide by the base itself; its logarithm is what changes the unit.

    A logarithm to base b asks how often b must be multiplied with itself, and log x divided by
    log b answers that. For base 2 the divisor is ln 2 = 0.6931, not 2. {check} Try the base 10 with
    the number 1000, whose logarithm is 3.
    """

    def answer(self, **arguments: Any) -> Any:
        base = arguments["base"]
        nats = super().answer(**{**arguments, "base": None})
        return nats / (1.0 if base is None else base)


@family("options", needs=["base"])
class BaseMultiplied(WrongFunction):
    """With a base, your {values} are off by the square of its logarithm.

    You multiply by ln b where the change of base divides. A check by units: a bit is less than a
    nat, so the same surprise needs more bits than nats, and the number must get larger when the
    unit gets smaller.
    """

    def answer(self, **arguments: Any) -> Any:
        base = arguments["base"]
        nats = super().answer(**{**arguments, "base": None})
        return nats * (1.0 if base is None else np.log(base))


@family("edges")
class SpoilsInput(WrongFunction):
    """After the call the caller's array holds other numbers than before.

    You subtract or multiply in place. `np.asarray` does not protect you: it copies only when
    it must change the type, so an array of float64 is still the caller's own. Which
    operations make a new array, and which write into the old one?
    """

    variants: ClassVar[Any] = ({}, {"negates": True})
    negates = False

    def answer(self, **arguments: Any) -> Any:
        right = super().answer(**arguments)
        first = np.asarray(next(iter(arguments.values())), dtype=float)
        if self.negates:
            first *= -1
        else:
            axis = arguments.get("axis", -1)  # which may be one that only the other arrays have
            axis = axis if -first.ndim <= axis < first.ndim else -1
            first -= first.max(axis=axis, keepdims=True)
        return right


# ---- what goes wrong in functions of whole arrays of probabilities


@mistake("options", needs=["axis"])
class AxisZeroForgotten(WrongFunction):
    """`axis=0` is taken for no axis at all, so that you work along the last one.

    In Python 0 counts as false. In `axis or -1`, and in `if axis:`, it is treated as if nothing
    had been given, and the columns are never reached. Any other axis is right, which hides the
    slip. `if axis is None` asks for just what is meant; and the default is −1 anyway, so the
    argument can be handed on as it is.
    """

    def answer(self, **arguments: Any) -> Any:
        return super().answer(**{**arguments, "axis": arguments["axis"] or -1})


def _arrays_of(arguments: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The probabilities among some arguments, brought to one shape."""
    given = {name: arguments[name] for name in ("p", "q") if name in arguments}
    shaped = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in given.values()))
    return dict(zip(given, shaped, strict=True))


@mistake("options", needs=["axis"])
class AxisByTransposing(WrongFunction):
    """You know two axes only: the last one, and the first one by turning the array over.

    For a table that is enough. With three axes `.T` reverses all of them, so that the answer comes
    out with its own axes reversed, and an axis in the middle is not looked at. NumPy's sums take
    the axis as an argument, whichever it is and however many there are; nothing has to be turned.
    """

    def answer(self, **arguments: Any) -> Any:
        if arguments["axis"] == 0:
            turned = {name: a.T for name, a in _arrays_of(arguments).items()}
            arguments = {**arguments, **turned}
        return super().answer(**{**arguments, "axis": -1})


@mistake("options", needs=["axis"])
class AxesSwapped(WrongFunction):
    """With three axes or more, the axes of your answer stand in another order than asked for.

    You exchange the axis of the outcomes with the last one. That puts the last axis where the
    other one was, so that what is left is out of order. In a table, and for an axis beside the
    last, nothing shows. `np.moveaxis` takes an axis out and lets the others keep their order; a
    sum along the axis needs no move at all.
    """

    def answer(self, **arguments: Any) -> Any:
        axis = arguments["axis"]
        swapped = {name: a.swapaxes(axis, -1) for name, a in _arrays_of(arguments).items()}
        return super().answer(**{**arguments, **swapped, "axis": -1})


@mistake("options", needs=["base"])
class BaseFallsBack(WrongFunction):
    """You know only some bases; for any other one you return nats without a word.

    A logarithm of its own for 2, perhaps one for 10, and the natural one for all the rest: so
    base 3 is answered in nats, and nobody is told. There is one rule for all bases, log x divided
    by log b, with natural logarithms in both places. It needs no list of cases.
    """

    variants: ClassVar[Any] = ({"known": (2,)}, {"known": (2, 10)})
    known: tuple[int, ...]

    def answer(self, **arguments: Any) -> Any:
        base = arguments["base"]
        return super().answer(**{**arguments, "base": base if base in self.known else None})


@mistake("options", "edges", needs=["base"])
class BaseRefused(WrongFunction):
    """You know only some bases, and raise an error for any other one.

    The base may be any number, also e or 3. A table of logarithms, or a chain of `if`, holds those
    that somebody thought of. There is one rule for all bases, log x divided by log b, with natural
    logarithms in both places. So no base needs a case of its own, but for None, which means nats.
    """

    variants: ClassVar[Any] = tuple(
        {"known": known, "kind": kind}
        for known in ((2,), (2, 10))
        for kind in (KeyError, ValueError, UnboundLocalError)
    )
    known: tuple[int, ...]
    kind: type[Exception]

    def answer(self, **arguments: Any) -> Any:
        if arguments["base"] not in (None, *self.known):
            raise self.kind
        return super().answer(**arguments)


@mistake("options", needs=["base"])
class BaseTwice(WrongFunction):
    """With a base you divide by its logarithm twice.

    Perhaps a function that you call has changed the unit already, and you change it once more. In
    base 2 your answer is then 1.4427 times too large. Without a base nothing shows, since nothing
    is divided. Either hand the base on, or divide by its logarithm yourself, but not both. Follow
    the base through your code and count the divisions.
    """

    def answer(self, **arguments: Any) -> Any:
        base = arguments["base"]
        return super().answer(**arguments) / (1.0 if base is None else np.log(base))


@mistake("options", "edges", needs=["base"])
class BaseByBinaryLogarithm(WrongFunction):
    """You divide nats by the logarithm of the base to base 2; the natural one belongs there.

    A logarithm to base b is log x divided by log b, and both logarithms must be of the same kind.
    Yours are mixed, a natural one above and one to base 2 below, so that `base=2` divides by 1 and
    gives nats again. Every base comes out 0.6931 times as large as it should. Which logarithm did
    you call for the base?
    """

    def answer(self, **arguments: Any) -> Any:
        base = arguments["base"]
        return super().answer(**arguments) * (1.0 if base is None else np.log(2))


@mistake("options", needs=["axis"])
class CountsLastAxis(WrongFunction):
    """You count the outcomes along the last axis, also where another axis is asked for.

    A mean along an axis is the sum divided by the length of that very axis. To get the sum back,
    yours is multiplied by the length of the last one. In rows nothing shows, since the last axis
    is the default; in a table of 4 rows and 3 columns with `axis=0` there are 4 outcomes, not 3.
    Take the sum itself, and nothing has to be counted.
    """

    def answer(self, **arguments: Any) -> Any:
        shape = next(iter(_arrays_of(arguments).values())).shape
        return super().answer(**arguments) * (shape[-1] / shape[arguments["axis"]])


@mistake("everything", needs=["axis"])
class OneNumberOnly(WrongFunction):
    """Your function works for one answer, and raises an error for a batch, which has several.

    `float` makes a Python number of an array with a single entry. A batch of shape (N, K) has N
    answers, and N numbers are no number, so it raises a TypeError. NumPy's sum along an axis gives
    a single number for a vector and an array for a batch by itself: return what it gives. Try two
    rows at once.
    """

    def answer(self, **arguments: Any) -> Any:
        value = super().answer(**arguments)
        if np.ndim(value) > 0:
            raise TypeError
        return float(value)


@mistake("everything", needs=["p", "q"])
class AveragesBatch(WrongFunction):
    """A whole batch gives one number, the average of its rows.

    A loss that trains a model averages over the batch, and PyTorch's losses do so without being
    asked. Here each row is a pair of distributions with an answer of its own, so that arrays of
    shape (N, K) give N numbers. Whoever wants their mean can take it. For a single pair nothing
    shows. Which line makes one number of many?
    """

    def answer(self, **arguments: Any) -> Any:
        return np.mean(super().answer(**arguments))


@mistake("edges")
class ArraysOnly(WrongFunction):
    """A list raises an error in your function; only arrays get through.

    `p > 0`, `p.sum()` and `p[p > 0]` are things that an array can do and a list cannot. The
    notebook allows lists and arrays of any number type. Its first line could make an array of
    whatever comes in: `np.asarray` with `dtype=float` does that, and settles the type as well.
    """

    variants: ClassVar[Any] = ({"kind": TypeError}, {"kind": AttributeError})
    kind: type[Exception]

    def answer(self, **arguments: Any) -> Any:
        if any(isinstance(a, list) for a in arguments.values()):
            raise self.kind
        return super().answer(**arguments)


@mistake("edges")
class Squeezes(WrongFunction):
    """Axes of length 1 are missing from your answer.

    `np.squeeze` takes away every axis of length 1, also those that came in with the input: a batch
    of a single sample is still a batch, and its answer is an array of one number. Code that loops
    over a batch fails as soon as there is one sample in it. Take away just the axis that is summed
    over, and no other one; to turn an array without axes into a number, `[()]` is enough.
    """

    def answer(self, **arguments: Any) -> Any:
        return np.squeeze(super().answer(**arguments))


@mistake("options", needs=["p", "q"])
class SameShapeOnly(WrongFunction):
    """You want p and q of one shape, and raise an error for one target with many predictions.

    The notebook lets the shapes be broadcast, as NumPy does it: p of shape (K,) goes with q of
    shape (N, K), and each row of q is compared with the same p. Adding and multiplying arrays
    does that by itself. What does not are a comparison of shapes, a mask such as `q[p > 0]`, an
    array made of the list [p, q], and a loop over both.
    """

    variants: ClassVar[Any] = (
        {"kind": ValueError},
        {"kind": AssertionError},
        {"kind": IndexError},
    )
    kind: type[Exception]

    def answer(self, **arguments: Any) -> Any:
        if np.shape(arguments["p"]) != np.shape(arguments["q"]):
            raise self.kind
        return super().answer(**arguments)


@mistake("edges", needs=["p", "axis"])
class RefusesOtherSums(WrongFunction):
    """You raise an error for numbers that do not sum to 1.

    A check of the input is a good habit where the task leaves it to you. Here the notebook says
    what such numbers get: they are used as they are, and the formula is computed as it stands.
    The caller can see from the result that something is odd. Take the check out.
    """

    variants: ClassVar[Any] = ({"kind": ValueError}, {"kind": AssertionError})
    kind: type[Exception]

    def answer(self, **arguments: Any) -> Any:
        for each in _arrays_of(arguments).values():
            if not np.allclose(np.sum(each, axis=arguments["axis"]), 1):
                raise self.kind
        return super().answer(**arguments)


@mistake("edges", needs=["p", "axis"])
class RareIgnored(WrongFunction):
    """Outcomes that are very rare count as impossible in your function.

    Only a probability of exactly 0 contributes nothing. A threshold such as 1e-8, which is also
    what `np.isclose` takes for 0, leaves out outcomes that do happen. One of them hardly shows, but
    a large vocabulary consists of them. Compare with 0 itself, and every outcome has its share.
    """

    variants: ClassVar[Any] = tuple({"least": t} for t in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10))
    least: float

    def answer(self, **arguments: Any) -> Any:
        p = np.asarray(arguments["p"], dtype=float)
        return super().answer(**{**arguments, "p": np.where(p > self.least, p, 0.0)})


#: Families for functions whose answer has a shape, a base, and rules for what is rare.
OF_PROBABILITIES: tuple[type, ...] = (
    *(AxisZeroForgotten, AxisByTransposing, AxesSwapped, BaseFallsBack, BaseRefused),
    *(ArraysOnly, Squeezes, SameShapeOnly, RefusesOtherSums, RareIgnored),
    *(BaseTwice, BaseByBinaryLogarithm, CountsLastAxis, OneNumberOnly, AveragesBatch),
)
