"""Rubric of the loss for counts: PoissonNLLLoss."""

import math
from typing import ClassVar

import numpy as np
from surprise_to_gradient.solutions import counts as reference
from surprise_to_gradient.solutions.counts import PoissonNLLLoss

from autograder.judging.cases import (
    backward,
    beside,
    both,
    by_position,
    forward,
    protocol,
    reductions,
    reuse,
    shapes,
)
from autograder.judging.families import COUNT, Loss, Rebuilt, Wrong, asked, made_in, mistake
from autograder.rubric import Build, Call, Case, Group, Question, Rubric, question

NAME = "PoissonNLLLoss"
EXPECTED, CAME = np.array([[2.0, 1.0], [4.0, 0.5]]), np.array([[3.0, 0.0], [4.0, 1.0]])


def batch(rng, n=5, c=3):
    """Logarithms, and counts among which are 0, 1 and 3. Options are asked about with the sum."""
    Y = rng.poisson(2.5, (n, c)).astype(float)
    Y.flat[:3] = 0, 1, 3
    return rng.normal(size=(n, c)), rng.permuted(Y)


def rates(rng, n=5, c=3):
    A, Y = batch(rng, n, c)
    return np.exp(A), Y


def ordinary(make):
    def cases(rng):
        yield make("the bus stop", NAME, np.log(EXPECTED), CAME, public=True)
        yield make("a random batch", NAME, *batch(rng))
        yield make("a batch of one sample", NAME, *batch(rng, 1, 4))
        yield make("one count per sample", NAME, *batch(rng, 7, 1))

    return cases


def expected_numbers(make):
    def cases(rng):
        for eps in (1e-8, 0.25):
            chosen = {"log_input": False, "eps": eps, "reduction": "sum"}
            yield make(f"log_input=False, eps={eps}", NAME, *rates(rng), **chosen)
        chosen = {"log_input": False, "reduction": "none"}
        A, Y = rates(rng)
        A[Y == 3] = 1e-3  # so small that another default of eps shows
        yield make("log_input=False, one by one", NAME, A, Y, **chosen)

    return cases


def full(rng):
    yield both("full=True", NAME, *batch(rng), full=True, reduction="sum")
    rated = {"log_input": False, "eps": 1e-13}  # what eps does is asked elsewhere
    yield both("full=True, rates", NAME, *rates(rng), full=True, **rated, reduction="sum")
    yield both("full=True, one by one", NAME, *batch(rng), full=True, reduction="none")
    A, many = batch(rng)[0], many_events(rng)
    yield both("full=True, 8-bit counts", NAME, A, many, full=True, reduction="sum")
    # The mean of losses of which Stirling's term is a part is that of the same losses without it.
    A, Y = batch(rng)
    plain = Build("loss", NAME), Call("loss", "forward", (costing(A, Y), Y))
    steps = Build("loss", NAME, (), {"full": True}), Call("loss", "forward", (A, Y))
    yield Case("full=True, averaged", steps, baseline=(plain,))


def many_events(rng):
    """Counts of 8 bits: times a logarithm they are beyond what 8 bits hold."""
    many = rng.integers(40, 120, (5, 3)).astype(np.int8)
    many.flat[:3] = 0, 1, 3
    return many


def costing(A, Y):
    """Logarithms whose losses are larger than those of A by Stirling's term."""
    goal = np.exp(A) - Y * A + _stirling(Y)
    found = np.where(Y > 1, np.maximum(A, np.log(np.maximum(Y, 1.0))) + 2, A)
    for _ in range(60):  # Newton's steps down a convex slope
        slope = np.exp(found) - Y
        miss = np.exp(found) - Y * found - goal
        found = found - np.divide(miss, slope, out=np.zeros_like(miss), where=Y > 1)
    return found


def reused(rng):
    yield from protocol(NAME, batch)(rng)
    # With all options: Stirling's terms are those of one batch, and change none of its counts.
    options = {"full": True, "log_input": False, "reduction": "sum"}
    yield from reuse(NAME, [rates(rng), rates(rng, 2, 4)], **options)
    yield from reuse(NAME, [batch(rng), batch(rng, 5, 4)], full=True, reduction="none")
    others = {"log_input": False, "full": True, "eps": 0.25, "reduction": "sum"}
    yield beside(NAME, rates(rng), others, {})


def places(rng):
    options = {"log_input": False, "full": True, "eps": 0.5, "reduction": "sum"}
    yield by_position("options given by position", NAME, *rates(rng), **options)


def whole(rng):
    A, Y = batch(rng)
    yield both("8-bit counts", NAME, A, Y.astype(np.uint8), reduction="sum")
    yield both("8-bit logarithms", NAME, np.round(A).astype(np.int8), Y, reduction="sum")
    many, logarithms = many_events(rng), rng.integers(-3, 6, (5, 3)).astype(np.int8)
    yield both("8-bit numbers", NAME, logarithms, many, reduction="sum")


def mismatched(rng):
    yield from shapes(NAME, batch)(rng)
    A, Y = batch(rng, 2, 3)
    yield forward("shapes (N, C) and (C, N)", NAME, A, Y.T.copy())


def extremes(rng):
    for y in (0.0, 3.0):
        yield both("nothing expected", NAME, np.zeros((1, 1)), np.array([[y]]), log_input=False)
    for label, a, y in (("an unlikely event", -1e4, 2.0), ("a million", np.log(1e6), 1e6)):
        yield both(label, NAME, np.array([[a]]), np.array([[y]]), full=True)
    for a in (30.0, 300.0):  # e to this power is an ordinary number
        yield both("a large logarithm", NAME, np.array([[a]]), np.array([[2.0]]))
    yield both("a large rate", NAME, np.array([[1e9]]), np.array([[7.0]]), log_input=False)


OPTIONS = (
    Group("reduction", 2, reductions(both, NAME, batch, "sum", "none")),
    Group("expected numbers: loss", 1, expected_numbers(forward)),
    Group("expected numbers: gradient", 1, expected_numbers(backward)),
    Group("full", 1, full),
    Group("order of options", 1, places),
    Group("whole numbers", 1, whole),
    Group("shapes", 1, mismatched),
)
QUESTIONS = (
    question(f"{NAME}.forward", 3, ordinary(forward)),
    question(f"{NAME}.backward", 3, ordinary(backward)),
    Question(f"{NAME}.options", OPTIONS),
    question(f"{NAME}.stability", 2, extremes),
    question(f"{NAME}.reuse", 2, reused),
)


def _real(numbers):
    return np.asarray(numbers, dtype=float)


def _stirling(Y):
    """Stirling's approximation of log Y!, and nothing for counts of 0 and 1."""
    many = np.maximum(_real(Y), 1.0)
    return np.where(many > 1, many * np.log(many) - many + np.log(2 * np.pi * many) / 2, 0.0)


def _part(loss, table):
    """What a table of additions comes to, reduced as the loss is."""
    if loss.reduces == "none":
        return table
    return table.sum() / (loss.divisor() if loss.reduces == "mean" else 1)


@mistake("options", "stability")
class AlwaysLogarithms(Rebuilt, log_input=True):
    """The option `log_input` changes nothing: you always take A for a logarithm.

    With `log_input=False` the entries of A are the expected numbers themselves, such as 2.5 buses
    an hour. Then nothing is exponentiated, and it is the other term that needs a logarithm.
    """


@mistake("forward", "backward", "options", "stability")
class NeverLogarithms(Rebuilt, log_input=False):
    """You take A for the expected number, but by default it is the logarithm of that number.

    So you get nan wherever A is negative, which a logarithm may well be. The option `log_input`
    says which of the two A is; by default a model may answer with any real number.
    """


@mistake("forward", "backward", "options", "stability")
class LogInputSwapped(Wrong):
    """You read the option `log_input` the wrong way round.

    It says what A *is*, not what you have to do with it. With `log_input=True`, the default, A is a
    logarithm already: its exponential is the expected number, and no logarithm is taken. With
    `log_input=False` A is the expected number, so its logarithm is needed, and no exponential. You
    have the two branches in each other's place. Take 2 and 3 expected events: A is (0.6931, 1.0986)
    with one setting and (2, 3) with the other. Which is which?
    """

    def __init__(self, *args, **options):
        given = asked(PoissonNLLLoss, args, options)
        super().__init__(**{**given, "log_input": not given.get("log_input", True)})


@mistake("options", "stability")
class FullIgnored(Rebuilt, full=False):
    """The option `full` changes nothing.

    It adds the part of the surprise that does not depend on the prediction, log y!, in the form of
    Stirling's approximation. No gradient changes by it, but losses of different models can be
    compared. Look where the option should be used.
    """


@mistake("options", "stability")
class EpsIgnored(Wrong):
    """With `log_input=False` A stands alone in your code, without the small `eps`.

    At A = 0 the loss or its slope is then infinite or nan. The formula adds `eps` to A in both
    places, in the logarithm and in the quotient that is its slope. It is an option, not a constant.
    """

    variants = ({}, {"in_loss": True})
    in_loss = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.eps = self.eps if self.in_loss else 0.0

    def backward(self):
        return self.gradient(eps=0.0)


@mistake("options", "stability")
class EpsOutside(Wrong):
    """With `log_input=False` you add `eps` to the logarithm; it belongs under it, to A.

    `log(A) + eps` is still infinite at A = 0, and `eps` is there to prevent just that. In the
    formula it is added first, and the logarithm is taken of the sum. Count your brackets, and try
    A = 0.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.options.get("log_input", True):
            return value
        eps, A, Y = self.options.get("eps", 1e-8), *map(np.array, self.given)
        with np.errstate(all="ignore"):
            return value + _part(self, Y * (np.log(A + eps) - np.log(A) - eps))


@mistake("options")
class EpsIsConstant(Rebuilt, eps=1e-8):
    """With `log_input=False` the option `eps` changes nothing: 1e−8 is written into your formulas.

    1e−8 is only what `eps` is if the caller says nothing. Who builds the loss with `eps=0.25` wants
    the logarithm of A + 0.25, and a slope with the same sum below its line. The constructor may
    well keep the option; `forward` and `backward` have to read it. Search your code for the
    constant, and build the loss with two values of `eps`: the losses should differ.
    """


@mistake("options", "stability")
class EpsDefault(Wrong):
    """Without the option, `eps` is not 1e−8 in your class.

    Called with a value of its own, `eps=0.25` say, your class does what it should. But most callers
    say nothing, and then the default counts: it is 1e−8, as in PyTorch. You see it where A is 0 or
    close to it and `log_input=False`: for A = 0 and Y = 3 the loss is 3 · 18.42 = 55.26, since −log
    1e−8 is 18.42. Compare the first lines of your class with those in the notebook.
    """

    variants = tuple({"default": 10.0**-k} for k in (12, 10, 6, 7, 9, 16))
    default = 1e-12

    def __init__(self, *args, **options):
        given = asked(PoissonNLLLoss, args, options)
        super().__init__(**{"eps": self.default, **given})


@mistake("forward", "backward", "options", "stability")
class EpsInPower(Wrong):
    """By default A is a logarithm; you add `eps` to e^A, which needs no such help.

    With logarithms the loss is e^A − Y·A. Nothing in it can become infinite by itself, and no
    logarithm is taken. The small number is there for log(A + ε) and for the quotient that is its
    slope, so it is used with `log_input=False` only. With your ε each loss and each slope is too
    large by just this number: by 1e−8 if the caller says nothing, by 0.25 with `eps=0.25`. Build
    the loss with two values of `eps` and compare: by default nothing may change.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return value + _part(self, np.full(np.shape(A), self.added()))

    def backward(self):
        divisor = self.divisor() if self.reduces == "mean" else 1
        return super().backward() + self.added() / divisor

    def added(self):
        return self.options.get("eps", 1e-8) if self.options.get("log_input", True) else 0.0


@mistake("forward", "options", "stability")
class EpsForLogarithmsInLoss(Wrong):
    """By default A is a logarithm already; your loss still adds `eps` and takes a logarithm again.

    You compute Y log(e^A + ε), where the formula has Y·A. On paper log(e^A) is A. The ε makes each
    loss a little wrong, in the eighth digit; for a very negative A the power vanishes beside it,
    and what should be −10000 becomes log ε, about −18. The small number is needed only with
    `log_input=False`, where A may be 0. With logarithms use A as it is.
    """

    in_slopes = False

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("log_input", True):
            return value
        eps, A, Y = self.options.get("eps", 1e-8), *map(_real, self.given)
        return value + _part(self, Y * (A - np.log(np.exp(A) + eps)))

    def backward(self):
        slopes = super().backward()
        if not self.in_slopes or not self.options.get("log_input", True):
            return slopes
        eps, A, Y = self.options.get("eps", 1e-8), *map(_real, self.given)
        moved = Y * (1 - np.exp(A) / (np.exp(A) + eps))
        return slopes + moved / (self.divisor() if self.reduces == "mean" else 1)


@mistake("forward", "backward", "options", "stability")
class EpsForLogarithms(EpsForLogarithmsInLoss):
    """By default A is a logarithm already; you still add `eps` to e^A and take a logarithm again.

    You compute Y log(e^A + ε), where the formula has Y·A, and your slopes follow from that. On
    paper log(e^A) is A. The ε makes each loss and each slope a little wrong, in the eighth digit;
    for a very negative A the power vanishes beside it, and what should be −10000 becomes log ε,
    about −18. The small number is needed only with `log_input=False`, where A may be 0.
    """

    in_slopes = True


@mistake("forward", "options", "stability")
class SubtractsMaximum(Wrong):
    """Your loss takes the largest A away before the exponential, as for a softmax.

    In a softmax that is allowed, since its exponentials are divided by their sum and the shift
    cancels. Here nothing is divided: e^A is the expected number itself, and e^(A − m) is another
    number. With it the largest prediction always counts as 1 expected event. Take e to the power
    of A as it is. Put one entry into your code, A = log 2 and Y = 3: the loss should be −0.0794.
    """

    variants = tuple({"axis": axis, "all": both} for axis in (1, None) for both in (False, True))
    axis: int | None = 1
    all = False

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("log_input", True):
            return value
        A, Y = map(_real, self.given)
        top = A.max(axis=self.axis, keepdims=True)
        with np.errstate(all="ignore"):
            return value + _part(self, np.exp(A - top) - np.exp(A) + self.all * Y * top)


@mistake("stability")
class ClipsLogarithms(Wrong):
    """You clip A before the exponential, so predictions beyond the bound count as the bound itself.

    A clip is meant for numbers that overflow, and yours comes long before: e to the power of −20 is
    small and not 0, and e to the power of 30 is still an ordinary number. Far below 0, e^A may
    vanish, it does no harm. Any real number is a legal prediction. Take e to the power of A itself.
    """

    variants = tuple(
        {"bound": b, "kind": k} for b in (10, 12, 15, 20) for k in ("rate", "above", "all")
    )
    bound = 10
    kind = "rate"

    def forward(self, A, Y):
        if not self.options.get("log_input", True):
            return super().forward(A, Y)
        near = np.clip(_real(A), -np.inf if self.kind == "above" else -self.bound, self.bound)
        value = super().forward(near, Y)
        return value if self.kind == "all" else value + _part(self, _real(Y) * (near - _real(A)))


@mistake("options")
class EpsFloors(Wrong):
    """With `log_input=False` you raise A to `eps` where it is smaller; `eps` is to be added to A.

    Both keep the logarithm finite at A = 0, but they are different functions. In the formula every
    A is moved by `eps`, in log(A + ε) and in Y/(A + ε). With your code A = 2 is not moved at all.
    With the default of 1e−8 the two differ in the eighth digit, with `eps=0.25` in the first.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.options.get("log_input", True):
            return value
        eps, A, Y = self.options.get("eps", 1e-8), *map(_real, self.given)
        return value + _part(self, Y * (np.log(A + eps) - np.log(np.maximum(A, eps))))

    def backward(self):
        slopes = super().backward()
        if self.options.get("log_input", True):
            return slopes
        eps, A, Y = self.options.get("eps", 1e-8), *map(_real, self.given)
        moved = Y / (A + eps) - Y / np.maximum(A, eps)
        return slopes + moved / (self.divisor() if self.reduces == "mean" else 1)


@mistake("options", "stability")
class EpsInRate(Wrong):
    """With `log_input=False` your loss adds `eps` to both terms; it belongs in the logarithm only.

    The first term of the loss is the expected number itself, A and not A + ε. Only a logarithm has
    to be kept away from 0. It looks as if A became log(A + ε) and then went through the formula for
    logarithms: its exponential is A + ε, so each loss is too large by ε.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.options.get("log_input", True):
            return value
        return value + _part(self, np.full(np.shape(A), self.options.get("eps", 1e-8)))


@mistake("stability")
class RefusesZero(Wrong):
    """With `log_input=False` your code raises ValueError where A is 0, which is allowed.

    To expect nothing is a legal prediction: the small `eps` in the formula is there for just this
    case. At A = 0 the loss is 0 − Y log ε, an ordinary number. Let the formula decide, and keep
    ValueError for what the docstring promises it for, two different shapes.
    """

    def forward(self, A, Y):
        if not self.options.get("log_input", True) and (np.asarray(A) <= 0).any():
            raise ValueError("the expected number must be positive")
        return super().forward(A, Y)


@mistake("stability")
class LogOfPower(Wrong):
    """You take the logarithm of a power that has vanished or overflowed before.

    It happens in log(e^A), which is A itself, so no exponential is needed there: e to the power of
    −10000 is 0 in floating point, and its logarithm −∞. It also happens if Stirling's product
    √(2πY)·(Y/e)^Y is multiplied out, for a few hundred events it is already infinite. The logarithm
    of a product is a sum of logarithms, and that of Y^Y is Y log Y. Write the terms down on paper
    as the notebook has them. Which of the two is in your code?
    """

    variants = ({}, {"stirling": True}, {"stirling": True, "rate": False})
    stirling = False
    rate = True

    def forward(self, A, Y):
        value = super().forward(A, Y)
        A, Y = map(_real, self.given)
        logarithms, full = self.options.get("log_input", True), self.options.get("full")
        with np.errstate(all="ignore"):
            if self.rate and logarithms:
                value = value + _part(self, Y * (A - np.log(np.exp(A))))
            if self.stirling and full:
                many = np.maximum(Y, 1.0)
                product = np.log(np.sqrt(2 * np.pi * many) * (many / np.e) ** many)
                value = value + _part(self, np.where(Y > 1, product - _stirling(Y), 0.0))
        return value


@mistake("options", "stability")
class LastTermMiscopied(Wrong):
    """With `full=True` the last term of Stirling's formula, ½ log(2πY), is miscopied.

    The other two terms, Y log Y and Y, are right. The logarithm is that of the whole product of 2,
    π and Y, and the half stands in front of all of it. Put Y = 3 into your line: this term should
    be 1.4681, and the three together 1.7641.
    """

    variants = tuple({"number": i} for i in range(5))
    number = 0

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full"):
            return value
        y = np.maximum(np.asarray(Y, dtype=float), 1.0)
        others = (
            np.log(2 * np.pi) * y / 2,
            np.log(2 * np.pi * y),
            np.log(2 * np.pi) / 2,
            np.log(np.pi * y) / 2,
            0 * y,
        )
        moved = others[self.number] - np.log(2 * np.pi * y) / 2
        return value + _part(self, np.where(y > 1, moved, 0.0))


@mistake("forward", "options", "stability")
class RateForgotten(Wrong):
    """Your loss lacks the expected number itself: only the term with Y is there.

    Then predicting ever more costs ever less, since nothing speaks against a large number. The
    term e^A is what it costs to expect events that do not come. Without it no prediction is best.
    """

    def forward(self, A, Y):
        return super().forward(A, Y) - self.twin(full=False).forward(A, 0 * Y)


@mistake("backward", "options", "stability")
class GradientOfRate(Wrong):
    """Your slopes are 1 − Y/λ, those with respect to the expected number λ.

    But A is the logarithm of λ, and by the chain rule a step of A moves λ by λ times as much. So
    the slope is λ times yours. Multiply it out and meet an old friend: expected minus observed.
    """

    def backward(self):
        return super().backward() / np.exp(self.given[0] * self.options.get("log_input", True))


@mistake("options")
class StirlingAtOne(Wrong):
    """With `full=True` counts of 1 cost too little, by 0.0811.

    Stirling's formula is an approximation, and for a count of 1 it says −0.0811, while log 1! is
    exactly 0. So the notebook adds it where Y exceeds 1, and nothing elsewhere. Yours begins one
    count too early. Build the loss with `full=True` and `full=False`, and compare the two for a
    count of 1: they should agree.
    """

    def forward(self, A, Y):
        extra = (np.asarray(Y) == 1) * (np.log(2 * np.pi) / 2 - 1) * bool(self.options.get("full"))
        value = super().forward(A, Y)
        if self.reduces == "none":
            return value + extra
        return value + extra.sum() / (self.divisor() if self.reduces == "mean" else 1)


@mistake("options")
class StirlingBelowTwo(Wrong):
    """With `full=True` counts of 0 and of 1 cost too little, each by 0.0811.

    For a count of 1 Stirling's formula says −0.0811, while log 1! and log 0! are exactly 0. So the
    notebook adds it where Y exceeds 1, and nothing elsewhere. To raise Y to 1 keeps the logarithm
    finite, and is a good first step; but then the term of 1 is added for these counts too. Choose
    by the counts themselves where something is added. Compare `full=True` and `full=False` for the
    counts 0 and 1: they should agree.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        low = (_real(Y) <= 1) * (np.log(2 * np.pi) / 2 - 1)
        return value + _part(self, low * bool(self.options.get("full")))


@mistake("options")
class StirlingCutOff(Wrong):
    """With `full=True` and counts of an integer type, Stirling's terms become whole numbers.

    For a count of 3 the term is 1.7641, and yours is 1. Without `full`, and with counts that are
    floats, all is right. The terms are written into an array that has the type of Y: `zeros_like`
    takes it over, and what comes after the point is cut off without a word. In 8 bits even the part
    before the point may be too large, and there may be an error. Make Y an array of floats before
    anything is computed, as `paired` does.
    """

    variants = ({}, {"one_by_one": False})
    one_by_one = True

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full") or np.asarray(Y).dtype.kind not in "iu":
            return value
        terms, cut = _stirling(Y), np.zeros_like(Y)
        if self.one_by_one:
            for index, term in np.ndenumerate(terms):
                cut[index] = int(term)
        else:
            with np.errstate(all="ignore"):
                cut[...] = terms
        return value + _part(self, cut - terms)


@mistake("options", "stability")
class ExactFactorial(Wrong):
    """With `full=True` you add the exact logarithm of Y!; Stirling's approximation is asked for.

    Your number is nearer to the truth, and another one than PyTorch's: for a count of 3 the
    formula adds 1.7641, and log 6 = 1.7918. A loss that is compared with that of others has to be
    the same function to the last digit. Put Y = 3 into the formula of the notebook and compare.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full"):
            return value
        many = np.maximum(_real(Y), 1.0)
        exact = np.vectorize(math.lgamma, otypes=[float])(many + 1)
        extra = np.where(many > 1, exact - _stirling(Y), 0.0)
        if self.reduces == "none":
            return value + extra
        return value + extra.sum() / (self.divisor() if self.reduces == "mean" else 1)


@mistake("options")
class StirlingOfNothing(Wrong):
    """With `full=True` a count of 0 makes your loss nan.

    Stirling's formula holds Y log Y and log Y, and the logarithm of 0 is no number to compute with.
    Multiplying by 0 afterwards does not help: 0 times infinity is nan. For counts of 0 and 1 there
    is nothing to add, since 0! = 1! = 1. What does each of your terms give for Y = 0, and is it
    chosen away or only multiplied?
    """

    def forward(self, A, Y):
        empty = np.where((np.asarray(Y) == 0) & bool(self.options.get("full")), np.nan, 0.0)
        value = super().forward(A, Y)
        return value + (empty if self.reduces == "none" else empty.sum())


@mistake("options")
class FullForLogarithms(Wrong):
    """`full=True` works for logarithms only; with `log_input=False` it changes nothing.

    The two options are independent. What `full` adds is about the counts alone: A does not occur
    in it, so it cannot matter what A stands for. In your code it stands in the branch of
    `log_input`. Take it out of there, behind both branches.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.options.get("log_input", True) or not self.options.get("full"):
            return value
        return value - _part(self, _stirling(Y))


@mistake("options")
class FullNotEverywhere(Wrong):
    """Depending on `reduction`, `full=True` changes nothing.

    The two options are independent: Stirling's term is a part of every ℓ, whether the losses are
    then added up, averaged or returned one by one. In your code it stands on one of the ways only.
    Add it to the table of losses before you look at the reduction, and compare the three values of
    `reduction` with each other.
    """

    variants = ({"without": ("sum",)}, {"without": ("none",)}, {"without": ("sum", "none")})
    without = ("sum",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        lacks = self.options.get("full") and self.reduces in self.without
        return value - _part(self, _stirling(Y)) if lacks else value


@mistake("options", "stability")
class FullNotInMean(FullNotEverywhere):
    """With the mean, `full=True` changes nothing.

    The two options are independent: Stirling's term is a part of every ℓ, whether the losses are
    then added up, averaged or returned one by one. In your code it does not get into the mean,
    which is what most callers ask for. Add it to the table of losses before you look at the
    reduction, and compare the three values of `reduction` with each other.
    """

    variants = ({"without": ("mean",)},)
    without = ("mean",)


@mistake("options")
class FullAllOrNothing(Wrong):
    """With `full=True` nothing is added as soon as one count of the batch is 0 or 1.

    Whether Stirling's term is added is a question for each entry: where Y exceeds 1 the loss gets
    its term, and where it does not, nothing. You ask the whole batch once, and a single quiet hour
    takes the term away from all the others. An `if` decides for everybody. What decides entry by
    entry is a mask, such as `Y > 1` in brackets or in `np.where`.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full") or (_real(Y) > 1).all():
            return value
        return value - _part(self, _stirling(Y))


@mistake("options")
class StirlingSummed(Wrong):
    """With `full=True` Stirling's terms are added up first, and their sum is put on the result.

    For the plain sum of the losses that comes to the same. But a mean with the whole sum on top is
    no mean, and a single loss does not contain what the counts of others cost. Each ℓ has its own
    term, made from its own Y. Add the table of terms to the table of losses, and reduce the table
    afterwards: then one line is right for all values of `reduction`.
    """

    variants = ({}, {"where": ("mean",)}, {"where": ("none",)})
    where = ("mean", "none")

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full") or self.reduces not in self.where:
            return value
        terms = _stirling(Y)
        return value + terms.sum() - (terms if self.reduces == "none" else terms.mean())


@mistake("options")
class StirlingOfBatch(Wrong):
    """With `full=True` each single loss gets the Stirling terms of all counts of the batch.

    They are added up to one number, and NumPy adds a single number to every entry of a table. So
    the sum holds the terms N·C times, and the mean is too large as well. Each ℓ has a term of its
    own, made from its own Y. Leave the terms in a table of the shape of Y, add it to the table of
    losses, and reduce once, at the end. Try a batch of two counts: the loss of the first must not
    change if the second does.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full"):
            return value
        terms = _stirling(Y)
        return value + _part(self, terms.sum() - terms)


@mistake("options")
class StirlingAveraged(Wrong):
    """With `full=True` and the mean, Stirling's terms are averaged over too few entries.

    You divide their sum by the number of counts above 1. But the term is a part of every ℓ, and
    is 0 for the counts 0 and 1. The mean adds up all ℓ and divides once, by N·C. Add the term to
    the table of losses first, and reduce the table afterwards.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        many = np.count_nonzero(np.asarray(Y) > 1)
        if self.reduces != "mean" or not self.options.get("full") or not many:
            return value
        terms = _stirling(Y)
        return value + terms.sum() / many - terms.mean()


@mistake("reuse")
class StirlingKept(Wrong):
    """With `full=True` the second batch gets the Stirling terms of the first.

    They do not depend on the prediction, that is right, but they do on the counts, and these are
    new in every batch. Your object computes them once and keeps them. Work them out in every
    `forward`, from the Y that it was given, and send two batches of different shape through one
    object.
    """

    variants = ({}, {"by_shape": True})
    by_shape = False
    kept = None

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.options.get("full"):
            return value
        terms = _stirling(Y)
        if self.kept is None or (self.by_shape and self.kept.shape != terms.shape):
            self.kept = terms
        elif self.kept.shape != terms.shape:
            raise ValueError("operands could not be broadcast together")
        return value + _part(self, self.kept - terms)


@mistake("reuse")
class OptionsOnClass(Wrong):
    """Your objects share their options: when a second one is built, the first one changes, too.

    An assignment to the class, such as `PoissonNLLLoss.eps = eps`, or to a global name, writes to
    a place of which there is only one. The object that was built last decides for all of them. What
    belongs to one object is kept on `self`. Build one loss with `full=True` and then another one
    without, and ask the first for its loss.
    """

    variants = ({}, *({"only": (name,)} for name in ("log_input", "full", "eps", "reduction")))
    only = ("log_input", "full", "eps", "reduction")
    latest: ClassVar[dict] = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        type(self).latest = {name: vars(self)[name] for name in self.only}

    def forward(self, A, Y):
        vars(self).update(type(self).latest)
        return super().forward(A, Y)


@mistake("options", "reuse")
class FullSpoilsCounts(Wrong):
    """With `full=True` counts of 0 are turned into 1, in the caller's Y and in that of `backward`.

    For Stirling's formula that is a good idea, as long as it happens in an array of your own. A
    second name such as `S = Y` is no second array, and `np.asarray` makes none either: what is
    written into S stands in Y too. Make a copy, or use `np.maximum(Y, 1)`, which makes a new array.
    """

    in_slopes = True

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.options.get("full") and Y.dtype == float:
            Y[Y < 1] = 1
        return value

    def backward(self):
        slopes = super().backward()
        if not self.in_slopes or not self.options.get("full"):
            return slopes
        empty = self.given[1] < 1
        return slopes - empty * (
            (1 if self.options.get("log_input", True) else 1 / (self.given[0] + 1e-8))
            / (self.divisor() if self.reduces == "mean" else 1)
        )


@mistake("reuse")
class FullSpoilsCallersCounts(FullSpoilsCounts):
    """With `full=True` counts of 0 are turned into 1 in the caller's own Y.

    Your answers are right, but the next who uses these counts gets others. For Stirling's formula
    it is a good idea to put a 1 there, as long as it happens in an array of your own. A second name
    such as `S = Y` is no second array, and `np.asarray` makes none either. Make a copy, or use
    `np.maximum(Y, 1)`, which makes a new array.
    """

    in_slopes = False


@mistake("options", "stability")
class StirlingInGradient(Wrong):
    """With `full=True` your gradient has something added, and `full` changes no gradient.

    What it adds to the loss depends on Y alone. `backward` asks how the loss changes if A does,
    and log Y! does not change then. You may have taken the derivative with respect to Y, log Y +
    1/(2Y). The gradient is the same with and without `full`: compare the two, and nudge an entry of
    A.
    """

    variants = ({}, {"half": False})
    half = True

    def backward(self):
        slopes = super().backward()
        if not self.options.get("full"):
            return slopes
        many = np.maximum(_real(self.given[1]), 1.0)
        added = np.where(many > 1, np.log(many) + self.half / (2 * many), 0.0)
        return slopes + added / (self.divisor() if self.reduces == "mean" else 1)


@mistake("options")
class OptionsReordered(Wrong):
    """Options given by name work; given by position, they end up in the wrong places.

    The notebook's order is `log_input`, `full`, `eps`, `reduction`. A caller may leave the names
    out, and then only the order says which value is which. Your constructor has another order, or
    further arguments between these: PyTorch's own has, for the sake of old programs. Compare the
    first line of your class with that of the notebook, one by one.
    """

    variants = (
        {"order": ("log_input", "full", "", "eps")},
        {"order": ("log_input", "full", "reduction", "eps")},
        {"order": ("full", "log_input", "eps", "reduction")},
        {"order": ("eps", "log_input", "full", "reduction")},
    )
    order = ("log_input", "full", "", "eps")

    def __init__(self, *args, **options):
        if len(args) > 1:
            options = {n: v for n, v in zip(self.order, args, strict=False) if n} | options
            args = ()
        super().__init__(*args, **options)


@mistake("options")
class NoneAddsColumns(Wrong):
    """With `reduction="none"` you return one number for each row; each entry has a loss here.

    A row of Y holds several counts, and each of them is a surprise of its own: N·C losses, in an
    array of the shape of A. Adding up the columns is a first step of the sum, and "none" takes no
    step. Look at the shape that you return and at the docstring.
    """

    variants = ({}, {"averages": True})
    averages = False

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.reduces != "none":
            return value
        return value.mean(axis=1) if self.averages else value.sum(axis=1)


@mistake("options")
class NoneIsMean(Wrong):
    """With `reduction="none"` you return the mean; all the losses are asked for, one by one.

    Here "none" is a word like "mean" and "sum", in quotes: it says that the losses are not reduced.
    It is not Python's `None`, and does not mean that the caller asked for nothing. The result has
    the shape of A. Build the loss with each of the three words, and print the shape of what comes
    back. Which of your branches does "none" end up in?
    """

    variants = ({}, {"divides": True})
    divides = False

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return value.mean() if self.reduces == "none" else value

    def backward(self):
        gradient = super().backward()
        return gradient / (self.divisor() if self.divides and self.reduces == "none" else 1)


@mistake("options")
class ComparesRows(Wrong):
    """A column of N numbers and a vector of N numbers pass your check; they should not.

    The shapes (N, 1) and (N,) differ, and different shapes should give a ValueError. Both arrays
    have N numbers, and `len` says N for both, so a check of `len` or `size` finds nothing wrong.
    Then NumPy stretches the two into a table of N·N pairs, in which each prediction meets every
    count. Compare the shapes as a whole, as `paired` does.
    """

    def forward(self, A, Y):
        if len(A) != len(Y):
            raise ValueError("A and Y have different numbers of rows")
        A, Y = (array.copy() for array in np.broadcast_arrays(A, Y))
        return super().forward(A, Y)


@mistake("options")
class ReshapesCounts(Wrong):
    """You bring Y into the shape of A, where different shapes should raise ValueError.

    A table of 2 × 3 and one of 3 × 2 hold as many numbers, and after `reshape` the second row of
    one meets parts of two rows of the other. The loss is a number, and means nothing. Whoever calls
    with two shapes has made a mistake, and wants to hear of it. `paired` says so for you.
    """

    def forward(self, A, Y):
        if np.size(A) != np.size(Y):
            raise ValueError("cannot reshape array")
        return super().forward(A, np.reshape(Y, np.shape(A)))


@mistake("options")
class NarrowNumbers(Wrong):
    """Whole numbers are computed with in their own narrow type, where real numbers are asked for.

    NumPy keeps the type of what it is given. The exponential of an 8-bit number has 16 bits, about
    three digits; a product of two 8-bit numbers wraps around beyond 127; and an array made by
    `zeros_like` of whole numbers cuts off what comes after the point. Begin with arrays of floats:
    `paired` makes them.
    """

    variants = ({}, {"cuts": False})
    cuts = True

    def tables(self):
        """Losses and slopes in the types that came in."""
        A, Y = self.given
        with np.errstate(all="ignore"):
            if self.options.get("log_input", True):
                losses, slopes = np.exp(A) - Y * A, np.exp(A) - Y
            else:
                eps = self.options.get("eps", 1e-8)
                losses, slopes = A - Y * np.log(A + eps), 1 - Y / (A + eps)
            if self.options.get("full"):
                i = Y > 1
                y = Y[i]
                terms = y * np.log(y) - y + 0.5 * np.log(2 * np.pi * y)
                extra = np.zeros_like(Y) if self.cuts else np.zeros(Y.shape)
                extra[i] = terms
                losses = losses + extra
        return losses, slopes

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self._whole():
            return value
        losses = self.tables()[0]
        if self.reduces == "none":
            return losses
        return losses.sum() if self.reduces == "sum" else losses.mean()

    def backward(self):
        slopes = self.tables()[1] if self._whole() else super().backward()
        if not self._whole():
            return slopes
        return slopes / (slopes.size if self.reduces == "mean" else 1)

    def _whole(self):
        return any(each.dtype.kind in "iu" for each in self.given)


OWN = (
    AlwaysLogarithms,
    ClipsLogarithms,
    ComparesRows,
    EpsOutside,
    LastTermMiscopied,
    NeverLogarithms,
    FullIgnored,
    EpsIgnored,
    RateForgotten,
    GradientOfRate,
    StirlingAtOne,
    StirlingOfNothing,
    ExactFactorial,
    EpsDefault,
    EpsFloors,
    EpsForLogarithms,
    EpsForLogarithmsInLoss,
    EpsInPower,
    EpsInRate,
    EpsIsConstant,
    FullAllOrNothing,
    FullForLogarithms,
    FullNotEverywhere,
    FullNotInMean,
    FullSpoilsCallersCounts,
    FullSpoilsCounts,
    LogInputSwapped,
    LogOfPower,
    NarrowNumbers,
    NoneAddsColumns,
    NoneIsMean,
    OptionsOnClass,
    OptionsReordered,
    RefusesZero,
    ReshapesCounts,
    StirlingAveraged,
    StirlingBelowTwo,
    StirlingCutOff,
    StirlingInGradient,
    StirlingKept,
    StirlingOfBatch,
    StirlingSummed,
    SubtractsMaximum,
)
LOSS = Loss(PoissonNLLLoss, "Poisson", Y=COUNT, extremes=("stability",))
RUBRIC = Rubric("counts", reference, QUESTIONS, made_in(LOSS, also=OWN))
