"""Rubric of the loss for counts: PoissonNLLLoss."""

import math

import numpy as np
from surprise_to_gradient.solutions import counts as reference
from surprise_to_gradient.solutions.counts import PoissonNLLLoss

from autograder.judging.cases import backward, both, forward, protocol, reductions, shapes
from autograder.judging.families import COUNT, Loss, Rebuilt, Wrong, made_in, mistake
from autograder.rubric import Build, Call, Case, Group, Question, Rubric, question

NAME = "PoissonNLLLoss"
EXPECTED, CAME = np.array([[2.0, 1.0], [4.0, 0.5]]), np.array([[3.0, 0.0], [4.0, 1.0]])


def batch(rng, n=5, c=3):
    """Logarithms, and counts among which are 0, 1 and 3. Options are asked about with the sum."""
    Y = rng.poisson(2.5, (n, c)).astype(float)
    Y.flat[:3] = 0, 1, 3
    return rng.normal(size=(n, c)), rng.permuted(Y)


def rates(rng):
    A, Y = batch(rng)
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

    return cases


def full(rng):
    yield both("full=True", NAME, *batch(rng), full=True, reduction="sum")
    yield both("full=True, rates", NAME, *rates(rng), full=True, log_input=False, reduction="sum")


def places(rng):
    build = Build("loss", NAME, (False, True, 0.5, "sum"))
    yield Case("options given by position", (build, Call("loss", "forward", rates(rng))))


def whole(rng):
    A, Y = batch(rng)
    yield both("8-bit counts", NAME, A, Y.astype(np.uint8), reduction="sum")
    yield both("8-bit logarithms", NAME, np.round(A).astype(np.int8), Y, reduction="sum")


def extremes(rng):
    for y in (0.0, 3.0):
        yield both("nothing expected", NAME, np.zeros((1, 1)), np.array([[y]]), log_input=False)
    for label, a, y in (("an unlikely event", -1e4, 2.0), ("a million", np.log(1e6), 1e6)):
        yield both(label, NAME, np.array([[a]]), np.array([[y]]), full=True)


OPTIONS = (
    Group("reduction", 2, reductions(both, NAME, batch, "sum", "none")),
    Group("expected numbers: loss", 1, expected_numbers(forward)),
    Group("expected numbers: gradient", 1, expected_numbers(backward)),
    Group("full", 1, full),
    Group("order of options", 1, places),
    Group("whole numbers", 1, whole),
    Group("shapes", 1, shapes(NAME, batch)),
)
QUESTIONS = (
    question(f"{NAME}.forward", 3, ordinary(forward)),
    question(f"{NAME}.backward", 3, ordinary(backward)),
    Question(f"{NAME}.options", OPTIONS),
    question(f"{NAME}.stability", 2, extremes),
    question(f"{NAME}.reuse", 2, protocol(NAME, batch)),
)


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


@mistake("options", "stability")
class FullIgnored(Rebuilt, full=False):
    """The option `full` changes nothing.

    It adds the part of the surprise that does not depend on the prediction, log y!, in the form of
    Stirling's approximation. No gradient changes by it, but losses of different models can be
    compared. Look where the option should be used.
    """


@mistake("options", "stability")
class EpsIgnored(Rebuilt, eps=0.0):
    """With `log_input=False` A stands alone in your code, without the small `eps`.

    At A = 0 the loss or its slope is then infinite or nan. The formula adds `eps` to A in both
    places, in the logarithm and in the quotient that is its slope. It is an option, not a constant.
    """


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


@mistake("stability")
class ClipsLogarithms(Wrong):
    """You clip A before the exponential, so that an event which is hardly expected costs too much.

    A clip is meant for numbers that overflow, and yours comes long before: e to the power of −20 is
    small and not 0. Down there e^A may vanish, it does no harm. Take the exponential of A itself.
    """

    variants = tuple({"bound": b} for b in (10, 12, 15, 20))
    bound = 10

    def clipped(self):
        """What is added to e^A."""
        A = np.asarray(self.given[0], dtype=float)
        return np.exp(np.clip(A, -self.bound, self.bound)) - np.exp(A)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return value + _part(self, self.clipped()) if self.options.get("log_input", True) else value

    def backward(self):
        slopes = super().backward()
        if not self.options.get("log_input", True):
            return slopes
        return slopes + self.clipped() / (self.divisor() if self.reduces == "mean" else 1)


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
        many = np.maximum(np.asarray(Y, dtype=float), 1.0)
        stirling = many * np.log(many) - many + np.log(2 * np.pi * many) / 2
        exact = np.vectorize(math.lgamma, otypes=[float])(many + 1)
        extra = np.where(many > 1, exact - stirling, 0.0)
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


OWN = (
    AlwaysLogarithms,
    ClipsLogarithms,
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
)
LOSS = Loss(PoissonNLLLoss, "Poisson", Y=COUNT, extremes=("stability",))
RUBRIC = Rubric("counts", reference, QUESTIONS, made_in(LOSS, also=OWN))
