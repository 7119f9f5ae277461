"""Rubric of cross-entropy and divergence.

Four functions: cross_entropy, kl_divergence, js_divergence (a bonus question whose points count
like any others: a rubric knows no extra credit) and extra_bits, which is repaired.
Cases in which the base is not the point name ``base=np.e``: whoever takes bits for the default
loses ``value`` for it, and nothing else.
"""

from __future__ import annotations

import numpy as np
from surprise_to_gradient.solutions import divergence as reference
from surprise_to_gradient.solutions.divergence import cross_entropy, js_divergence, kl_divergence

from autograder.judging.families import OF_PROBABILITIES, Function, made_in
from autograder.rubric import Group, Question, Rubric, call, misconceptions_in, question, unchanged
from autograder.rubrics.information import distributions, short

# ---------------------------------------------------------------------------- cases

CAT, GUESS = np.array([1.0, 0.0, 0.0]), np.array([0.6, 0.2, 0.2])
FAIR, BENT = np.array([0.5, 0.5]), np.array([0.1, 0.9])
#: What `np.allclose` takes for FAIR.
ALMOST = FAIR * [1 + 9e-6, 1 - 9e-6]
#: The second lacks an outcome of the first, and both lack the last one.
HALVES, MIXED = np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.25, 0.25])
#: As many outcomes as HALVES, and not the same.
MISSED = np.array([0.5, 0.0, 0.5])
#: Outcomes that are taken for impossible where small numbers count as 0.
RARE = np.array([[1 - 5e-9, 5e-9], [1 - 1e-12, 1e-12]])
CERTAIN, UNLIKELY = np.array([1.0, 0.0]), np.array([0.999, 0.001])
QUARTERS, TURNED = np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5])


def apart(p, q, axis=-1):
    """Some q with a first outcome that is 60 times as rare as in p.

    So no divergence is near 0, and what a small constant does to it is the same in every run: one
    of 1e-10 shows, one of 1e-12 does not.
    """
    first, others = np.moveaxis(p, axis, 0)[:1] / 60, np.moveaxis(q, axis, 0)[1:]
    others = others * (1 - first) / others.sum(0)
    first = np.broadcast_to(first, (1, *others.shape[1:]))
    return np.moveaxis(np.concatenate([first, others]), 0, axis)


def pair(rng, *shape, axis=-1):
    p, q = (distributions(rng, *shape, axis=axis) for _ in range(2))
    return p, apart(p, q, axis)


def almost_impossible(rng):
    """A prediction that gives next to nothing to an outcome of ordinary probability."""
    return distributions(rng, 2), np.array([1e-20, 1.0])


def ordinary(name, *worked, equal=True):
    """Worked examples, given as (label, p, q), and random distributions."""

    def cases(rng):
        for label, p, q in worked:
            yield call(label, name, p, q, public=True)
        yield call("two distributions on seven outcomes", name, *pair(rng, 7))
        yield call("a batch, one pair in each row", name, *pair(rng, 5, 3))
        yield call("a prediction near zero", name, *almost_impossible(rng))
        yield call("two that are almost equal", name, FAIR, ALMOST)
        if equal:
            p = distributions(rng, 6)
            yield call("a prediction equal to the truth", name, p, p.copy())

    return cases


def axes(name):
    def cases(rng):
        columns = pair(rng, 4, 3, axis=0)
        yield call("one pair in each column", name, *columns, axis=0, base=np.e)
        middle = pair(rng, 2, 3, 4, axis=1)
        yield call("the middle one of three axes", name, *middle, axis=1, base=np.e)
        first = pair(rng, 4, 2, 3, axis=0)
        yield call("the first of three axes", name, *first, axis=0, base=np.e)
        second = (x.swapaxes(0, 1) for x in first)
        yield call("an axis counted from the end", name, *second, axis=-2, base=np.e)

    return cases


def bases(name, *worked):
    def cases(rng):
        for label, p, q in worked:
            yield call(label, name, p, q, public=True, base=2)
        yield call("a batch, base 10", name, *pair(rng, 5, 3), base=10)
        yield call("axis and base given by position", name, *pair(rng, 6), -1, 3)
        yield call("a prediction near zero, in bits", name, *almost_impossible(rng), base=2)
        mostly = distributions(rng, 2) / [1, 1000]
        mostly /= mostly.sum()
        yield call("hardly anything in common, in bits", name, mostly, mostly[::-1].copy(), base=2)
        # Which is 0 in every unit, so that bits for the default cost nothing here.
        yield call("None for the base", name, *np.ones((2, 1)), base=None)

    return cases


def broadcasting(name):
    def cases(rng):
        p = distributions(rng, 3)
        q = apart(p, distributions(rng, 5, 3))
        yield call("one target, many predictions", name, p, q, base=np.e)
        yield call("many targets, one prediction", name, q, p, base=np.e)
        table = distributions(rng, 4, 1, 3)
        yield call("every target with every prediction", name, table, q, base=np.e)
        if name != "js_divergence":  # which hands its target on to another function
            # The axis is one of the broadcast arrays: the target alone has no such axis.
            yield call("one target, and an axis of the predictions", name, p, q, axis=1, base=np.e)

    return cases


def options(name, *worked):
    return Question(
        f"{name}.options",
        (
            Group("axis", 1, axes(name)),
            Group("base", 1, bases(name, *worked)),
            Group("broadcasting", 1, broadcasting(name)),
        ),
    )


def unused_outcomes(name):
    """p = 0, with q > 0 and with q = 0."""

    def cases(rng):
        yield call("an outcome that never happens", name, HALVES, MIXED, base=np.e)
        p, q = pair(rng, 5, 4)
        p[[0, 3], [1, 2]] = q[[0], [1]] = 0.0
        p, q = (x / x.sum(-1, keepdims=True) for x in (p, q))
        yield call("outcomes that neither knows", name, p, q, base=np.e)
        certain, beside = pair(rng, 3, 3)
        certain[0] = np.eye(3)[1]
        yield call("a certain target beside others", name, certain, beside, base=np.e)
        yield call(
            "outcomes that hardly ever happen", name, RARE, np.tile(UNLIKELY, (2, 1)), base=np.e
        )

    return cases


def impossible_outcomes(name):
    """q = 0 where p > 0."""

    def cases(rng):
        yield call("an outcome called impossible", name, FAIR, np.array([1.0, 0.0]), base=np.e)
        p, q = pair(rng, 5, 4)
        q[[1, 4], [0, 2]] = 0.0
        q /= q.sum(-1, keepdims=True)
        yield call("some rows with such an outcome", name, p, q, base=np.e)
        yield call(
            "another one than the outcome that never happens", name, HALVES, MISSED, base=np.e
        )
        yield call("a rare outcome called impossible", name, RARE[1], CERTAIN, base=np.e)

    return cases


def as_given(name):
    def cases(rng):
        p, q = rng.uniform(0.3, 0.6, (2, 4, 5))
        yield call("targets that sum to more than 1", name, p, q / 3, base=np.e)
        yield call("predictions that sum to more than 1", name, p / 5, q, base=np.e)
        above = rng.uniform(1.2, 1.8, (2, 3, 4))
        above[1] *= 2  # so that the divergence is not near 0
        yield call("numbers above 1", name, *above, base=np.e)

    return cases


def untouched(name):
    for arrays in ((HALVES, MIXED), (MIXED / 2, HALVES / 2)):
        yield unchanged("the caller's arrays stay as they were", name, *arrays)


def inputs(name):
    def cases(rng):
        # The list has an outcome that neither knows: a comparison such as `p == 0` sees no list.
        yield call("a list and whole numbers", name, [0, 1, 0], [0.75, 0.25, 0.0], base=np.e)
        single = (short(rng, 8, 5) for _ in range(2))
        if name == "js_divergence":  # whose middle is to be rounded as well
            single = pair(rng, 8, 5)
        yield call("32-bit numbers", name, *(x.astype(np.float32) for x in single), base=np.e)
        narrow = np.array([[1, 0], [0, 1]], np.uint8), np.array([[1, 0], [1, 0]], np.uint8)
        yield call("8-bit whole numbers", name, *narrow, base=np.e)
        yield call("a batch of one pair", name, *pair(rng, 1, 4), base=np.e)
        if name == "js_divergence":  # the others have a group for it
            more = rng.uniform(0.3, 0.6, (2, 4, 5))
            yield call("sums other than 1", name, *more, base=np.e)
        yield from untouched(name)

    return cases


def edges(name, *groups):
    return Question(
        f"{name}.edges",
        (
            Group("outcomes that never happen", 1, unused_outcomes(name)),
            Group("outcomes called impossible", 1, impossible_outcomes(name)),
            *groups,
            Group("kinds of input", 1, inputs(name)),
        ),
    )


def given(name):
    return Group("probabilities as they are", 1, as_given(name))


def no_overlap(rng):
    yield call(
        "two certain outcomes that differ", "js_divergence", *np.eye(2), public=True, base=np.e
    )
    yield call("partly the same outcomes", "js_divergence", HALVES, HALVES[::-1].copy(), base=np.e)


def wasted(rng):
    """Without lists: the colleague's lines take none, and have just three mistakes."""
    name = "extra_bits"
    yield call("two halves, coded with one half and two quarters", name, HALVES, MIXED, public=True)
    yield call("the other way round", name, MIXED, HALVES, public=True)
    yield call("six symbols", name, *pair(rng, 6))
    p, q = pair(rng, 6)
    p[[1, 4]] = q[4] = 0.0
    yield call("symbols that never occur", name, p / p.sum(), q / q.sum())
    yield call("a right code", name, QUARTERS, QUARTERS)
    yield call("two that are almost equal", name, FAIR, ALMOST)
    yield call("a word for another symbol than the one that occurs", name, HALVES, MISSED)
    yield call("a rare symbol without a word", name, RARE[1], CERTAIN)
    yield call("a symbol that hardly ever occurs", name, RARE[0], UNLIKELY)
    yield from untouched(name)


CODES = ("three symbols, in bits", QUARTERS, TURNED)
COINS = ("the fair and the bent coin", FAIR, BENT), ("the bent and the fair coin", BENT, FAIR)

RUBRIC_QUESTIONS = (
    question(
        "cross_entropy.value",
        3,
        ordinary("cross_entropy", ("a cat", CAT, GUESS)),
    ),
    options("cross_entropy", CODES),
    edges("cross_entropy", given("cross_entropy")),
    question("kl_divergence.value", 3, ordinary("kl_divergence", *COINS)),
    options("kl_divergence"),
    edges("kl_divergence", given("kl_divergence")),
    question("js_divergence.value", 2, ordinary("js_divergence", COINS[0])),
    options("js_divergence"),
    Question(
        "js_divergence.edges",
        (
            Group("no outcome in common", 1, no_overlap),
            Group("outcomes that never happen", 1, unused_outcomes("js_divergence")),
            Group("kinds of input", 1, inputs("js_divergence")),
        ),
    ),
    question("extra_bits.value", 3, wasted),
)


# ------------------------------------------------------------------- misconceptions
# What goes wrong in the same way in several functions is written once, as a mixin around
# the reference ``right`` of each.


def _breaks(name, *parts):
    return tuple(f"{name}.{part}" for part in parts or ("value", "options", "edges"))


def _reals(p, q):
    return np.asarray(p, dtype=float), np.asarray(q, dtype=float)


def _in_base(nats, base):
    return nats if base is None else nats / np.log(base)


class _CrossEntropy:
    target = "cross_entropy"
    right = staticmethod(cross_entropy)

    def terms(self, p, q):
        return -p * np.log(q)


class _Divergence:
    target = "kl_divergence"
    right = staticmethod(kl_divergence)

    def terms(self, p, q):
        return p * (np.log(p) - np.log(q))


class _JensenShannon:
    target = "js_divergence"
    right = staticmethod(js_divergence)

    def terms(self, p, q):
        m = (p + q) / 2
        return (p * np.log(p / m) + q * np.log(q / m)) / 2


class _NoConvention:
    """The formula as NumPy computes it."""

    def __call__(self, p, q, axis=-1, base=None):
        return _in_base(self.terms(*_reals(p, q)).sum(axis), base)


class _DropsInfinities:
    def __call__(self, p, q, axis=-1, base=None):
        terms = self.terms(*_reals(p, q))
        return _in_base(np.where(np.isfinite(terms), terms, 0.0).sum(axis), base)


class _FiniteAnswer:
    """Whole answers that are not finite are replaced."""

    def __call__(self, p, q, axis=-1, base=None):
        value = self.right(p, q, axis, base)
        return np.where(np.isfinite(value), value, self.replacement)


LARGEST = ({"replacement": np.finfo(float).max}, {"replacement": 0.0})


class _Normalizes:
    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        q = q / q.sum(axis, keepdims=True)
        if self.both:
            p = p / p.sum(axis, keepdims=True)
        return self.right(p, q, axis, base)


RESCALED = ({"both": True}, {"both": False})


def _clip(q, epsilon):
    return np.clip(q, epsilon, 1.0)


MEETINGS = (np.add, np.maximum, _clip)


def _epsilons(*values):
    """Variants: the constant is added to the probabilities, or these are raised to it."""
    return tuple({"epsilon": e, "meet": staticmethod(m)} for e in values for m in MEETINGS)


EPSILONS = _epsilons(1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 2.0**-52, 1e-16)
TINY = _epsilons(1e-30, 1e-40, 1e-50, 1e-100, 1e-300, np.finfo(float).tiny)


class CrossEntropyZeroTimesInfinity(_NoConvention, _CrossEntropy):
    """An outcome that never happens turns your cross-entropy into nan.

    Where p and q are both 0, NumPy computes 0 times −infinity, which is nan, and one nan spoils
    the sum. What never happens is never paid for: its term is 0, whatever q says. Decide this
    from p, before the product is formed. (Where p > 0 = q, infinity stays right.)
    """

    breaks = _breaks("cross_entropy", "edges")


class CrossEntropyDropsInfinities(_DropsInfinities, _CrossEntropy):
    """A prediction that calls the true outcome impossible costs nothing in your function.

    You leave out every term that is not finite, as a mask on q or a masked array does. That is
    right where p = 0. Where p > 0 = q the term is infinite, and so is the cross-entropy:
    otherwise the worst possible prediction would look like a good one.
    """

    breaks = _breaks("cross_entropy", "edges")


class CrossEntropyFinite(_FiniteAnswer, _CrossEntropy):
    """You replace an infinite cross-entropy by a finite number.

    Infinity is the right answer when something happens that q called impossible. A caller can
    test for it; a number such as 0 or 1.8e308 cannot be told from an ordinary result. Does
    anything downstream of this function really need a finite number?
    """

    breaks = _breaks("cross_entropy", "edges")
    variants = LARGEST


class CrossEntropyNormalizes(_Normalizes, _CrossEntropy):
    """You rescale the numbers so that they sum to 1 before you use them.

    The course asks for the formula as it stands. Numbers that do not sum to 1 mean that something
    upstream went wrong (logits in place of probabilities, say), and a silent repair hides it.
    """

    breaks = _breaks("cross_entropy", "edges")
    variants = RESCALED


class CrossEntropyEpsilon(_CrossEntropy):
    """A small constant in your logarithm bounds the cost of a wrong prediction.

    With 1e-12 no surprise can exceed 27.6 nats, and a prediction of 0 for what does happen costs
    about as much as one of 1e-13. Where it is added, every other value moves a little, too: the
    larger the constant, the sooner it shows. Infinity needs no protection; only 0 times infinity
    does.
    """

    breaks = _breaks("cross_entropy")
    variants = EPSILONS

    def __call__(self, p, q, axis=-1, base=None):
        return cross_entropy(p, self.meet(q, self.epsilon), axis, base)


class CrossEntropyTinyConstant(CrossEntropyEpsilon):
    """A tiny constant in your logarithm makes the worst prediction finite.

    No probability that occurs in practice is as small as your constant, so all other values are
    right. But where the true outcome was called impossible, your number stands for nothing but
    the choice of the constant. Infinity is the right answer there.
    """

    breaks = _breaks("cross_entropy", "edges")
    variants = TINY


class CrossEntropyLogFloor(_CrossEntropy):
    """You stop the logarithm at −100.

    PyTorch's `BCELoss` does this to keep a training run alive. Here it hides what happened: if
    the true outcome was called impossible, the surprise is infinite, not 100. The size of your
    answer then depends on a number that somebody chose, not on the two distributions. Which
    prediction is worse than one that can never come true?
    """

    breaks = _breaks("cross_entropy", "edges")

    def __call__(self, p, q, axis=-1, base=None):
        return cross_entropy(p, np.maximum(q, np.exp(-100.0)), axis, base)


class _ClippedAtOne:
    def __call__(self, p, q, axis=-1, base=None):
        p = np.minimum(p, 1.0) if self.both else p
        return self.right(p, np.minimum(q, 1.0), axis, base)


class CrossEntropyClippedAtOne(_ClippedAtOne, _CrossEntropy):
    """Predictions above 1 count as 1 in your function.

    Something clips them from above, `np.clip(q, 0, 1)` for instance. Probabilities do not need
    that, and the notebook wants numbers used as they are: a number above 1 says that something went
    wrong before, logits in place of probabilities perhaps, and clipping hides it. Take the numbers
    as they come.
    """

    breaks = _breaks("cross_entropy", "edges")
    variants = ({"both": False}, {"both": True})


class DivergenceClippedAtOne(_ClippedAtOne, _Divergence):
    """Predictions above 1 count as 1 in your function.

    Something clips them from above, `np.clip(q, 0, 1)` for instance. Probabilities do not need
    that, and the notebook wants numbers used as they are: a number above 1 says that something went
    wrong before, logits in place of probabilities perhaps, and clipping hides it. Take the numbers
    as they come.
    """

    breaks = _breaks("kl_divergence", "edges")
    variants = ({"both": False}, {"both": True})


class _AnyMissing:
    """Infinite terms wherever q is 0."""

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        value = self.right(p, q, axis, base)
        return np.where((q == 0).any(axis), np.inf, value)[()]


class CrossEntropyAnyMissing(_AnyMissing, _CrossEntropy):
    """You return infinity wherever q is 0, also for an outcome that never happens.

    An outcome with p = 0 is never paid for, so its term is 0, whatever q says about it. Only an
    outcome that does happen, and that q called impossible, costs infinitely much. Ask about both at
    once, entry by entry: p > 0 and q = 0. Where you ask about one of them first, ask about p.
    """

    breaks = _breaks("cross_entropy", "edges")


class DivergenceAnyMissing(_AnyMissing, _Divergence):
    """You return infinity wherever q is 0, also for an outcome that never happens.

    An outcome with p = 0 is never paid for, so its term is 0, whatever q says about it. Only an
    outcome that does happen, and that q called impossible, costs infinitely much. Ask about both at
    once, entry by entry: p > 0 and q = 0. Where you ask about one of them first, ask about p.
    """

    breaks = _breaks("kl_divergence", "edges")


class CrossEntropyIsDivergence(_CrossEntropy):
    """You have taken off the entropy of the target: what you return is the divergence D(p‖q).

    A perfect prediction then costs 0. The cross-entropy of a perfect prediction is H(p, p) =
    H(p), the surprise that even the best belief cannot avoid. For one-hot targets H(p) is 0 and
    both agree, so the cat does not show the difference.
    """

    breaks = _breaks("cross_entropy")

    def __call__(self, p, q, axis=-1, base=None):
        return kl_divergence(p, q, axis, base)


class CrossEntropyBinary(_CrossEntropy):
    """Your sum also holds the terms (1 − p) log(1 − q).

    That is the cross-entropy of K separate yes-or-no questions. Here there is one question with K
    answers: exactly one outcome happens, and only the surprise about that one is counted. For the
    cat, should the probabilities of pig and dog appear at all?
    """

    breaks = _breaks("cross_entropy")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return cross_entropy(p, q, axis, base) + cross_entropy(1 - p, 1 - q, axis, base)


class CrossEntropyLogOfMean(_CrossEntropy):
    """You take the logarithm of an average, where the average of logarithms is asked for.

    −log Σ p q is right for a one-hot target, since the sum then has one term. For any other
    target it is too small: the logarithm of a mean exceeds the mean of the logarithms. On which
    side of the sum does the logarithm stand in the formula?
    """

    breaks = _breaks("cross_entropy")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return _in_base(-np.log((p * q).sum(axis)), base)


class _CloseIsEqual:
    """Nothing for two arrays that `np.allclose` takes for one."""

    def __call__(self, p, q, axis=-1, base=None):
        same = np.shape(p) == np.shape(q) and np.allclose(p, q)
        return np.float64(0) if same else self.right(p, q, axis, base)


class DivergenceCloseIsEqual(_CloseIsEqual, _Divergence):
    """You return 0 as soon as p and q are nearly equal.

    `np.allclose` takes numbers for equal that differ by one part in 100 000. Then the divergence is
    small, but it is not 0, and close to the best prediction such small numbers are all that is left
    to compare. If q is 0 where p is tiny, it is even infinite. For equal distributions the formula
    gives 0 by itself.
    """

    breaks = _breaks("kl_divergence", "value", "edges")


class JensenShannonCloseIsEqual(_CloseIsEqual, _JensenShannon):
    """You return 0 as soon as p and q are nearly equal.

    `np.allclose` takes numbers for equal that differ by one part in 100 000. Then the divergence is
    small, but it is not 0, and for two distributions that come closer and closer such small numbers
    are all that is left to compare. For equal distributions the formula gives 0 by itself.
    """

    breaks = _breaks("js_divergence", "value")


class _OneForAll:
    """A single infinity for a whole batch."""

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        if np.any((p > 0) & (q == 0)):
            return np.inf
        return self.right(p, q, axis, base)


class CrossEntropyOneForAll(_OneForAll, _CrossEntropy):
    """As soon as one prediction of a batch calls a true outcome impossible, all of them get +inf.

    You ask `np.any` about the whole array and return a single number. Each row is a pair of its
    own: one may have an infinite cross-entropy, and its neighbors finite ones. Without any such
    test the formula does it by itself, since −log 0 is infinite where p > 0.
    """

    breaks = _breaks("cross_entropy", "edges")


class DivergenceOneForAll(_OneForAll, _Divergence):
    """As soon as one prediction of a batch calls a true outcome impossible, all of them get +inf.

    You ask `np.any` about the whole array and return a single number. Each row is a pair of its
    own: one may have an infinite divergence, and its neighbors finite ones. Without any such
    test the formula does it by itself, since −log 0 is infinite where p > 0.
    """

    breaks = _breaks("kl_divergence", "edges")


class _SmallIsImpossible:
    """Small predictions are replaced by 0."""

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return self.right(p, np.where(q > self.least, q, 0.0), axis, base)


THRESHOLDS = tuple({"least": t} for t in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15))


class CrossEntropySmallIsImpossible(_SmallIsImpossible, _CrossEntropy):
    """A very small prediction counts as 0 in your function, and costs infinitely much.

    Only a prediction of exactly 0 calls an outcome impossible. `np.isclose` takes everything below
    1e-8 for 0, and so does any threshold; but a prediction of 1e-20 costs just 46.05 nats if the
    outcome does happen. Compare with 0 itself, or leave it to the logarithm.
    """

    breaks = _breaks("cross_entropy", "value", "options")
    variants = THRESHOLDS


class DivergenceSmallIsImpossible(_SmallIsImpossible, _Divergence):
    """A very small prediction counts as 0 in your function, and makes the divergence infinite.

    Only a prediction of exactly 0 calls an outcome impossible. `np.isclose` takes everything below
    1e-8 for 0, and so does any threshold; but a prediction of 1e-20 costs just 46.05 nats if the
    outcome does happen. Compare with 0 itself, or leave it to the logarithm.
    """

    breaks = _breaks("kl_divergence", "value", "options")
    variants = THRESHOLDS


class _InTypeOfTarget:
    """Logarithms in an array of the type of p."""

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(np.asarray(p), np.asarray(q, dtype=float))
        happens = p > 0
        costs = -np.log(q[happens]) + (np.log(p[happens]) if self.own else 0)
        kept = np.zeros_like(p)
        kept[happens] = np.where(np.isinf(costs), 0, costs)
        total = np.sum(p * kept, axis=axis, dtype=float)
        return _in_base(np.where(np.any(happens & (q == 0), axis=axis), np.inf, total), base)


class CrossEntropyInTypeOfTarget(_InTypeOfTarget, _CrossEntropy):
    """Your logarithms lose their digits where p does not hold numbers of 64 bits.

    An array made by `np.zeros_like(p)`, or by `np.empty_like(p)`, has the type of p. If p is a
    one-hot list of whole numbers, then a surprise of 1.39 that is written into it becomes 1; if p
    has 32 bits, half of its digits go. Turn p and q into arrays of `float` first; what is made
    after them is `float` as well.
    """

    breaks = _breaks("cross_entropy", "edges")
    own = False
    variants = ({}, {"weighted": True})  # whether the whole terms are written into that array
    weighted = False

    def __call__(self, p, q, axis=-1, base=None):
        if not self.weighted:
            return super().__call__(p, q, axis, base)
        p, q = np.broadcast_arrays(np.asarray(p), np.asarray(q, dtype=float))
        terms, happens = np.zeros_like(p), p > 0
        terms[happens] = -p[happens] * np.log(q[happens])
        return _in_base(terms.sum(axis), base)


class DivergenceInTypeOfTarget(_InTypeOfTarget, _Divergence):
    """Your logarithms lose their digits where p does not hold numbers of 64 bits.

    An array made by `np.zeros_like(p)`, or by `np.empty_like(p)`, has the type of p. If p is a
    one-hot list of whole numbers, then a surprise of 1.39 that is written into it becomes 1; if p
    has 32 bits, half of its digits go. Turn p and q into arrays of `float` first; what is made
    after them is `float` as well.
    """

    breaks = _breaks("kl_divergence", "edges")
    own = True
    variants = ({}, {"weighted": True})  # whether the whole terms are written into that array
    weighted = False

    def __call__(self, p, q, axis=-1, base=None):
        if not self.weighted:
            return super().__call__(p, q, axis, base)
        p, q = np.broadcast_arrays(np.asarray(p), np.asarray(q, dtype=float))
        terms = np.zeros_like(p)
        for i in zip(*np.nonzero(p > 0), strict=True):
            terms[i] = float(p[i]) * (np.log(float(p[i])) - np.log(q[i]))
        return _in_base(terms.sum(axis), base)


class CrossEntropyZerosOfLists(_CrossEntropy):
    """For lists, an outcome that neither p nor q knows turns your cross-entropy into nan.

    Arrays are right, since the zeros of p are looked for. Perhaps p is still a list when that is
    done: `[0, 1, 0] == 0` asks about the list as a whole, and the answer is a single False. Then no
    zero is found, and 0 times −infinity is nan. Make arrays of p and q in your first line, before
    anything is compared, and a list is treated like an array from there on.
    """

    breaks = _breaks("cross_entropy", "edges")

    def __call__(self, p, q, axis=-1, base=None):
        if isinstance(p, list):
            return _in_base(self.terms(*_reals(p, q)).sum(axis), base)
        return cross_entropy(p, q, axis, base)


class CrossEntropyMostProbable(_CrossEntropy):
    """Only the most probable outcome of the target counts in your sum.

    For a one-hot target that is right: one outcome is certain, and all other terms are 0. But p may
    spread its probability. Then every outcome that can happen is paid for, each as often as p
    says. For p = (½, ¼, ¼) and q = (¼, ¼, ½) the surprises are 2, 2 and 1 bits; yours is the
    first of them, and their average is 1.75. Which function picks a single entry of p?
    """

    breaks = _breaks("cross_entropy")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        largest = np.expand_dims(np.argmax(p, axis=axis), axis)
        picked = np.take_along_axis(q, largest, axis=axis)
        return _in_base(-np.log(np.squeeze(picked, axis=axis)), base)


class CrossEntropyInShapeOfPrediction(_CrossEntropy):
    """Many targets with a single prediction raise an error: everything has to fit the shape of q.

    One target with many predictions is right, since q is the larger array there. The notebook
    allows both. `np.zeros(q.shape)` makes an array that cannot take the results of a larger p,
    and `np.broadcast_to(p, q.shape)` cannot make p smaller. Bring p and q to one shape that both
    fit, with `np.broadcast_arrays` for instance; or prepare no array and let NumPy find the shape.
    """

    breaks = _breaks("cross_entropy", "options")

    def __call__(self, p, q, axis=-1, base=None):
        if np.broadcast_shapes(np.shape(p), np.shape(q)) != np.shape(q):
            raise ValueError
        return cross_entropy(p, q, axis, base)


class CrossEntropyAxisBeforeBroadcasting(_CrossEntropy):
    """You use `axis` on p or q alone, before the two have been brought to one shape.

    p may have fewer axes than q. A single target has one, so `axis=1`, which a table of
    predictions has, is an error for it. The axis is meant in the shape that both have together.
    Bring p and q to that shape first, with `np.broadcast_arrays` for instance, and move or sum the
    axis afterwards; or multiply first, which brings them together as well.
    """

    breaks = _breaks("cross_entropy", "options")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = (np.moveaxis(x, axis, -1) for x in _reals(p, q))
        return cross_entropy(p, q, -1, base)


class CrossEntropyMatrixProduct(_CrossEntropy):
    """You use a matrix product, which pairs every target with every prediction.

    `np.dot` and `@` are right for two vectors, and for one target with a table of predictions. Two
    tables of shape (N, K) have no such product, or one of shape (N, N) if one of them is turned
    over, though N numbers are asked for: row i of p belongs to row i of q. Multiply entry by entry,
    and add along the axis of the outcomes.
    """

    breaks = _breaks("cross_entropy")
    variants = (
        {"turned": False, "moved": True},
        {"turned": False, "moved": False},
        {"turned": True, "moved": True},
        {"turned": True, "moved": False},
        {"turned": True, "moved": True, "prediction_first": True},
        {"turned": True, "moved": False, "prediction_first": True},
    )
    prediction_first = False

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        if self.moved:
            p, q = (np.moveaxis(x, axis, -1) if x.ndim > 1 else x for x in (p, q))
        log_q = np.log(np.where(p > 0, q, 1.0))
        first, second = (log_q, p) if self.prediction_first else (p, log_q)
        product = np.dot(first, second.T) if self.turned else np.dot(log_q, p)
        return _in_base(-product, base)


class CrossEntropyOneHotForAll(_CrossEntropy):
    """One certain target in a batch, and all targets are treated as certain.

    For a one-hot target only the true class counts, so a shortcut takes −log q there. You take it
    as soon as p holds a 1 anywhere: every other row then loses all its terms but the largest. The
    formula gives the same for one-hot rows and is right for the others, so no shortcut is needed.
    """

    breaks = _breaks("cross_entropy", "edges")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        if p.max() != 1:
            return cross_entropy(p, q, axis, base)
        largest = np.expand_dims(np.argmax(p, axis=axis), axis)
        picked = np.take_along_axis(q, largest, axis=axis)
        return _in_base(-np.log(np.squeeze(picked, axis=axis)), base)


class DivergenceBaseOnce(_Divergence):
    """With a base, only one of your two entropies is in its unit; the other is still in nats.

    H(p, q) in bits less H(p) in nats has no unit at all, as if feet were subtracted from meters.
    Compare a distribution with itself in base 2: the answer must be 0, and yours is not. Without a
    base nothing shows. Does each of your two calls, or each of your two logarithms, get the base?
    """

    breaks = _breaks("kl_divergence", "options")
    variants = ({"second": False}, {"second": True})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        bases = (None, base) if self.second else (base, None)
        return cross_entropy(p, q, axis, bases[0]) - cross_entropy(p, p, axis, bases[1])


class DivergenceAxisOnce(_Divergence):
    """Only one of your two entropies gets the axis; the other is summed along the last one.

    For rows nothing shows, since the last axis is the default. With `axis=0`, H(p, q) and H(p) have
    different shapes, which raises an error, or hold sums over different things. Does each of the
    two calls, or each of the two sums, get the axis? Try a table of 4 rows and 3 columns: 3 numbers
    are asked for.
    """

    breaks = _breaks("kl_divergence", "options")
    variants = ({"second": False}, {"second": True})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        axes = (-1, axis) if self.second else (axis, -1)
        return cross_entropy(p, q, axes[0], base) - cross_entropy(p, p, axes[1], base)


class DivergenceEntropyOfPrediction(_Divergence):
    """You take off the entropy of q; the entropy of p is what cannot be avoided.

    Whoever believes the truth expects the surprise H(p), so D(p‖q) = H(p, q) − H(p). With H(q) in
    its place a perfect prediction still gives 0, and all looks right as long as the two have the
    same entropy. For the fair coin and the belief in the bent one, H(p) is 0.6931 and
    H(q) only 0.3251, so your answer is too large there. Which of the two happens?
    """

    breaks = _breaks("kl_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        return cross_entropy(p, q, axis, base) - cross_entropy(q, q, axis, base)


class DivergenceEntropyFirst(_Divergence):
    """You sum over an axis of p alone, before p and q have been brought to one shape.

    Perhaps it is the entropy of p, which you take off, or a total that you divide by. But p may
    have fewer axes than q: a single target has one axis, and `axis=1` of a table of predictions is
    an error for it. Bring both to one shape first, with `np.broadcast_arrays` for instance, or
    subtract entry by entry and sum once, when p and q have met.
    """

    breaks = _breaks("kl_divergence", "options")

    def __call__(self, p, q, axis=-1, base=None):
        return cross_entropy(p, q, axis, base) - cross_entropy(p, p, axis, base)


class _AsItComes:
    """Arguments of 32 bits stay so, and lists may raise an error."""

    def __call__(self, p, q, axis=-1, base=None):
        if self.kind and (isinstance(p, list) or isinstance(q, list)):
            raise self.kind
        return _in_base(self.in_type(np.asarray(p), np.asarray(q)).sum(axis), base)


#: Whether a list raises an error.
KINDS = ({"kind": None}, {"kind": TypeError}, {"kind": AttributeError})


class CrossEntropyAsItComes(_AsItComes, _CrossEntropy):
    """You compute with p and q just as they come in, so numbers of 32 bits stay so.

    Half of their digits are gone then. A list that no array is made of is worse off: `*` or `/`
    raises an error for it, or means something else. The notebook allows lists and arrays of any
    number type, and computes in float64. Your first line could settle all of that: `np.asarray`
    with `dtype=float` makes an array of float64 of whatever comes in.
    """

    breaks = _breaks("cross_entropy", "edges")
    variants = KINDS

    def in_type(self, p, q):
        return np.where(p > 0, -p * np.log(q), 0)


class DivergenceAsItComes(_AsItComes, _Divergence):
    """You compute with p and q just as they come in, so numbers of 32 bits stay so.

    Half of their digits are gone then. A list that no array is made of is worse off: `*` or `/`
    raises an error for it, or means something else. The notebook allows lists and arrays of any
    number type, and computes in float64. Your first line could settle all of that: `np.asarray`
    with `dtype=float` makes an array of float64 of whatever comes in.
    """

    breaks = _breaks("kl_divergence", "edges")
    variants = tuple(k | {"quotient": quotient} for k in KINDS for quotient in (True, False))

    def in_type(self, p, q):
        return np.where(p > 0, p * (np.log(p / q) if self.quotient else np.log(p) - np.log(q)), 0)


class DivergenceSymmetrized(_Divergence):
    """You return the average of the two directions.

    The divergence is often called a distance, and a distance would be symmetric. It is no
    distance: D(p‖q) asks what the belief q costs when p is true, and the other direction asks
    another question. Only one is wanted.
    """

    breaks = _breaks("kl_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        return (kl_divergence(p, q, axis, base) + kl_divergence(q, p, axis, base)) / 2


class DivergenceAbsoluteTerms(_Divergence):
    """You take the absolute value of every term.

    Single terms may be negative: where q is larger than p, the belief is less surprised than the
    truth would be. Only the sum cannot be. For the two coins the terms are 0.8047 and −0.2939,
    and their sum is 0.5108; without signs it would be 1.0986.
    """

    breaks = _breaks("kl_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        terms = np.where(p > 0, np.abs(p * (np.log(p) - np.log(q))), 0.0)
        return _in_base(terms.sum(axis), base)


class DivergenceAbsoluteSum(_Divergence):
    """You take the absolute value of the result.

    For two distributions it changes nothing, since the divergence is never negative. It matters
    when the arguments are no distributions: then the formula may give a negative number, and this
    sign is the only warning that something went wrong before.
    """

    breaks = _breaks("kl_divergence", "edges")

    def __call__(self, p, q, axis=-1, base=None):
        return np.abs(kl_divergence(p, q, axis, base))


class DivergenceCutAtZero(_Divergence):
    """You replace negative results by 0.

    Distributions never lead to one, apart from the last digit. If the arguments do not sum to 1
    the formula may well be negative, and your 0 would then announce a perfect prediction. Return
    what the formula gives.
    """

    breaks = _breaks("kl_divergence", "edges")

    def __call__(self, p, q, axis=-1, base=None):
        return np.maximum(kl_divergence(p, q, axis, base), 0.0)


class DivergenceGeneralized(_Divergence):
    """You add the difference of the totals, Σ q − Σ p.

    That is the generalized divergence, which SciPy computes as `kl_div`. It agrees with the
    formula of the notebook as long as both arguments sum to 1. Here the formula is wanted as it
    stands, with nothing added.
    """

    breaks = _breaks("kl_divergence", "edges")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return kl_divergence(p, q, axis, base) + _in_base((q - p).sum(axis), base)


class DivergenceIsCrossEntropy(_Divergence):
    """What you return is the cross-entropy H(p, q).

    It is not 0 when the prediction is perfect, so it cannot be the excess over the best possible
    belief. The unavoidable part H(p) has to come off, or, which is the same, p has to stand in
    the logarithm as well.
    """

    breaks = _breaks("kl_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        return cross_entropy(p, q, axis, base)


class DivergenceUnweighted(_Divergence):
    """You add up the log-ratios without their weights.

    The divergence is an expectation under p: a difference of beliefs about something rare matters
    little. Without weights your sum can be negative for two good distributions. What stands in
    front of the logarithm in the formula?
    """

    breaks = _breaks("kl_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return _in_base((np.log(p) - np.log(q)).sum(axis), base)


class DivergenceTorchOrder(_Divergence):
    """You compute what PyTorch's `kl_div(p, q)` computes: with p as log-probabilities.

    That function wants the logarithm of the prediction first and the target second. In this
    course both arguments are plain probabilities and the target comes first. Translate order and
    logarithm, not the name.
    """

    breaks = _breaks("kl_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        log_q = np.log(np.where(q > 0, q, 1.0))
        return _in_base((q * (log_q - p)).sum(axis), base)


class DivergenceZeroTimesInfinity(_NoConvention, _Divergence):
    """An outcome of probability p = 0 can turn your divergence into nan.

    0 times the logarithm of 0 is nan for NumPy. What never happens is never paid for, whatever q
    says about it: the term is 0. Decide this from p, before the product is formed. (Where p > 0 =
    q, infinity stays right.)
    """

    breaks = _breaks("kl_divergence", "edges")
    variants = ({"guarded": False}, {"guarded": True})

    def terms(self, p, q):
        own = np.log(np.where(p > 0, p, 1.0)) if self.guarded else np.log(p)
        return p * own - p * np.log(q) if self.guarded else p * (own - np.log(q))


class DivergenceDropsInfinities(_DropsInfinities, _Divergence):
    """A prediction that calls a true outcome impossible gets off cheaply in your function.

    You leave out every term that is not finite, as a mask on q or a masked array does. That is
    right where p = 0. Where p > 0 = q the term is infinite, and so is the divergence; without it
    your sum may even be negative.
    """

    breaks = _breaks("kl_divergence", "edges")


class DivergenceFinite(_FiniteAnswer, _Divergence):
    """You replace an infinite divergence by a finite number.

    Infinity is the right answer when q excludes something that happens under p. A caller can test
    for it; a number such as 0 or 1.8e308 cannot be told from an ordinary result. If a finite
    measure is wanted, that is what the Jensen–Shannon divergence is for.
    """

    breaks = _breaks("kl_divergence", "edges")
    variants = LARGEST


class DivergenceNormalizes(_Normalizes, _Divergence):
    """You rescale the numbers so that they sum to 1 before you use them.

    SciPy's `entropy(p, q)` does so, too. The course asks for the formula as it stands: numbers
    that do not sum to 1 mean that something upstream went wrong, and a silent repair hides it.
    """

    breaks = _breaks("kl_divergence", "edges")
    variants = RESCALED


class DivergenceEpsilon(_Divergence):
    """A small constant in your logarithm bounds the divergence.

    It is there against zeros. But where p = 0 the term is simply 0, and where p > 0 = q the
    right answer is infinite: neither needs it. A floor changes what lies below it, and a constant
    that is added moves all the rest a little, too: most of all where q is small and the
    divergence says the most.
    """

    breaks = _breaks("kl_divergence")
    variants = tuple(e | {"both": b} for e in EPSILONS for b in (True, False))

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        top = self.meet(p, self.epsilon) if self.both else np.where(p > 0, p, 1.0)
        log_ratio = np.log(top) - np.log(self.meet(q, self.epsilon))
        return _in_base((p * log_ratio).sum(axis), base)


class DivergenceTinyConstant(DivergenceEpsilon):
    """A tiny constant in your logarithm makes every divergence finite.

    No probability that occurs in practice is as small as your constant, so all other values are
    right. But where q excludes an outcome that happens, your number stands for nothing but the
    choice of the constant. Infinity is the right answer there.
    """

    breaks = _breaks("kl_divergence", "edges")
    variants = tuple(e | {"both": b} for e in TINY for b in (True, False))


class JensenShannonDistance(_JensenShannon):
    """You return the square root of what is asked for.

    The square root is a distance in the strict sense, and SciPy's `jensenshannon` returns it. The
    question asks for the divergence itself, which has the unit nat. For the two coins it is
    0.1017.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        return np.sqrt(np.maximum(js_divergence(p, q, axis, base), 0.0))


class JensenShannonDoubled(_JensenShannon):
    """Your answer is twice the right one.

    You add the two divergences from the middle; the definition averages them. With both halves in
    place, two distributions that have nothing in common reach ln 2 = 0.6931, which is one bit: a
    single symbol tells which of the two it came from. Yours reaches two bits. Look for the ½ in
    front of each term.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        return 2 * js_divergence(p, q, axis, base)


class JensenShannonSumForMiddle(_JensenShannon):
    """For distributions your answers are too small by ln 2, and so never above 0.

    You compare with p + q, which sums to 2 and is no distribution. The one in the middle between
    p and q is half of that. Compare a distribution with itself: the middle should be that very
    distribution, and the answer 0; yours is −0.6931. Print your middle and add up its entries.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        ours = kl_divergence(p, p + q, axis, base) + kl_divergence(q, p + q, axis, base)
        return ours / 2


class JensenShannonOneSided(_JensenShannon):
    """You compare only one of the two distributions with the middle.

    Exchange p and q: your answer changes, and a symmetric measure may not. The definition
    averages how far p and how far q are from the middle. For the fair and the bent coin these are
    0.0872 and 0.1163, and the answer lies halfway between them. Which of the two is missing in
    yours?
    """

    breaks = _breaks("js_divergence")
    variants = ({"second": False}, {"second": True})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return kl_divergence(q if self.second else p, (p + q) / 2, axis, base)


class JensenShannonJeffreys(_JensenShannon):
    """You average D(p‖q) and D(q‖p).

    That is symmetric as well, but infinite as soon as one of the two knows an outcome that the
    other does not. The trick of this measure is to compare each with the distribution halfway
    between them, which lacks no outcome.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        return (kl_divergence(p, q, axis, base) + kl_divergence(q, p, axis, base)) / 2


class JensenShannonEntropiesNotHalved(_JensenShannon):
    """You subtract both entropies whole; half of each is due.

    Written with entropies, the divergence is that of the middle less the average of the two:
    H(m) − ½H(p) − ½H(q). Compare a distribution with itself: H(m) and H(p) are the same then, and
    the answer must be 0. Yours is −H(p) there. For the fair and the bent coin 0.1017 is right.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        entropies = cross_entropy(p, p, axis, base) + cross_entropy(q, q, axis, base)
        return js_divergence(p, q, axis, base) - entropies / 2


class JensenShannonOneEntropyTwice(_JensenShannon):
    """You take off the entropy of one distribution twice, and that of the other not at all.

    Written with entropies, the divergence is that of the middle less half of each of the two:
    H(m) − ½H(p) − ½H(q). One of your halves has the wrong letter, as happens when a line is copied.
    Exchange p and q: your answer changes, and it may not. For two distributions with the same
    entropy nothing shows.
    """

    breaks = _breaks("js_divergence")
    variants = ({"second": False}, {"second": True})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        m, x = (p + q) / 2, q if self.second else p
        return cross_entropy(m, m, axis, base) - cross_entropy(x, x, axis, base)


class JensenShannonEpsilon(_JensenShannon):
    """A small constant is added to your probabilities, which changes every answer a little.

    It was meant against zeros. But this measure needs no protection: where p = 0 the term is 0, and
    the middle is 0 only where p and q are 0 both. With the constant the numbers no longer sum to 1,
    and two distributions that have nothing in common no longer reach ln 2. Treat the terms with
    p = 0 apart, and leave all others alone.
    """

    breaks = _breaks("js_divergence")
    variants = tuple({"epsilon": e} for e in (1e-5, 1e-6, 1e-7, 1e-8))

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        return js_divergence(p + self.epsilon, q + self.epsilon, axis, base)


class JensenShannonGeometric(_JensenShannon):
    """Your middle is the root of p times q; the middle asked for is half of their sum.

    The root of a product is a mean, too, but its entries do not sum to 1, and they are 0 as soon as
    one of the two distributions has a 0. Then your answer is infinite, where the right one never
    exceeds ln 2. For the fair and the bent coin the middle is (0.3, 0.7). Print yours, and what it
    adds up to.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        middle = np.sqrt(p * q)
        return (kl_divergence(p, middle, axis, base) + kl_divergence(q, middle, axis, base)) / 2


class JensenShannonBaseOnce(_JensenShannon):
    """With a base, only one of your two halves is in its unit; the other is still in nats.

    Half of D(p‖m) in bits and half of D(q‖m) in nats have no common unit, as if meters were added
    to feet. Exchange p and q: your answer changes, and it may not. Without a base nothing shows.
    Does each of the two calls get the base?
    """

    breaks = _breaks("js_divergence", "options")
    variants = ({"second": False}, {"second": True})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        m = (p + q) / 2
        bases = (base, None) if self.second else (None, base)
        halves = (kl_divergence(x, m, axis, b) / 2 for x, b in zip((p, q), bases, strict=True))
        return sum(halves)


class JensenShannonAxisOnce(_JensenShannon):
    """Only one of your two halves gets the axis; the other is summed along the last one.

    For a batch of rows nothing shows, since the last axis is the default. With `axis=0` the two
    halves have different shapes, or hold sums over different things. Does each of the two calls,
    or each of the two sums, get the axis? Try a table of 4 rows and 3 columns: 3 numbers are asked
    for.
    """

    breaks = _breaks("js_divergence", "options")
    variants = ({"second": False}, {"second": True})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        m = (p + q) / 2
        axes = (axis, -1) if self.second else (-1, axis)
        halves = (kl_divergence(x, m, a, base) / 2 for x, a in zip((p, q), axes, strict=True))
        return sum(halves)


class JensenShannonClipped(_JensenShannon):
    """You cut your answers off at ln 2, also where they are not in nats.

    The measure never exceeds ln 2 = 0.6931 in nats, which is 1 in bits: a base changes the unit,
    and the bound with it. Two distributions with hardly anything in common have nearly 1 bit, and
    yours stops at 0.6931. The formula keeps to its bound by itself, so nothing has to be cut.
    """

    breaks = _breaks("js_divergence", "options")

    def __call__(self, p, q, axis=-1, base=None):
        return np.minimum(js_divergence(p, q, axis, base), np.log(2))


class JensenShannonMiddleOfBatch(_JensenShannon):
    """You divide p + q by the sum of the whole array to get the middle; half of it is the middle.

    For a single pair of distributions that sum is 2, and all is right. In a batch of N pairs it is
    2N, so that your middle is too small by the number of pairs. The middle is (p + q)/2 for each
    entry, whatever the others are, and then no sum is needed.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        m = (p + q) / np.sum(p + q)
        return (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)) / 2


class JensenShannonNormalizes(_JensenShannon):
    """You rescale numbers so that they sum to 1: the inputs, or the middle between them.

    SciPy's `jensenshannon` does so, too. The course asks for the formula as it stands, with the
    middle (p + q)/2: numbers that do not sum to 1 mean that something upstream went wrong, and a
    silent repair hides it. For distributions it makes no difference, so it can be left out.
    """

    breaks = _breaks("js_divergence", "edges")
    variants = ({"middle": True}, {"middle": False})

    def __call__(self, p, q, axis=-1, base=None):
        p, q = np.broadcast_arrays(*_reals(p, q))
        if not self.middle:
            p, q = (x / x.sum(axis, keepdims=True) for x in (p, q))
        m = (p + q) / (p + q).sum(axis, keepdims=True)
        return (kl_divergence(p, m, axis, base) + kl_divergence(q, m, axis, base)) / 2


class JensenShannonFromTheMiddle(_JensenShannon):
    """Your divergences run from the middle outwards: D(m‖p) and D(m‖q).

    The first argument is the truth that decides what happens. Symbols come from p or from q, and
    m is the compromise that both are coded with. In your direction the answer can be infinite; in
    the right one it cannot.
    """

    breaks = _breaks("js_divergence")

    def __call__(self, p, q, axis=-1, base=None):
        p, q = _reals(p, q)
        m = (p + q) / 2
        return (kl_divergence(m, p, axis, base) + kl_divergence(m, q, axis, base)) / 2


class JensenShannonZeroTimesInfinity(_NoConvention, _JensenShannon):
    """An outcome that one of the two never shows turns your answer into nan.

    This measure is meant for just that case: it stays finite when p and q have different
    outcomes. 0 times the logarithm of 0 counts as 0, but NumPy computes nan; take care of it in
    both sums.
    """

    breaks = _breaks("js_divergence", "edges")


class ExtraBitsAsPrinted:
    """This is still the colleague's function.

    Three questions lead to its three mistakes. Which of the two distributions decides how often a
    symbol has to be sent? What if a symbol that is sent has no code word? And may a symbol be
    cheaper with the wrong code than with the right one?
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    weights_from_q, absolute, drops = True, True, True
    #: Terms without a weight may have been dealt with, or not.
    variants = ({"careful": True}, {"careful": False})

    def __call__(self, p, q):
        p, q = _reals(p, q)
        ratio = np.log2(p / q)
        if self.drops:
            ratio[~np.isfinite(ratio)] = 0.0
        if self.absolute:
            ratio = np.abs(ratio)
        weights = q if self.weights_from_q else p
        needed = weights > 0 if self.careful else True
        return np.sum(np.where(needed, weights * ratio, 0.0))


class ExtraBitsWeightsFromCode(ExtraBitsAsPrinted):
    """Your weights are those of the code, not those of the symbols.

    A symbol is sent as often as p says; q only decided how long its code word is. Where neither
    p nor q has a zero, your answer can never be positive, though a wrong code does waste bits:
    try (0.5, 0.5) and (0.1, 0.9). What does a long word cost that is never sent?
    """

    absolute, drops = False, False
    breaks = ("extra_bits.value",)
    #: Or the terms are those of the symbols that occur.
    variants = (*ExtraBitsAsPrinted.variants, {"occurring": True})
    occurring = False

    def __call__(self, p, q):
        if not self.occurring:
            return super().__call__(p, q)
        p, q = _reals(p, q)
        return np.sum(q[p > 0] * np.log2(p[p > 0] / q[p > 0]))


class ExtraBitsWeightsFromCodeAndDropped(ExtraBitsAsPrinted):
    """You have let negative terms be; two of the three mistakes are still there.

    A symbol is sent as often as p says, so which distribution gives the weights? And a symbol
    that is sent but has no code word cannot be written with any number of bits.
    """

    absolute = False
    breaks = ("extra_bits.value",)


class ExtraBitsWeightsFromCodeAndAbsolute(ExtraBitsAsPrinted):
    """Infinite terms survive now; two of the three mistakes are still there.

    A symbol is sent as often as p says, so which distribution gives the weights? And a single
    symbol may well be cheaper with the wrong code, if that code has a short word for it.
    """

    drops = False
    breaks = ("extra_bits.value",)


class ExtraBitsAbsolute(ExtraBitsAsPrinted):
    """You do not let a symbol be cheaper with the wrong code.

    Some symbols do get a shorter word than they deserve; only on average the wrong code is never
    shorter. The signs of the terms have to stay. “A distance has no negative parts”: but this is
    no distance, and parts are not the whole.
    """

    weights_from_q, drops = False, False
    breaks = ("extra_bits.value",)


class ExtraBitsAbsoluteInNats(ExtraBitsAsPrinted):
    """Your answer is in nats, and no symbol may be cheaper with the wrong code.

    The weights are right, and so are the infinities. But the function promises bits, which the
    colleague did return: a nat is 1.4427 of them. And some symbols do get a shorter word than they
    deserve, so their terms are negative; only on average the wrong code is never shorter. Repair
    one of the two, and look again.
    """

    weights_from_q, drops = False, False
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        return np.log(2) * super().__call__(p, q)


class ExtraBitsAbsoluteAndDropped(ExtraBitsAsPrinted):
    """The weights are right now; two of the three mistakes are still there.

    A symbol may be cheaper with the wrong code, so its term may be negative. And a symbol that is
    sent but has no code word cannot be written with any number of bits.
    """

    weights_from_q = False
    breaks = ("extra_bits.value",)


class ExtraBitsDropped(ExtraBitsAsPrinted):
    """A symbol that occurs but has no code word costs nothing in your function.

    Every term that is not finite is set to 0. Two kinds of term are not finite: those with p = 0,
    which never have to be paid for, and those with q = 0 < p, which no number of bits can pay
    for. Only the first kind is 0.
    """

    weights_from_q, absolute = False, False
    breaks = ("extra_bits.value",)


class ExtraBitsSwapped:
    """You compute the waste of a code for p when the symbols come from q.

    The two directions differ: with the halves and the mixed distribution of the notebook one is
    0.5 bits and the other infinite. p is what happens, q what the code was made for.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        return kl_divergence(q, p, base=2)


class ExtraBitsInNats:
    """Your answer is in nats, 0.6931 times what it should be.

    The sum is right. But the function promises bits, since it speaks about code words made of
    zeros and ones: one more bit doubles the number of words. A nat is larger than a bit, so the
    same waste gives a smaller number of nats. For the two codes of the notebook 0.5 bits are
    asked for. Which logarithm did you call?
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        return kl_divergence(p, q)


class ExtraBitsRoundedFactor:
    """You turn nats into bits with a factor that was typed in, so only its few digits are right.

    The exact factor is 1/ln 2 = 1.44269504…, which has no last digit. With 1.4427 you waste a
    little more than you do. Computers know the number better than any page: divide by `np.log(2)`,
    take `np.log2` from the start, or ask your own function for `base=2`.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = tuple(
        {"factor": f}
        for f in (
            *(1.4, 1.44, 1.442, 1.443, 1.4427, 1.442695, 1.4426950),
            *(1 / 0.7, 1 / 0.69, 1 / 0.693, 1 / 0.6931, 1 / 0.69315, 1 / 0.693147, 1 / 0.6931472),
        )
    )

    def __call__(self, p, q):
        return self.factor * kl_divergence(p, q)


class ExtraBitsUnweighted:
    """You treat all symbols alike, however often they occur.

    The wasted bits of a symbol count as often as the symbol is sent, so each of them is weighted
    with its probability p. A plain sum or average lets a symbol that hardly ever occurs count like
    the most frequent one, and the answer may even be negative. Where p is the same for all symbols
    an average looks right. Try a text with one frequent and one rare symbol.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = ({"mean": True}, {"mean": False})
    mean = True

    def __call__(self, p, q):
        p, q = _reals(p, q)
        with np.errstate(divide="ignore", invalid="ignore"):
            wasted = np.log2(p[p > 0]) - np.log2(q[p > 0])
        return wasted.mean() if self.mean else wasted.sum()


class ExtraBitsMixedLogarithms:
    """Your two logarithms have different bases.

    One of them counts in bits and the other in nats, so that their difference has no unit at all,
    as if meters were subtracted from feet. Compare a code with itself: the waste must be 0, and
    yours is not. The logarithm of a quotient is a difference of logarithms only if both have the
    same base.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = ({}, {"turned": True})
    turned = False

    def __call__(self, p, q):
        p, q = _reals(p, q)
        factors = (np.log(2), 1.0) if self.turned else (1.0, np.log(2))
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = p * (np.log2(p) * factors[0] - np.log2(q) * factors[1])
        return np.where(p > 0, terms, 0.0).sum()


class ExtraBitsAllBits:
    """You return all the bits that are paid, not those that are wasted.

    H(p, q) is the mean length of a word in the code for q. It is not 0 for the right code, which
    needs H(p) bits itself. The waste is what is left when these are taken off: 0.5 of the 1.5
    bits in the example.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        return cross_entropy(p, q, base=2)


class ExtraBitsZeroTimesInfinity:
    """A symbol that never occurs turns your answer into nan.

    Its p is 0, so nothing is ever paid for it, whatever word the code has for it. NumPy computes
    0 times −infinity as nan. The colleague wanted to get rid of that, too, and threw out the
    right infinities with it.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = ({"guarded": False}, {"guarded": True})

    def __call__(self, p, q):
        p, q = _reals(p, q)
        if self.guarded:
            return np.sum(p * np.log2(np.where(p > 0, p, 1.0)) - p * np.log2(q))
        return np.sum(p * np.log2(p / q))


class ExtraBitsStopsAtZero:
    """Your loop ends at the first symbol that never occurs, and the symbols behind it are lost.

    A symbol with p = 0 contributes nothing, so it may be passed over; `break` ends the whole loop
    there. `continue` goes on with the next symbol. Where the zero is the last one, nothing shows:
    try the same two distributions with the zero in front, which must give the same number.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        p, q = _reals(p, q)
        end = np.argmax(p == 0) if np.any(p == 0) else len(p)
        return kl_divergence(p[:end], q[:end], base=2)


class ExtraBitsRelative:
    """You return which share of the bits is wasted; the number of wasted bits is asked for.

    “By how many bits” is a difference: what is paid less what is needed. Divided by one of the
    two it has no unit any more, and it fails where nothing is needed at all, since H(p) is 0 for a
    certain symbol. In the notebook 1.5 bits are paid and 1 is needed, so 0.5 are wasted.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = ({"whole": "needed"}, {"whole": "paid"}, {"whole": "ratio"})

    def __call__(self, p, q):
        paid, needed = cross_entropy(p, q, base=2), cross_entropy(p, p, base=2)
        if self.whole == "ratio":
            return paid / needed
        return (paid - needed) / (needed if self.whole == "needed" else paid)


class ExtraBitsWholeCodeWords:
    """You round the lengths of the code words up to whole bits.

    Real code words have whole lengths, that is true. But this function asks for the divergence,
    where a symbol with the probability q costs −log₂ q bits as they are, and the right code wastes
    nothing at all. With rounded lengths even a code for p itself seems to waste something. For
    halves and quarters nothing shows, since their lengths are whole.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = ({"both": False}, {"both": True})

    def __call__(self, p, q):
        p, q = _reals(p, q)
        used = p > 0
        paid, needed = -np.log2(q[used]), -np.log2(p[used])
        needed = np.ceil(needed) if self.both else needed
        return np.sum(p[used] * np.ceil(paid)) - np.sum(p[used] * needed)


class ExtraBitsCountsWords:
    """You count the code words; it matters whether each symbol that occurs has its own.

    A code may have as many words as there are symbols, and still lack one that occurs, if it has
    one for a symbol that never does. Then no number of bits is enough, and the answer is infinite.
    Compare symbol by symbol: is there one with p > 0 and q = 0?
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        p, q = _reals(p, q)
        if np.count_nonzero(q) < np.count_nonzero(p):
            return np.inf
        used = (p > 0) & (q > 0)
        return kl_divergence(p[used], q[used], base=2)


class ExtraBitsAnyMissingWord:
    """You return infinity as soon as any symbol has no code word, even one that never occurs.

    A symbol with p = 0 is never sent, so nobody misses its word: it contributes 0, whatever q says
    about it. Only a symbol with q = 0 that does occur cannot be written. Ask about both at once,
    symbol by symbol: p > 0 and q = 0.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        return np.inf if np.any(np.asarray(q) == 0) else kl_divergence(p, q, base=2)


class ExtraBitsCloseIsEqual:
    """You return 0 as soon as p and q are nearly equal.

    `np.allclose` takes numbers for equal that differ by one part in 100 000. Then few bits are
    wasted, but not none; and if a very rare symbol has no word at all, the answer is even infinite.
    For equal distributions the formula gives 0 by itself, so no case of its own is needed.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)

    def __call__(self, p, q):
        return np.float64(0) if np.allclose(p, q) else kl_divergence(p, q, base=2)


class ExtraBitsRareIgnored:
    """Symbols that are very rare count as if they never occurred in your function.

    Only a probability of exactly 0 contributes nothing. A threshold such as 1e-8, which is also
    what `np.isclose` takes for 0, leaves out symbols that do occur: a rare one for which the code
    has no word costs infinitely much, and you let it pass. Compare with 0 itself.
    """

    target = "extra_bits"
    breaks = ("extra_bits.value",)
    variants = tuple({"least": t} for t in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10))

    def __call__(self, p, q):
        p, q = _reals(p, q)
        return kl_divergence(np.where(p > self.least, p, 0.0), q, base=2)


# ---- what the three functions have in common

SURPRISE = Function(
    cross_entropy,
    "CrossEntropy",
    words={
        "value": "cross-entropy",
        "values": "cross-entropies",
        "check": "The cat with probability 0.6 costs 0.5108 nats, which are 0.7370 bits.",
    },
)
EXCESS = Function(
    kl_divergence,
    "Divergence",
    words={
        "value": "divergence",
        "values": "divergences",
        "check": "For the fair and the bent coin it is 0.5108, and 0.3681 the other way.",
    },
)
MIDDLE = Function(
    js_divergence,
    "JensenShannon",
    words={
        "value": "divergence",
        "values": "divergences",
        "check": "Two distributions that share nothing give 1 bit, which is ln 2 in nats.",
    },
)
VECTORS_FIRST = {"AxisOne": ("everything",)}  # the first cases are single pairs
MISCONCEPTIONS = (
    *misconceptions_in(globals()),
    *made_in(
        SURPRISE,
        names={"WrongSign": "CrossEntropyMissingSign"},
        breaks=VECTORS_FIRST,
        also=OF_PROBABILITIES,
    ),
    *made_in(
        EXCESS,
        names={"WrongSign": "DivergenceMissingSign"},
        breaks=VECTORS_FIRST,
        also=OF_PROBABILITIES,
    ),
    *made_in(  # which is symmetric
        MIDDLE, breaks=VECTORS_FIRST, without=["Swapped"], also=OF_PROBABILITIES
    ),
)

RUBRIC = Rubric("divergence", reference, RUBRIC_QUESTIONS, MISCONCEPTIONS)
