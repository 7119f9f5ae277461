"""Rubric of information and entropy: self_information, entropy, bits_per_symbol.

Cases in which the base is not the point name ``base=np.e``: whoever takes bits for the default
loses ``value`` for it, and nothing else.
"""

from __future__ import annotations

import math

import numpy as np
from surprise_to_gradient.solutions import information as reference
from surprise_to_gradient.solutions.information import bits_per_symbol, entropy, self_information

from autograder.judging.families import FUNCTION_FAMILIES, OF_PROBABILITIES, Function, made_in
from autograder.rubric import Group, Question, Rubric, call, misconceptions_in, question, unchanged

# ---------------------------------------------------------------------------- cases


def chances(rng, *shape):
    """Probabilities of single events, not near 0 or 1."""
    return rng.uniform(0.05, 0.95, shape)


def distributions(rng, *shape, axis=-1):
    """Distributions along an axis, all probabilities of the same order."""
    weights = rng.uniform(0.2, 1.0, shape)
    return weights / weights.sum(axis, keepdims=True)


def short(rng, rows, size):
    """Distributions of few digits: in 32 bits they are the same, and sum to 1 as well.

    They are several, since a single sum in 32 bits may be right by chance.
    """
    return (1 + rng.multinomial(1024 - size, np.full(size, 1 / size), rows)) / 1024


def vocabulary(rng, silent=0):
    """100 000 words, so that a small constant added to each probability adds up.

    They are a thousand, a hundred times over: a practice pack that holds them stays small.
    """
    weights = np.resize(rng.uniform(0.5, 1.5, 1_000), 100_000)
    weights[:silent] = 0.0
    return weights / weights.sum()


def information_value(rng):
    yield call("a fair coin", "self_information", 0.5, public=True)
    yield call("seven outcomes", "self_information", chances(rng, 7))
    yield call("a table of outcomes", "self_information", chances(rng, 3, 4))
    rare = np.array([1e-20, 3.7e-11, chances(rng)])
    yield call("a very rare outcome", "self_information", rare)


def information_bases(rng):
    halvings = np.array([1.0, 0.5, 0.25, 0.125])
    yield call("halved again and again, in bits", "self_information", halvings, public=True, base=2)
    yield call("base 10", "self_information", chances(rng, 3, 4), base=10)
    yield call("a base given by position", "self_information", chances(rng, 5), 3)
    yield call("a very rare outcome, in bits", "self_information", np.array([1e-20, 0.5]), base=2)
    yield call("a single number, in bits", "self_information", float(chances(rng)), base=2)
    # Which is 0 in every unit, so that bits for the default cost nothing here.
    yield call("None for the base", "self_information", np.ones(2), base=None)


def extreme_outcomes(rng):
    yield call("an impossible outcome", "self_information", 0.0, public=True)
    yield call("certain and impossible outcomes", "self_information", np.array([1.0, 0.0, 1.0]))
    hardly = np.array([1e-250, 0.5, 1 - 3.37e-9])
    yield call("outcomes that are almost impossible", "self_information", hardly, base=np.e)


def information_inputs(rng):
    yield call("a list", "self_information", [1, 0])
    yield call("whole numbers", "self_information", np.eye(3, dtype=np.uint8))
    single = chances(rng, 5).astype(np.float32)
    yield call("32-bit numbers", "self_information", single, base=np.e)
    yield call("a single column", "self_information", chances(rng, 3, 1), base=np.e)
    yield call("an array of one number", "self_information", chances(rng, 1), base=np.e)
    ends = np.array([0.3, 0.0, 1.0])
    yield unchanged("the caller's array stays as it was", "self_information", ends)


def entropy_value(rng):
    yield call("four equally likely outcomes", "entropy", np.full(4, 0.25), public=True)
    yield call("a fair and a bent coin", "entropy", np.array([[0.5, 0.5], [0.9, 0.1]]), public=True)
    yield call("seven outcomes", "entropy", distributions(rng, 7))
    yield call("several distributions, one in each row", "entropy", distributions(rng, 5, 3))
    yield call("a large vocabulary", "entropy", vocabulary(rng))


def entropy_axes(rng):
    columns = distributions(rng, 4, 3, axis=0)
    yield call("one distribution in each column", "entropy", columns, axis=0, base=np.e)
    middle = distributions(rng, 2, 3, 4, axis=1)
    yield call("the middle one of three axes", "entropy", middle, axis=1, base=np.e)
    first = distributions(rng, 4, 2, 3, axis=0)
    yield call("the first of three axes", "entropy", first, axis=0, base=np.e)
    yield call("an axis counted from the end", "entropy", first.swapaxes(0, 1), axis=-2, base=np.e)
    yield call("the last of three axes", "entropy", distributions(rng, 2, 3, 4), base=np.e)


def entropy_bases(rng):
    halves = np.array([0.5, 0.25, 0.25])
    yield call("one half and two quarters, in bits", "entropy", halves, public=True, base=2)
    yield call("several distributions, base 10", "entropy", distributions(rng, 5, 3), base=10)
    yield call("axis and base given by position", "entropy", distributions(rng, 6), -1, 3)
    yield call("a large vocabulary, in bits", "entropy", vocabulary(rng), base=2)
    yield call("None for the base", "entropy", np.ones(1), base=None)


def entropy_zeros(rng):
    yield call("a certain outcome", "entropy", np.array([1.0, 0.0, 0.0]), public=True)
    rows = distributions(rng, 5, 4)
    rows[[0, 2, 2], [1, 0, 3]] = 0.0
    rows /= rows.sum(-1, keepdims=True)
    yield call("rows with outcomes that never happen", "entropy", rows, base=np.e)
    silent = vocabulary(rng, silent=50_000)
    yield call("a large vocabulary, half of it never used", "entropy", silent, base=np.e)
    rare = np.array([5e-9, 1e-11])
    yield call("outcomes that hardly ever happen", "entropy", np.c_[1 - rare, rare], base=np.e)
    certain = np.vstack([np.eye(3)[1], distributions(rng, 2, 3)])
    yield call("a certain distribution beside others", "entropy", certain, base=np.e)


def entropy_as_given(rng):
    yield call("sums other than 1", "entropy", rng.uniform(0.1, 0.6, (4, 5)), base=np.e)
    above = np.c_[rng.uniform(0.3, 0.6, 3), rng.uniform(1.5, 3, (3, 3))]
    yield call("numbers above 1", "entropy", above, base=np.e)


def entropy_inputs(rng):
    yield call("a list", "entropy", list(map(float, distributions(rng, 4))), base=np.e)
    yield call("whole numbers", "entropy", np.array([[0, 1, 0], [1, 0, 0]]))
    single = short(rng, 8, 5).astype(np.float32)
    yield call("32-bit numbers", "entropy", single, base=np.e)
    yield call("a batch of one distribution", "entropy", distributions(rng, 1, 4), base=np.e)
    yield unchanged("the caller's array stays as it was", "entropy", np.array([0.3, 0.0, 0.5]))


def counted(rng):
    yield call("heads and tails", "bits_per_symbol", np.array([3, 3]), public=True)
    yield call("“mississippi”", "bits_per_symbol", np.array([1, 4, 4, 2]), public=True)
    yield call("six symbols", "bits_per_symbol", rng.integers(1, 40, 6))
    gaps = rng.integers(1, 40, 7)
    gaps[[0, 3]] = 0
    yield call("symbols that do not occur", "bits_per_symbol", gaps)
    yield call("only one symbol", "bits_per_symbol", np.array([9, 0]))
    yield call("a long text", "bits_per_symbol", rng.integers(1_000, 9_000, 6))
    narrow = rng.integers(60, 250, 5).astype(np.uint8)
    yield call("8-bit counts", "bits_per_symbol", narrow)
    yield call("a list", "bits_per_symbol", [0, *map(int, rng.integers(1, 40, 4))])
    for numbers in (np.array([3, 0, 5]), np.array([3.0, 0.0, 5.0])):
        yield unchanged("the caller's array stays as it was", "bits_per_symbol", numbers)


RUBRIC_QUESTIONS = (
    question("self_information.value", 2, information_value),
    question("self_information.options", 1, information_bases),
    Question(
        "self_information.edges",
        (
            Group("certain and impossible outcomes", 1, extreme_outcomes),
            Group("kinds of input", 1, information_inputs),
        ),
    ),
    question("entropy.value", 3, entropy_value),
    Question(
        "entropy.options",
        (Group("axis", 1, entropy_axes), Group("base", 1, entropy_bases)),
    ),
    Question(
        "entropy.edges",
        (
            Group("probability zero", 1, entropy_zeros),
            Group("probabilities as they are", 1, entropy_as_given),
            Group("kinds of input", 1, entropy_inputs),
        ),
    ),
    question("bits_per_symbol.value", 3, counted),
)


# ------------------------------------------------------------------- misconceptions

VALUE_OPTIONS_EDGES = ("value", "options", "edges")


def _breaks(name, parts=VALUE_OPTIONS_EDGES):
    return tuple(f"{name}.{part}" for part in parts)


def _in_base(nats, base):
    return nats if base is None else nats / np.log(base)


def _surprise(p, base=None):
    """−log p without a word about 0."""
    return _in_base(-np.log(np.asarray(p, dtype=float)), base)


def _epsilons(*values):
    """Variants: the constant is added to p, or p is raised to it."""
    return tuple({"epsilon": e, "meet": m} for e in values for m in (np.add, np.maximum))


class SelfInformationInBits:
    """Without a base your answers come out in bits, 1.4427 times too large.

    One nat is 1/ln 2 bits. The course, like PyTorch, takes the natural logarithm unless a base is
    asked for: a fair coin carries 0.6931 nats. Which logarithm does your code fall back on?
    """

    target = "self_information"
    breaks = _breaks(target, ["value"])

    def __call__(self, p, base=None):
        return self_information(p, 2 if base is None else base)


class SelfInformationMissingSign:
    """Your information is negative.

    Probabilities are at most 1, so their logarithms are at most 0. Information should grow as an
    outcome gets rarer, and rare outcomes have the most negative logarithms. What in the formula
    turns them into positive numbers?
    """

    target = "self_information"
    breaks = _breaks(target)

    def __call__(self, p, base=None):
        return -self_information(p, base)


class SelfInformationInverse:
    """Your information doubles when the probability is halved.

    “Inversely proportional to the probability” is a popular phrase, and wrong: 1/p would give a
    certain outcome the information 1, and three fair coins four times as much as one. Halving a
    probability should add a fixed amount. Which function turns products into sums?
    """

    target = "self_information"
    breaks = _breaks(target)

    def __call__(self, p, base=None):
        return 1 / np.asarray(p, dtype=float)


class SelfInformationComplement:
    """Your information is the probability that the outcome does not happen.

    1 − p does fall as p rises, and is 0 for a certain outcome. But information of independent
    outcomes must add up, and the surprise about something impossible has no bound. Compare two
    fair coins with one: is yours twice as large?
    """

    target = "self_information"
    breaks = _breaks(target)

    def __call__(self, p, base=None):
        return 1 - np.asarray(p, dtype=float)


class SelfInformationWeighted:
    """Each of your numbers is the information multiplied by its own probability.

    The product p times −log p is one term of the entropy, an average over outcomes. This function
    speaks about one outcome that has been seen, so there is nothing to weight. It shows most at p
    = 0, where the information is infinite.
    """

    target = "self_information"
    breaks = _breaks(target)

    def __call__(self, p, base=None):
        return np.asarray(p, dtype=float) * _surprise(p, base)


class SelfInformationSummed:
    """You return one number for a whole array of probabilities.

    The information of single outcomes is asked for, so an array of shape (3, 4) gives an array of
    shape (3, 4). Adding up the information of all outcomes has no meaning of its own; averaging it
    is the next exercise.
    """

    target = "self_information"
    breaks = _breaks(target)

    def __call__(self, p, base=None):
        return np.sum(self_information(p, base))


class SelfInformationEpsilon:
    """A small constant in your logarithm bounds the information of rare outcomes.

    With 1e-12 inside the logarithm nothing can be more surprising than 27.6 nats, unless it is
    treated apart, and outcomes of 1e-20 and of 1e-250 look alike. The constant is there to avoid
    infinity; but at 0 infinity is the right answer, and nowhere else does the logarithm give it.
    Is there anything that needs protection?
    """

    target = "self_information"
    breaks = _breaks(target)
    variants = tuple(
        e | {"apart": apart}  # whether 0 is dealt with for itself
        for e in _epsilons(1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 2.0**-52, 1e-16)
        for apart in (False, True)
    )
    apart = False

    def __call__(self, p, base=None):
        met = self_information(self.meet(p, self.epsilon), base)
        return np.where(np.asarray(p) == 0, np.inf, met)[()] if self.apart else met


class SelfInformationTinyConstant(SelfInformationEpsilon):
    """A tiny constant in your logarithm gives an impossible outcome a finite information.

    No probability that occurs in practice is as small as your constant, so all other values are
    right. But with 1e-300 the impossible carries 690.8 nats, a number that stands for nothing
    but your choice. The answer at 0 is infinity, and the logarithm knows it.
    """

    breaks = _breaks("self_information", ["edges"])
    variants = _epsilons(1e-30, 1e-40, 1e-50, 1e-100, 1e-300, np.finfo(float).tiny)


class SelfInformationZeroForImpossible:
    """An impossible outcome gets information 0 from you, as if it were certain.

    The convention 0 · log 0 = 0 is about a product: what never happens contributes nothing to an
    average. Here is no product. As p goes to 0, −log p grows without bound, and the value at 0
    continues that.
    """

    target = "self_information"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, base=None):
        p = np.asarray(p, dtype=float)
        return np.where(p > 0, self_information(p, base), 0.0)


class SelfInformationBaseIgnored:
    """The base makes no difference to your answer.

    Whatever base is asked for, you return nats. Four halvings should give 0, 1, 2, 3 bits; in
    nats each step is 0.6931. By which number do you divide to change the unit?
    """

    target = "self_information"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, base=None):
        return self_information(p)


class SelfInformationDividesByBase:
    """With a base you divide by the base itself; its logarithm is what changes the unit.

    A logarithm to base b asks how often b must be multiplied with itself, and log x divided by
    log b answers that. For base 2 the divisor is ln 2 = 0.6931, not 2. A probability of 1/2
    carries one bit; yours says 0.3466.
    """

    target = "self_information"
    breaks = _breaks(target, ["options", "edges"])

    def __call__(self, p, base=None):
        return self_information(p) / (1.0 if base is None else base)


class SelfInformationBaseMultiplied:
    """With a base, your answers are off by the square of its logarithm.

    You multiply by ln b where the change of base divides. A check by units: a fair coin has 0.69
    nats and 1 bit, so going to bits must make the number larger.
    """

    target = "self_information"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, base=None):
        return self_information(p) * (1.0 if base is None else np.log(base))


class SelfInformationScalarOnly:
    """Your function works for one probability, and raises an error for an array of them.

    `math.log` takes a single number, and so does an `if` that compares with 0. The docstring
    allows a number, a list or an array of any shape, and asks for an answer of that shape. NumPy's
    functions work on all entries at once, without a loop. (`math.log(0)` raises an error as well,
    where the right answer is infinite.)
    """

    target = "self_information"
    breaks = _breaks(target, ["value", "options", "edges"])
    variants = ({}, {"guarded": True})
    guarded = False

    def __call__(self, p, base=None):
        if self.guarded and p == 0:
            return math.inf
        return -math.log(p) if base is None else -math.log(p, base)


class SelfInformationDividesBits:
    """You take the logarithm to base 2 first, and then divide as if it had been the natural one.

    Without a base your answers come out in bits, and with one they are 1.4427 times too large:
    the unit is changed twice. Dividing by ln b turns *nats* into the wanted unit, so the logarithm
    above it must be the natural one. With `base=2` a fair coin should have 1; what does yours
    have?
    """

    target = "self_information"
    breaks = _breaks(target, ["value", "options", "edges"])

    def __call__(self, p, base=None):
        return self_information(p, base) / np.log(2)


class SelfInformationAlwaysBits:
    """Whatever base is asked for, you return bits.

    `base=2` is right in your code, and so is no base at all; base 10 is not. To change the unit
    the information in nats is divided by the natural logarithm of the base that was asked for.
    A 2 has been written there by hand. Try `base=10` with p = 0.1: it should give 1.
    """

    target = "self_information"
    breaks = _breaks(target, ["options", "edges"])

    def __call__(self, p, base=None):
        return self_information(p, base and 2)


class SelfInformationMinusOne:
    """Rare outcomes lose their digits in your function, because you compute p − 1 first.

    log1p(x) is log(1 + x), and is there for an x near 0. Put p − 1 for x and it gives log p, but
    p − 1 has only 16 digits: from p = 1e-20 nothing is left in it but −1, and your information is
    infinite where 46.05 nats are right. The plain logarithm of p has no such trouble.
    """

    target = "self_information"
    breaks = _breaks(target)

    def __call__(self, p, base=None):
        return _in_base(-np.log1p(np.asarray(p, dtype=float) - 1.0), base)


class SelfInformationRareIsImpossible:
    """A very rare outcome counts as impossible in your function, and gets an infinite information.

    Only a probability of exactly 0 is infinitely surprising. `np.isclose` takes everything below
    1e-8 for 0, and so does any threshold; but a probability of 1e-20 carries just 46.05 nats. Such
    numbers do come up: they are what is left after many independent outcomes. Compare with 0
    itself, or leave it to the logarithm.
    """

    target = "self_information"
    breaks = _breaks(target)
    variants = tuple({"least": t} for t in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15))

    def __call__(self, p, base=None):
        p = np.asarray(p, dtype=float)
        return self_information(np.where(p > self.least, p, 0.0), base)


class SelfInformationInTypeOfInput:
    """For whole numbers your function raises an error: their type has no infinity.

    An array made by `np.zeros_like(p)`, or by `np.empty_like(p)`, has the type of p. If [1, 0]
    comes in, then it holds whole numbers only, and infinity is none of them; and in an array of 32
    bits half of the digits go. With `np.vectorize` it is the first answer that sets the type. Turn
    p into an array of `float` first, and see that the array of the answers is one, too.
    """

    target = "self_information"
    breaks = _breaks(target, ["edges"])
    variants = ({"wholly": False}, {"wholly": True}, {"wholly": True, "narrow": True})
    narrow = False  # whether the logarithm is one of that type, too

    def __call__(self, p, base=None):
        p = np.asarray(p)
        nats = np.zeros_like(p)
        nats[p == 0] = np.inf
        happens = np.where(p > 0, p, 1)
        some = -np.log(happens if self.narrow else happens.astype(float))
        if self.wholly:
            nats[p > 0] = some[p > 0]
        return _in_base(nats if self.wholly else np.where(p > 0, some, nats), base)


class SelfInformationFinite:
    """You replace the infinite information of an impossible outcome by a finite number.

    Infinity is the right answer where p is 0. A caller can test for it; a number such as 1.8e308,
    which `np.nan_to_num` puts there, cannot be told from an ordinary result and stands for nothing.
    Does anything after this function really need a finite number?
    """

    target = "self_information"
    breaks = _breaks(target, ["edges"])
    variants = ({"largest": np.finfo(float).max}, {"largest": 1e308}, {"largest": 1e300})

    def __call__(self, p, base=None):
        value = self_information(p, base)
        return np.where(np.isfinite(value), value, self.largest)


class SelfInformationNumbersInNats:
    """For a single number you return nats, whatever base is asked for.

    Your function has a way of its own for one number, and leaves it before the base is looked at.
    Arrays are right. A fair coin has 1 bit, alone or in an array. Let both ways come together
    before the base is applied; or let NumPy take both, since its logarithm works for numbers too.
    """

    target = "self_information"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, base=None):
        return self_information(p, None if isinstance(p, float) else base)


class SelfInformationNoneRefused:
    """If None is given for the base, your function raises an error.

    The notebook lets None stand for e, and has it as the default, so that other functions can hand
    on a base they were not given. With `np.e` as the default, nats come out when nothing is said;
    but None itself has no logarithm. Keep `base=None` in your first line and ask for it: if it is
    None, nothing needs to be divided.
    """

    target = "self_information"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, base=math.e):
        if base is None:
            raise TypeError
        return self_information(p, base)


class SelfInformationTwoArguments:
    """As soon as a base is given, your function raises an error.

    Without a base all is right. Perhaps you wrote `np.log(p, base)`: the `log` of Python's `math`
    takes a base in second place, but NumPy's does not. There the second argument is an array that
    the result is to be written into, and 2 is no array. To change the unit, divide by the
    natural logarithm of the base, which works for any base.
    """

    target = "self_information"
    breaks = _breaks(target, ["options", "edges"])

    def __call__(self, p, base=None):
        if base is not None:
            raise TypeError
        return self_information(p)


class SelfInformationNumberZero:
    """For the single number 0 your function raises an error; in arrays a zero is right.

    Your function seems to have a way of its own for single numbers. In Python's own arithmetic,
    `math.log(0)` and `1 / 0` are errors. NumPy's logarithm gives −inf there, with at most a
    warning, so the information is +inf, which is the right answer. It takes single numbers as well
    as arrays, and then no second way is needed.
    """

    target = "self_information"
    breaks = _breaks(target, ["edges"])
    variants = ({"kind": ValueError}, {"kind": ZeroDivisionError})

    def __call__(self, p, base=None):
        if np.ndim(p) == 0 and p == 0:
            raise self.kind
        return self_information(p, base)


#: The basis of the natural logarithm, as it is typed in.
ROUNDED = tuple({"e": e} for e in (2.7, 2.71, 2.72, 2.718, 2.7183, 2.71828, 2.718282, 2.7182818))


class SelfInformationRoundedE:
    """Without a base you take the logarithm to a rounded e, so only the first digits are right.

    The number e has no last digit, and 2.71828 is a little less than it. Its logarithm is not 1, so
    all your answers are off by the same small factor. NumPy has the number with all digits that fit
    as `np.e`, and `np.log` is the natural logarithm itself, which needs no base at all.
    """

    target = "self_information"
    breaks = _breaks(target, ["value"])
    variants = ROUNDED

    def __call__(self, p, base=None):
        return self_information(p, self.e if base is None else base)


class EntropyRoundedE:
    """Without a base you take the logarithm to a rounded e, so only the first digits are right.

    The number e has no last digit, and 2.71828 is a little less than it. Its logarithm is not 1, so
    all your answers are off by the same small factor. NumPy has the number with all digits that fit
    as `np.e`, and `np.log` is the natural logarithm itself, which needs no base at all.
    """

    target = "entropy"
    breaks = _breaks(target, ["value"])
    variants = ROUNDED

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis, self.e if base is None else base)


class SelfInformationOneLoop:
    """Your loop runs over the first axis only, so a table raises an error.

    A loop over an array with two axes gives its rows, and a row is no number: `math.log` refuses
    it, and so does an `if` that asks whether it is 0. The docstring allows an array of any shape,
    and asks for an answer of that shape. NumPy's functions work on all entries at once, however
    many axes there are. Try an array of shape (3, 4).
    """

    target = "self_information"
    breaks = _breaks(target)
    variants = ({"guarded": True}, {"guarded": False})

    def __call__(self, p, base=None):
        if np.ndim(p) == 0:
            return self.one(p, base)
        return np.array([self.one(x, base) for x in p])

    def one(self, x, base):
        if self.guarded and x == 0:
            return math.inf
        return (-math.log(x) if self.guarded else -np.log(float(x))) / math.log(base or math.e)


class SelfInformationOneForAll:
    """One impossible outcome in an array, and your whole answer is a single infinity.

    You ask `np.any` about the whole array and return at once. Each outcome has an information of
    its own: where p is 0 it is infinite, and its neighbors keep theirs, so an array of three
    gives three numbers. Without any test the formula does it by itself, since −log 0 is infinite.
    """

    target = "self_information"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, base=None):
        return np.inf if np.any(np.asarray(p) == 0) else self_information(p, base)


class EntropyOneForAll:
    """One certain distribution in an array, and your whole answer is a single 0.

    You ask about the whole array, not about each distribution, and return at once. Each row has an
    entropy of its own: a certain one has 0, and its neighbors keep theirs, so three rows give
    three numbers. Without any test the formula does it by itself, since log 1 is 0.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        return 0.0 if np.any(np.asarray(p) == 1) else entropy(p, axis, base)


class EntropyFlattensAtZero:
    """As soon as some probability is 0, all your distributions become one sum.

    `p[p > 0]` drops the zeros, and the shape with them: what is left of a table is one long list,
    and its sum is one number. Each distribution has an entropy of its own. Keep the shape: give the
    logarithm a harmless number where p is 0, or tell `np.sum` by `where` which entries count.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        p = np.asarray(p, dtype=float)
        return entropy(p[p > 0], -1, base) if np.any(p == 0) else entropy(p, axis, base)


class EntropyDividesBits:
    """You take the logarithm to base 2 first, and then divide as if it had been the natural one.

    Without a base your answers come out in bits, and with one they are 1.4427 times too large:
    the unit is changed twice. Dividing by ln b turns *nats* into the wanted unit, so the logarithm
    above it must be the natural one. With `base=2` a fair coin should have 1; what does yours
    have?
    """

    target = "entropy"
    breaks = _breaks(target, ["value", "options", "edges"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis, base) / np.log(2)


class EntropyAlwaysBits:
    """Whatever base is asked for, you return bits.

    `base=2` is right in your code, and so is no base at all; any other base is not. To change the
    unit the entropy in nats is divided by the natural logarithm of the base that was asked for.
    A 2 has been written there by hand. Ten equally likely outcomes should have 1 in base 10.
    """

    target = "entropy"
    breaks = _breaks(target, ["options", "edges"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis, base and 2)


class EntropyInBits:
    """Without a base your entropies come out in bits, 1.4427 times too large.

    Texts on information theory use log₂, texts on machine learning use ln, and both write “log”.
    In this course a missing base means nats: four equally likely outcomes have ln 4 = 1.3863.
    Which logarithm does your code fall back on?
    """

    target = "entropy"
    breaks = _breaks(target, ["value"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis, 2 if base is None else base)


class EntropyMissingSign:
    """Your entropies are negative.

    Every term p log p is zero or negative, since no probability exceeds 1. Entropy is an average
    of information, which is positive. Compare the sign in front of your sum with the one in the
    formula.
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        return -entropy(p, axis, base)


class EntropySumOfInformations:
    """You add up the information of all outcomes, however rare these are.

    Some texts call entropy “the sum of the information”. For four equally likely outcomes that
    gives 5.5452 nats, yet whichever outcome comes brings only 1.3863. An outcome that comes
    rarely should count rarely. What is missing in each term?
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        return _surprise(p, base).sum(axis)


class EntropyPlainAverage:
    """You average the information as if all outcomes were equally likely.

    For the uniform distribution your answer is right, which hides the mistake; for a bent coin it
    is too large, since the rare side counts for half. An expectation weights each value with its
    own probability.
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        return _surprise(p, base).mean(axis)


class EntropyMeanOfTerms:
    """Your entropy is too small by the number of outcomes.

    The probabilities in the terms p log p are weights already, and they sum to 1. So the terms
    are added, not averaged: dividing by K weights twice. Adding an outcome that never happens
    should change nothing; does it, in your function?
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis, base) / np.shape(p)[axis]


class EntropyOfMaximum:
    """You divide by the entropy of the uniform distribution, which is ln K for K outcomes.

    That ratio, the efficiency, is useful, but it is not the entropy: without a base, a fair coin
    and a fair die would both get 1, though the die tells more. What is asked for is the
    sum itself, which may well exceed 1: four equally likely outcomes have 1.3863 nats, or 2 bits.
    """

    target = "entropy"
    breaks = _breaks(target)
    variants = ({"unit": False}, {"unit": True})  # whether the base is applied all the same

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis, base if self.unit else None) / np.log(np.shape(p)[axis])


class EntropySoftmaxFirst:
    """You pass the probabilities through a softmax before you use them.

    A softmax turns arbitrary scores into probabilities. What comes in here are probabilities
    already, and a second softmax flattens them: even a certain outcome then seems uncertain. Look
    at what you return for (1, 0, 0).
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        weights = np.exp(p)
        return entropy(weights / weights.sum(axis, keepdims=True), axis, base)


class EntropyOverEverything:
    """A whole batch of distributions gives one number.

    You sum over all axes. Each row is a distribution with an entropy of its own, so an array of
    shape (N, K) should give N numbers. For one single distribution the two agree, and so the slip
    is easy to miss.
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        return np.sum(entropy(p, axis, base))


class EntropyFirstAxis:
    """You always sum over the first axis, where the last one is asked for.

    In an array of shape (N, K) each row is one distribution. Summing down the columns mixes
    different distributions, and gives K numbers where N are wanted. Which axis runs over the
    outcomes when nothing is said?
    """

    target = "entropy"
    breaks = _breaks(target)

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, 0, base)


class EntropyAxisIgnored:
    """The argument `axis` makes no difference to your answer.

    The last axis is the default, not the only choice: with `axis=0` the distributions stand in
    the columns. Follow the argument through your code, from the first line to the sum.
    """

    target = "entropy"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, -1, base)


class EntropyKeepsAxis:
    """Your answer has one axis too many, of length 1.

    The axis of the outcomes is summed over and should be gone: one distribution gives a single
    number, an array of shape (N, K) gives shape (N,). Keeping the axis helps when you want to
    divide by the sums; it does not here.
    """

    target = "entropy"
    breaks = ("entropy.value",)

    def __call__(self, p, axis=-1, base=None):
        return np.expand_dims(entropy(p, axis, base), axis)


class EntropyZeroTimesInfinity:
    """An outcome of probability 0 turns your entropy into nan.

    NumPy computes 0 times −infinity as nan, and a sum that holds a nan is nan. The convention is
    0 · log 0 = 0, the limit of p log p. Choose what enters the logarithm, or which terms enter
    the sum, before the harm is done.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])
    #: Or it has been dealt with where there is one distribution only.
    variants = ({"vectors": False}, {"vectors": True})

    def __call__(self, p, axis=-1, base=None):
        if self.vectors and np.ndim(p) == 1:
            return entropy(p, axis, base)
        return (p * _surprise(p, base)).sum(axis)


class EntropyZerosInTypeOfInput:
    """If whole numbers come in, an outcome of probability 0 turns your entropy into nan.

    Numbers with a decimal point are right. An array of whole numbers, such as (1, 0, 0), keeps its
    type when it is copied. If you put a tiny number in place of its zeros, that becomes a whole
    number as well, which is 0 again. Make an array of `float` in the first line; and leave zeros
    out of the sum, so that nothing has to stand in their place.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        if np.asarray(p).dtype.kind not in "iu":
            return entropy(p, axis, base)
        return (p * _surprise(p, base)).sum(axis)


class EntropySmallIgnored:
    """Outcomes of a small probability contribute nothing in your function.

    Perhaps a threshold such as 1e-4 was meant for zeros; but it leaves out outcomes that do happen.
    A large vocabulary consists of them: with 100 000 words, each has a probability of about 1e-5,
    and together they make up the whole entropy. Only a probability of exactly 0 contributes
    nothing. Compare with 0 itself, and every outcome has its share.
    """

    target = "entropy"
    breaks = _breaks(target)
    variants = ({"least": 1e-4}, {"least": 2e-5}, {"least": 1e-5})

    def __call__(self, p, axis=-1, base=None):
        p = np.asarray(p, dtype=float)
        return entropy(np.where(p > self.least, p, 0.0), axis, base)


class EntropyReshaped:
    """For any axis but the last, your rows hold numbers of different distributions.

    `reshape(-1, K)` cuts the numbers into pieces of length K in the order in which they lie in
    memory, which is row by row. It moves no axis, so that a column never becomes a row. The sum of
    all your answers is right, and no single one is. `np.moveaxis` brings an axis to the end; a
    sum along the axis needs no move at all.
    """

    target = "entropy"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, axis=-1, base=None):
        p = np.asarray(p, dtype=float)
        rows = p.reshape(-1, p.shape[axis])
        return entropy(rows, -1, base).reshape(np.delete(p.shape, axis))[()]


class EntropyBaseBeforeAxis:
    """You take the base before the axis, so options that are given by position change places.

    The notebook has them in the order p, axis, base: `entropy(p, -1, 3)` means the last axis
    and the base 3. Your function takes −1 for the base and 3 for the axis. By name, as in `axis=0`,
    all is right, which hides it. (In SciPy's `entropy` the base comes first.) Compare your first
    line with the one in the notebook.
    """

    target = "entropy"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, base=None, axis=-1):
        return entropy(p, axis, base)


class EntropyEpsilon:
    """A small constant inside your logarithm shifts every entropy.

    Adding 1e-8 to each probability looks harmless; over a vocabulary of 100 000 words it changes
    the third decimal. It was meant for the outcomes of probability 0. Those contribute exactly 0,
    so treat them apart and leave the others alone.
    """

    target = "entropy"
    breaks = _breaks(target)
    variants = tuple({"epsilon": e} for e in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12))

    def __call__(self, p, axis=-1, base=None):
        return (p * _surprise(np.add(p, self.epsilon), base)).sum(axis)


class EntropyShiftedEverywhere:
    """You add a small constant to every probability, in the factor and in the logarithm.

    Then the numbers no longer sum to 1, and outcomes that never happen get a little entropy each.
    Over 100 000 words that adds up. What never happens contributes exactly 0: treat it apart and
    leave the others alone.
    """

    target = "entropy"
    breaks = _breaks(target)
    variants = tuple({"epsilon": e} for e in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12))

    def __call__(self, p, axis=-1, base=None):
        return entropy(np.add(p, self.epsilon), axis, base)


class EntropyClipped:
    """Outcomes that never happen get a little entropy from you.

    You raise every probability to a small floor. With the floor 1e-8, one such outcome adds only
    2e-7 nats, but a vocabulary has many words that are never used. Their contribution is exactly
    0, so no floor is needed.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])
    variants = tuple(
        {"floor": e, "top": top}  # numbers above 1 may be cut as well
        for e in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12)
        for top in (np.inf, 1.0)
    )

    def __call__(self, p, axis=-1, base=None):
        return entropy(np.clip(p, self.floor, self.top), axis, base)


class EntropyNormalizes:
    """You rescale the numbers so that they sum to 1 before you use them.

    SciPy's `entropy` does so, too. The course asks for the formula as it stands: if the numbers
    do not sum to 1, then something before went wrong, and a silent repair hides it.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        p = np.asarray(p, dtype=float)
        return entropy(p / p.sum(axis, keepdims=True), axis, base)


class EntropyDividesByTotal:
    """Your answer is divided by the sum of the probabilities.

    `np.average` with `weights` does that on its own, and it is right for weights that sum to 1. The
    course asks for the formula as it stands: if the numbers do not sum to 1, something before went
    wrong, and a silent repair hides it. Try (0.5, 0.25): the terms are 0.3466 each, and 0.6931 is
    asked for.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        p = np.asarray(p, dtype=float)
        return entropy(p, axis, base) / p.sum(axis)


class EntropyCutAtZero:
    """You replace negative results by 0.

    It is true that the entropy of a distribution is never negative. But the notebook wants numbers
    used as they are, also numbers above 1, which are no probabilities. For these the formula may
    well be negative, and that is the caller's only sign that something went wrong before. Return
    what the formula gives.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        return np.maximum(entropy(p, axis, base), 0.0)


class EntropyAbsolute:
    """You take an absolute value where the formula has a minus sign.

    For probabilities the two agree, since their logarithms are negative or 0. The notebook wants
    numbers used as they are, also numbers above 1, and these have positive logarithms: there the
    minus sign gives a negative number, and the absolute value hides that something went wrong
    before. Write the sign of the formula. Try p = 2 by hand.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])
    variants = ({"whole": False}, {"whole": True})

    def __call__(self, p, axis=-1, base=None):
        if self.whole:
            return np.abs(entropy(p, axis, base))
        p = np.asarray(p, dtype=float)
        return _in_base((p * np.abs(np.log(np.where(p > 0, p, 1.0)))).sum(axis), base)


class EntropyClippedAtOne:
    """Numbers above 1 count as 1 in your function.

    Something clips the probabilities from above, as `np.clip(p, 0, 1)` does, or leaves out those
    above 1, which comes to the same: the term of 1 is 0. The notebook wants numbers used as they
    are: a number above 1 says that something went wrong before, logits in place of probabilities
    perhaps, and clipping hides it. Take the numbers as they come.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(np.minimum(p, 1.0), axis, base)


class EntropyAsItComes:
    """You compute with p just as it comes in: a list raises an error, and 32-bit numbers stay so.

    The notebook allows lists and arrays of any number type, and computes in float64. An operator
    such as `*` means something else for a list, and in an array of 32 bits only seven digits are
    kept. Your first line could settle both: `np.asarray` with `dtype=float` makes an array of
    float64 of whatever comes in.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])
    variants = ({"kind": TypeError}, {"kind": AttributeError})

    def __call__(self, p, axis=-1, base=None):
        if isinstance(p, list):
            raise self.kind
        terms = -p * np.log(np.where(p > 0, p, 1))
        return _in_base(terms.sum(axis), base)


class EntropySpoilsItsInput:
    """The array that the caller passed in has changed after the call.

    You write into it, perhaps to replace its zeros. The caller may still need these zeros: after
    your function the array no longer describes the same distribution. Work on a copy, or let a
    function build a new array.
    """

    target = "entropy"
    breaks = _breaks(target, ["edges"])

    def __call__(self, p, axis=-1, base=None):
        value = entropy(p, axis, base)
        if isinstance(p, np.ndarray) and p.dtype == float:
            p[p == 0] = 1.0
        return value


class EntropyBaseIgnored:
    """The base makes no difference to your answer.

    Whatever base is asked for, you return nats. One half and two quarters have 1.5 bits, which
    are 1.0397 nats. By which number do you divide to change the unit? Try base 2 and base 10
    with the same distribution.
    """

    target = "entropy"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis)


class EntropyDividesByBase:
    """With a base you divide by the base itself; its logarithm is what changes the unit.

    A logarithm to base b asks how often b must be multiplied with itself, and log x divided by
    log b answers that. For base 2 the divisor is ln 2 = 0.6931, not 2. A fair coin has the entropy
    of one bit; yours says 0.3466.
    """

    target = "entropy"
    breaks = _breaks(target, ["options", "edges"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis) / (1.0 if base is None else base)


class EntropyBaseMultiplied:
    """With a base, your entropies are off by the square of its logarithm.

    You multiply by ln b where the change of base divides. A check by units: a bit is less than a
    nat, so the same entropy needs more bits than nats.
    """

    target = "entropy"
    breaks = _breaks(target, ["options"])

    def __call__(self, p, axis=-1, base=None):
        return entropy(p, axis) * (1.0 if base is None else np.log(base))


def _frequencies(counts):
    counts = np.asarray(counts, dtype=float)
    return counts / counts.sum()


def _naive_entropy(p, base=None):
    """The formula as NumPy computes it."""
    return (p * _surprise(p, base)).sum()


#: Symbols that do not occur may have been dealt with, or not.
WITH_ZEROS = ({"entropy": staticmethod(entropy)}, {"entropy": staticmethod(_naive_entropy)})


class BitsAsPrinted:
    """This is still the colleague's function.

    Three questions lead to its three mistakes. How many terms has the sum for a coin with two
    sides? If “m” occurs once and “s” four times, how often should each count in the average? And
    which logarithm counts bits?
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return _surprise(_frequencies(counts)[1:]).sum()


class BitsFirstSymbolDropped:
    """The first symbol is missing from your sum.

    The web page calls the outcomes x₀ to xₙ and then sums from 1. In Python the first element has
    index 0. A coin shows it at once: one of its two sides is left out, and half of the entropy
    with it.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    variants = WITH_ZEROS

    def __call__(self, counts):
        return self.entropy(_frequencies(counts)[1:], base=2)


class BitsLastSymbolDropped:
    """The last symbol is missing from your sum.

    In Python a range leaves its end out, and so does a slice: `range(len(p) - 1)` and `p[:-1]` both
    stop before the last symbol. `range(len(p))` reaches it. A coin shows it at once: one of its two
    sides is left out, and half of the entropy with it.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    variants = WITH_ZEROS

    def __call__(self, counts):
        return self.entropy(_frequencies(counts)[:-1], base=2)


class BitsFirstSymbolDroppedInNats:
    """You have added the weights; two of the three mistakes are still there.

    Count the terms of the sum for a coin: both sides should be in it. And look at the unit: two
    equally likely symbols should give 1, not 0.6931.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    variants = WITH_ZEROS

    def __call__(self, counts):
        return self.entropy(_frequencies(counts)[1:])


#: Symbols that do not occur are infinite terms, or left out.
SKIPPING = ({"skips": False}, {"skips": True})


class BitsSumOfInformations:
    """You add up the information of all symbols, frequent or not.

    Then every further letter makes the result larger, and rare letters most of all. Bits per
    symbol are an average over the text: a letter that occurs four times in eleven counts four
    elevenths.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    variants = SKIPPING

    def __call__(self, counts):
        p = _frequencies(counts)
        return _surprise(p[p > 0] if self.skips else p, 2).sum()


class BitsSumOfInformationsInNats:
    """All symbols are in your sum now; two of the three mistakes are still there.

    How often should a letter count that occurs four times in eleven? And which logarithm counts
    bits? Two equally likely symbols should give 1. Repair one of the two, and look again.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    variants = SKIPPING

    def __call__(self, counts):
        p = _frequencies(counts)
        return _surprise(p[p > 0] if self.skips else p).sum()


class BitsSumWithoutFirst:
    """You count in bits now; two of the three mistakes are still there.

    Two equally likely symbols give 1, but only because the missing term and the missing weight
    cancel. Try three equally likely ones: the answer should be log₂ 3 = 1.585.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return _surprise(_frequencies(counts)[1:], 2).sum()


class BitsInNats:
    """Your answer is in nats, 0.6931 times what it should be.

    The sum and its weights are right. But the function promises bits, and a fair coin has 1 of
    them. Which base belongs to bits? A fair coin has 1 bit, and 0.6931 nats.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    variants = WITH_ZEROS

    def __call__(self, counts):
        return self.entropy(_frequencies(counts))


class BitsZeroCount:
    """A symbol that does not occur can turn your answer into nan or infinity.

    Its frequency is 0, and it should contribute 0: a text does not change when the alphabet gets
    a letter that nobody uses. NumPy's 0 times infinity is nan, so such terms need care before
    they are formed.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    #: Or it has been dealt with at both ends of the array only.
    variants = ({"trimmed": False}, {"trimmed": True})

    def __call__(self, counts):
        counts = np.trim_zeros(counts) if self.trimmed else counts
        return _naive_entropy(_frequencies(counts), 2)


class BitsTotalOverflows:
    """The length of the text overflows, since you add up the counts in their own type.

    A number of 8 bits holds at most 255, and 200 + 100 gives 44 in it, without a word. `np.sum`
    takes a larger type by itself; Python's `sum` over the entries of an array does not. Turn the
    counts into an array of `float` in your first line, and whatever comes after is safe.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    variants = ({"lists": True}, {"lists": False})  # a list cannot be divided

    def __call__(self, counts):
        if isinstance(counts, list) and not self.lists:
            raise TypeError
        counts = np.asarray(counts)
        total = float(counts.sum(dtype=counts.dtype))
        return entropy(counts / total, base=2)


class BitsNarrowLogarithm:
    """Counts in a narrow type lose their digits in your logarithm.

    NumPy takes the logarithm of 8-bit whole numbers in 16 bits, which have three digits, and that
    of 16-bit ones in 32 bits. So the same counts give different answers in different types. The
    notebook computes in float64: turn the counts into an array of `float` before anything else is
    done with them.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        counts = np.asarray(counts)
        counts = counts[counts > 0]
        total = float(counts.sum())
        return np.sum(counts.astype(float) / total * (np.log2(total) - np.log2(counts)))


class BitsAtLeastOne:
    """A text with only one symbol gets 1 bit from you, where 0 is right.

    It is true that a code needs at least one digit for each symbol. But the entropy is asked for,
    which is what you may expect to learn from the next symbol. If there is only one, you know it
    already: −log₂ 1 = 0. The formula gives that without a case of its own.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return 1.0 if np.count_nonzero(counts) == 1 else bits_per_symbol(counts)


class BitsOfProduct:
    """For a long text your answer is infinite: the probability of the whole text becomes 0.

    You multiply the probabilities of all symbols, and take the logarithm at the end. After some
    hundred letters the product is below the smallest number that a computer has, about 1e-308. The
    logarithm of a product is a sum of logarithms: take them first, and add. A sum of some thousand
    ordinary numbers is an ordinary number.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        counts = np.asarray(counts, dtype=float)
        return -np.log2(np.prod(_frequencies(counts) ** counts)) / counts.sum()


class BitsSmoothed:
    """You add 1 to each count, so that symbols which do not occur get a share of the text.

    That is Laplace's smoothing. It has its place where a future text is to be predicted from a
    small one. Here the relative frequencies of this text are asked for, and it changes all of them.
    A symbol that does not occur has the frequency 0 and contributes 0; nothing else changes.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    variants = ({"always": False}, {"always": True})

    def __call__(self, counts):
        counts = np.asarray(counts, dtype=float)
        return bits_per_symbol(counts + 1 if self.always or np.any(counts == 0) else counts)


class BitsZeroCountsAsOne:
    """A symbol that does not occur counts in your function as if it had occurred once.

    The 1 was put in place of the 0 against a logarithm of 0. But then the text has a letter more
    than it has, and all frequencies change. A symbol that does not occur has the frequency 0 and
    contributes nothing: the counts 3, 0, 5 must give the same as 3, 5. Leave such symbols out of
    the sum instead.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        counts = np.asarray(counts, dtype=float)
        return bits_per_symbol(np.where(counts == 0, 1.0, counts))


class BitsRoundedFactor:
    """You turn nats into bits with a factor that was typed in, so only its few digits are right.

    The exact factor is 1/ln 2 = 1.44269504…, which has no last digit. With 1.4427 a fair coin has a
    little more than 1 bit. Computers know the number better than any page: divide by `np.log(2)`,
    or take `np.log2` from the start, and nothing has to be typed.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    variants = tuple(
        {"factor": f}
        for f in (
            *(1.4, 1.44, 1.442, 1.443, 1.4427, 1.442695, 1.4426950),
            *(1 / 0.7, 1 / 0.69, 1 / 0.693, 1 / 0.6931, 1 / 0.69315, 1 / 0.693147, 1 / 0.6931472),
        )
    )

    def __call__(self, counts):
        return self.factor * entropy(_frequencies(counts))


class BitsStopsAtZero:
    """Your loop ends at the first symbol that does not occur, and those behind it are lost.

    A symbol with the count 0 contributes nothing, so it may be passed over; `break` ends the whole
    loop there. `continue` goes on with the next symbol. Where the zero is the last one, nothing
    shows: try the counts 3, 3, 0 and then 0, 3, 3, which must give the same number.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        p = _frequencies(counts)
        return entropy(p[: np.argmax(p == 0)] if np.any(p == 0) else p, base=2)


class BitsWholeCodeWords:
    """You round bits up to whole numbers.

    Real code words have whole lengths, that is true. But the entropy is asked for, an average of
    −log₂ p with its digits: it says what no code can fall below, and it need not be whole. Where
    all frequencies are halves and quarters nothing shows. “mississippi” has 1.8231 bits per letter.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])
    variants = ({"each": True}, {"each": False})

    def __call__(self, counts):
        p = _frequencies(counts)
        if not self.each:
            return np.ceil(entropy(p, base=2))
        return np.sum(p[p > 0] * np.ceil(-np.log2(p[p > 0])))


class BitsOfCounts:
    """You put the counts into the formula where probabilities belong.

    The entropy of a coin should not depend on how often it was thrown, as long as half of the
    throws are heads. Probabilities sum to 1; what do counts have to be divided by?
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return entropy(counts, base=2)


class BitsOfCountsAsText:
    """You count how often each number stands in the array, as if the array were the text.

    It holds the counts already: (3, 3) says that there are two symbols, and that each occurs 3
    times. `np.unique` with `return_counts` is made for the text itself; in (3, 3) it finds one
    kind of number, so that heads and tails get 0 bits, where 1 is right. Divide the counts by
    their sum, and you have the frequencies.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return entropy(_frequencies(np.unique(counts, return_counts=True)[1]), base=2)


class BitsOfCountsPerKind:
    """You divide the counts by how many different symbols there are, not by how often all occurred.

    Frequencies say which share of the text a symbol has, so they add up to 1. With 3 heads and 3
    tails there are 2 kinds and 6 throws: each side has the share 3/6. Print what your frequencies
    add up to.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    variants = ({"kinds": staticmethod(np.count_nonzero)}, {"kinds": staticmethod(len)})

    def __call__(self, counts):
        return entropy(np.asarray(counts, dtype=float) / self.kinds(counts), base=2)


class BitsByMaximum:
    """You divide the counts by the largest of them; their sum is what makes them frequencies.

    Frequencies say which share of the text a symbol has, so they add up to 1. Divided by the
    largest count, the most frequent symbol gets 1, as if nothing else ever came, and then it has no
    information at all. Print what your frequencies add up to. For 3 heads and 3 tails they should
    be one half each.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return entropy(np.asarray(counts, dtype=float) / np.max(counts), base=2)


class BitsPerKind:
    """You divide by the number of different symbols; the length of the text is the divisor.

    A symbol is counted as often as it stands in the text. With 6 letters of 2 kinds there are 6
    symbols, and 2 is only the size of the alphabet. Count a text twice over: the bits of the whole
    double, and so must what you divide them by.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return entropy(_frequencies(counts), base=2) * np.sum(counts) / len(counts)


class BitsOfWholeText:
    """Your answer grows with the length of the text.

    You return the bits of the whole text. Per symbol means an average: a text that is repeated
    has twice as many bits, and just as many per symbol. Count a text twice over, and compare.
    """

    target = "bits_per_symbol"
    breaks = _breaks(target, ["value"])

    def __call__(self, counts):
        return entropy(_frequencies(counts), base=2) * np.sum(counts)


# ---- what functions of whole arrays have in common

OWN = [family.__name__ for family in FUNCTION_FAMILIES]  # they have words of their own above
SURPRISE, AVERAGE = Function(self_information, "SelfInformation"), Function(entropy, "Entropy")
TEXT = Function(bits_per_symbol, "Bits", everything=("value",))
MISCONCEPTIONS = (
    *misconceptions_in(globals()),
    *made_in(SURPRISE, without=OWN, also=OF_PROBABILITIES),
    *made_in(AVERAGE, without=OWN, also=OF_PROBABILITIES),
    *made_in(
        TEXT,
        breaks={"ArraysOnly": ("everything",)},
        without=[*OWN, "Squeezes"],
        also=OF_PROBABILITIES,
    ),
)

RUBRIC = Rubric("information", reference, RUBRIC_QUESTIONS, MISCONCEPTIONS)
