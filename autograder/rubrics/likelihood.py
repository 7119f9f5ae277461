"""Rubric of likelihood and maximum likelihood: coin, classes, bell curve, Laplace.

The bonus question, laplace_mle, gives points like any other: a rubric knows no extra credit.
"""

from __future__ import annotations

import math
import statistics

import numpy as np
from surprise_to_gradient.solutions import likelihood as reference
from surprise_to_gradient.solutions.likelihood import (
    bernoulli_log_likelihood,
    bernoulli_mle,
    best_theta,
    categorical_log_likelihood,
    gaussian_log_likelihood,
    gaussian_mle,
    laplace_mle,
)

from autograder.judging.families import FUNCTION_FAMILIES, Function, WrongFunction, made_in, mistake
from autograder.rubric import Group, Question, Rubric, call, misconceptions_in, question, unchanged

# ---------------------------------------------------------------------------- cases

FLIPS = np.array([1, 1, 0, 1, 0])
LABELS, THIRDS = np.array([0, 0, 1, 2, 2, 2]), np.array([0.2, 0.3, 0.5])
DATA = np.array([1.0, 2.0, 4.0, 5.0])
TENTHS = np.arange(1, 10) / 10


def flips(rng, n=23):
    """Flips with both sides among them, and not equally often."""
    heads = n // 4 + int(rng.integers(1, 3))
    return rng.permutation(np.arange(n) < heads).astype(int)


def narrow_flips(rng):
    """So many flips of 8 bits that the heads among them cannot be counted in 8 bits."""
    return flips(rng, n=2000).astype(np.uint8)


def narrow_labels(rng):
    """So many labels of 8 bits that a class of them cannot be counted in 8 bits."""
    return labels(rng, n=1200).astype(np.uint8)


def theta_of(rng):
    return float(rng.uniform(0.15, 0.45))


def labels(rng, n=19, classes=4):
    """Labels with every class among them, in unequal numbers."""
    rare = np.repeat(np.arange(classes), np.arange(1, classes + 1))
    return rng.permutation(np.concatenate([rare, rng.integers(0, classes, n - len(rare))]))


def shares(rng, classes=4):
    weights = rng.uniform(0.2, 1.0, classes)
    return weights / weights.sum()


def bernoulli_value(rng):
    name = "bernoulli_log_likelihood"
    yield call("three heads in five flips", name, 0.6, FLIPS, public=True)
    yield call("some flips of a bent coin", name, theta_of(rng), flips(rng))
    yield call("a single flip", name, theta_of(rng), np.array([0]))
    yield call("a coin that next to never shows heads", name, 1e-20, flips(rng))
    yield call("a coin that next to never shows tails", name, 1 - 2.0**-30, flips(rng))


def one_sided_coins(rng):
    name = "bernoulli_log_likelihood"
    yield call("only heads, as it must be", name, 1.0, np.ones(3, int), public=True)
    yield call("a tail that cannot be", name, 1.0, FLIPS, public=True)
    yield call("only tails, as it must be", name, 0.0, np.zeros(4, int))
    yield call("a head that cannot be", name, 0.0, flips(rng))
    yield call("a single head that cannot be", name, 0.0, np.array([0, 0, 1, 0]))
    yield call("only heads, which cannot be", name, 0.0, np.ones(3, int))
    yield call("only tails, which cannot be", name, 1.0, np.zeros(4, int))


def many_flips(rng):
    yield call("five thousand flips", "bernoulli_log_likelihood", theta_of(rng), flips(rng, n=5000))


def flip_inputs(rng):
    name = "bernoulli_log_likelihood"
    yield call("a list", name, theta_of(rng), [int(x) for x in flips(rng)])
    yield call("a list of equal flips", name, 1.0, [1, 1, 1])
    yield call("true and false", name, theta_of(rng), flips(rng) == 1)
    yield call("real numbers", name, theta_of(rng), flips(rng).astype(float))
    yield call("many 8-bit flips", name, theta_of(rng), narrow_flips(rng))
    yield unchanged("the caller's array stays as it was", name, theta_of(rng), flips(rng))


def coin_estimates(rng):
    yield call("three heads in five flips", "bernoulli_mle", FLIPS, public=True)
    yield call("more flips", "bernoulli_mle", flips(rng))


def extreme_coin_estimates(rng):
    yield call("only heads", "bernoulli_mle", np.ones(6, int))
    yield call("only tails", "bernoulli_mle", np.zeros(4, int))
    yield call("a single flip", "bernoulli_mle", np.array([1]))
    once = (np.arange(3000) == rng.integers(3000)).astype(int)
    yield call("a single head in many flips", "bernoulli_mle", once)


def coin_estimate_inputs(rng):
    yield call("true and false", "bernoulli_mle", flips(rng) == 1)
    yield call("a list", "bernoulli_mle", [int(x) for x in flips(rng)])
    yield call("32-bit numbers", "bernoulli_mle", flips(rng).astype(np.float32))
    yield call("many 8-bit flips", "bernoulli_mle", narrow_flips(rng))
    yield unchanged("the caller's array stays as it was", "bernoulli_mle", flips(rng))


def categorical_value(rng):
    name = "categorical_log_likelihood"
    yield call("six labels", name, THIRDS, LABELS, public=True)
    yield call("nineteen labels", name, shares(rng), labels(rng))
    yield call("a very rare class", name, np.array([1e-20, 0.7, 0.3]), labels(rng, classes=3))


def impossible_classes(rng):
    name = "categorical_log_likelihood"
    probs = np.array([0.3, 0.0, 0.6, 0.1])
    yield call("an impossible class that was not seen", name, probs, 2 * labels(rng, classes=2))
    yield call("an impossible class that was seen", name, probs, labels(rng))
    yield call("an impossible class that was seen once", name, probs, np.array([2, 0, 1, 3]))


def many_labels(rng):
    yield call(
        "five thousand labels", "categorical_log_likelihood", shares(rng), labels(rng, n=5000)
    )


def label_inputs(rng):
    name = "categorical_log_likelihood"
    yield call("a hundred classes", name, shares(rng, 100), rng.integers(0, 100, 40))
    yield call("probabilities that do not sum to 1", name, np.array([0.2, 0.5, 0.9]), LABELS)
    yield call("lists", name, [0.1, 0.4, 0.5], [int(x) for x in labels(rng, classes=3)])
    single = shares(rng).astype(np.float32)
    yield call("8-bit labels, 32-bit probabilities", name, single, labels(rng).astype(np.uint8))
    yield call("many 8-bit labels", name, shares(rng), narrow_labels(rng))
    yield unchanged("the caller's arrays stay as they were", name, shares(rng), labels(rng))


def class_estimates(rng):
    yield call("six labels", "categorical_mle", LABELS, 3, public=True)
    yield call("nineteen labels", "categorical_mle", labels(rng), 4)


def unseen_classes(rng):
    name = "categorical_mle"
    yield call("the last classes never seen", name, LABELS, 5, public=True)
    yield call("a class in between never seen", name, 2 * labels(rng, classes=2), 3)
    yield call("one class only", name, np.array([1, 1, 1]), 4)


def class_inputs(rng):
    yield call("a list", "categorical_mle", [int(x) for x in labels(rng)], 4)
    yield call("8-bit labels", "categorical_mle", labels(rng).astype(np.uint8), 4)
    yield call("many 8-bit labels", "categorical_mle", narrow_labels(rng), 4)
    yield unchanged("the caller's array stays as it was", "categorical_mle", labels(rng), 4)


def bell(rng, n=23):
    """Data, a mean that is not theirs, and a variance that is not near 1."""
    mu = float(rng.normal(scale=3))
    return mu + rng.normal(scale=2, size=n), mu + 0.7, float(rng.uniform(3, 5))


def gaussian_value(rng):
    name = "gaussian_log_likelihood"
    yield call("four numbers", name, DATA, 3.0, 2.5, public=True)
    yield call("some data", name, *bell(rng))
    yield call("a narrow bell", name, rng.normal(scale=0.1, size=7), 0.05, 0.02)
    yield call("a very narrow bell", name, rng.normal(scale=1e-12, size=7), 5e-13, 2e-24)


def far_away(rng):
    x, mu, sigma2 = bell(rng)
    yield call("every datum far out", "gaussian_log_likelihood", x + 500, mu, sigma2)
    yield call("every datum very far out", "gaussian_log_likelihood", x + 3e5, mu, sigma2)


def many_data(rng):
    yield call("five thousand data", "gaussian_log_likelihood", *bell(rng, n=5000))
    # In 32 bits the random ones above come out right now and then, and these never do.
    alike = np.full(5000, 3.6), 3.0, 0.5
    yield call("five thousand equal data", "gaussian_log_likelihood", *alike)


def gaussian_inputs(rng):
    name = "gaussian_log_likelihood"
    yield call("a list", name, [float(x) for x in bell(rng)[0]], 1.5, 4.0)
    unsigned = rng.integers(0, 200, 8).astype(np.uint8)
    yield call("unsigned whole numbers", name, unsigned, 90, 2000)
    yield call("32-bit numbers", name, bell(rng)[0].astype(np.float32), 1.5, 4.0)
    x, mu, sigma2 = bell(rng)
    yield call("small differences of large numbers", name, x + 1e7, mu + 1e7, sigma2)
    yield unchanged("the caller's array stays as it was", name, *bell(rng))


def bell_estimates(rng):
    yield call("four numbers", "gaussian_mle", DATA, public=True)
    yield call("some data", "gaussian_mle", bell(rng)[0])


def offset_estimates(rng):
    for offset in (1e6, -1e6):
        data = bell(rng)[0] + offset
        yield call("small differences of large numbers", "gaussian_mle", data)


def extreme_bell_estimates(rng):
    yield call("a single number", "gaussian_mle", rng.normal(size=1))
    yield call("the same number again and again", "gaussian_mle", np.full(5, 1.25))
    yield call("8-bit whole numbers", "gaussian_mle", rng.integers(20, 120, 30).astype(np.int8))
    yield call("32-bit numbers", "gaussian_mle", bell(rng)[0].astype(np.float32))
    yield call("a list", "gaussian_mle", [float(x) for x in bell(rng)[0]])
    yield unchanged("the caller's array stays as it was", "gaussian_mle", bell(rng)[0])


def disordered(rng, n):
    """Data that have two of the smallest of them in the middle, and not the very smallest last."""
    return np.roll(np.sort(rng.normal(size=n) ** 3), n // 2 - 1)


def laplace_value(rng):
    yield call("three numbers", "laplace_mle", np.array([7.0, 1.0, 2.0]), public=True)
    yield call("an odd number of data", "laplace_mle", disordered(rng, 23))
    twice = np.array([5.7, 2.1, 9.3, 2.1, 1.4, 2.1, 2.1])
    yield call("numbers that occur more than once", "laplace_mle", twice)


def laplace_edges(rng):
    yield call("four numbers", "laplace_mle", np.array([7.0, 1.0, 2.0, 4.0]), public=True)
    yield call("twelve data", "laplace_mle", disordered(rng, 12) - 2)
    # Both in the middle, 2 and 4, occur unequally often; each half has as many distinct numbers.
    some_equal = rng.permutation([1.0, 2.0, 2.0, 4.0, 6.0, 6.0])
    yield call("numbers of which some are equal", "laplace_mle", some_equal)
    # Here the upper one of the two in the middle comes first, above the lower one.
    yield call("two numbers", "laplace_mle", np.sort(rng.normal(size=2))[::-1].copy())


def laplace_inputs(rng):
    yield call("a list", "laplace_mle", [float(x) for x in disordered(rng, 9)])
    # Of 0.1 and 3000.7, the two in the middle, neither the sum nor its half is a 32-bit number.
    single = rng.permutation(np.array([-2.5, 0.1, 3000.7, 4000.25], np.float32))
    yield call("32-bit numbers", "laplace_mle", single)
    low, high = rng.choice(90, 3, replace=False), 150 + rng.choice(100, 5, replace=False)
    narrow = rng.permutation(np.append(low, high))
    yield call("8-bit whole numbers", "laplace_mle", narrow.astype(np.uint8))
    yield unchanged("the caller's array stays as it was", "laplace_mle", rng.normal(size=9))


def candidates(rng):
    """Nine candidates in disorder, none twice."""
    return rng.permutation((np.arange(9) + rng.uniform(0.2, 0.8, 9)) / 9)


def grid_search(rng):
    name = "best_theta"
    yield call("three heads in five flips", name, TENTHS, FLIPS, public=True)
    yield call("five thousand flips", name, TENTHS, np.repeat(FLIPS, 1000), public=True)
    yield call("other candidates", name, candidates(rng), flips(rng))
    yield call("candidates with 0 and 1", name, np.append(candidates(rng), [0.0, 1.0]), flips(rng))
    yield call("only heads", name, np.array([0.0, 0.3, 1.0, 0.8]), np.ones(7, int))
    # The candidate nearest to the share of heads, 1/20, is 0.005, and it is not the best one.
    rare = np.append(1, np.zeros(19, int))
    yield call("a rare side", name, np.array([0.9, 0.005, 0.12]), rng.permutation(rare))
    yield call("only tails", name, np.array([0.6, 0.0, 0.3, 1.0]), np.zeros(8, int))
    yield call("a list", name, TENTHS, [int(x) for x in flips(rng)])
    yield call("many 8-bit flips", name, TENTHS, narrow_flips(rng))
    for side, ends in ((True, [0.35, 1.0, 0.6]), (False, [0.65, 0.0, 0.4])):
        once = np.where(np.arange(3000) == rng.integers(3000), not side, side)
        yield call("a side that was seen only once", name, np.array(ends), once)
    # The log-likelihoods are near −11,000, where extended precision still holds the products, and
    # near −40,000, where it does not.
    for count, rare in ((5000, [0.105, 0.13, 0.12]), (20_000, [0.1, 0.2, 0.15])):
        heads = np.arange(count) != rng.integers(count)
        yield call("a coin that hardly fits", name, np.array(rare), heads.astype(np.uint8))
    # The best of these log-likelihoods is near −1.1 million.
    heads = np.arange(45_000) != rng.integers(45_000)
    rare = np.array([1e-300, 2e-11, 1e-150])
    yield call("very many flips", name, rare, heads.astype(np.uint8))
    yield unchanged("the caller's arrays stay as they were", name, candidates(rng), flips(rng))


def edges(name, *groups):
    """Cases at the edge, each kind worth one point."""
    return Question(f"{name}.edges", tuple(Group(label, 1, cases) for label, cases in groups))


RUBRIC_QUESTIONS = (
    question("bernoulli_log_likelihood.value", 2, bernoulli_value),
    edges(
        "bernoulli_log_likelihood",
        ("coins with one side only", one_sided_coins),
        ("many samples", many_flips),
        ("kinds of input", flip_inputs),
    ),
    question("bernoulli_mle.value", 1, coin_estimates),
    edges(
        "bernoulli_mle",
        ("one side only", extreme_coin_estimates),
        ("kinds of input", coin_estimate_inputs),
    ),
    question("categorical_log_likelihood.value", 2, categorical_value),
    edges(
        "categorical_log_likelihood",
        ("impossible classes", impossible_classes),
        ("many samples", many_labels),
        ("kinds of input", label_inputs),
    ),
    question("categorical_mle.value", 1, class_estimates),
    edges(
        "categorical_mle",
        ("classes never seen", unseen_classes),
        ("kinds of input", class_inputs),
    ),
    question("gaussian_log_likelihood.value", 2, gaussian_value),
    edges(
        "gaussian_log_likelihood",
        ("data far from the mean", far_away),
        ("many samples", many_data),
        ("kinds of input", gaussian_inputs),
    ),
    question("gaussian_mle.value", 2, bell_estimates),
    edges(
        "gaussian_mle",
        ("a large offset", offset_estimates),
        ("few, equal or whole numbers", extreme_bell_estimates),
    ),
    question("laplace_mle.value", 1, laplace_value),
    edges(
        "laplace_mle",
        ("an even number of data", laplace_edges),
        ("kinds of input", laplace_inputs),
    ),
    question("best_theta.value", 3, grid_search),
)


# ------------------------------------------------------------------- misconceptions


def _epsilons(*values):
    """Variants: the constant is added to the probabilities, or these are raised to it."""
    return tuple({"epsilon": e, "meet": m} for e in values for m in (np.add, np.maximum))


EPSILONS = _epsilons(1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 2.0**-52, 1e-16)
TINY = _epsilons(1e-30, 1e-40, 1e-50, 1e-100, 1e-300, np.finfo(float).tiny)


def _breaks(name, *parts):
    return tuple(f"{name}.{part}" for part in parts or ("value", "edges"))


def _probabilities(theta, x):
    """The probability of each flip."""
    return np.where(np.asarray(x) == 1, theta, 1.0 - theta)


def _as_printed(theta, x):
    """The formula for flips as NumPy computes it."""
    x, theta = np.asarray(x, dtype=float), np.float64(theta)
    return (x * np.log(theta) + (1 - x) * np.log(1 - theta)).sum()


class CoinMean:
    """You return the mean over the flips, where the sum is asked for.

    Dividing by N does not move the maximum, so training code often does it. But the likelihood of
    all flips is a product, and its logarithm is a sum: twice the data give twice the
    log-likelihood. Repeat the five flips and look whether yours grows.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        return bernoulli_log_likelihood(theta, x) / np.size(x)


class CoinMissingSign:
    """Your log-likelihood is positive.

    It is the logarithm of a probability, so it can be at most 0. Its negative is what one
    minimizes as a loss; the function here is to be maximized. Which of the two does the name
    promise?
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        return -bernoulli_log_likelihood(theta, x)


class CoinInBits:
    """Your log-likelihood is 1.4427 times too large: it is in bits.

    This course takes natural logarithms unless a base is asked for, as PyTorch does. Five flips
    of a fair coin have 5 · ln 0.5 = −3.4657. Which logarithm does your code use?
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        return bernoulli_log_likelihood(theta, x) / np.log(2)


class CoinHeadsOnly:
    """The tails do not count in your log-likelihood.

    A flip with x = 0 has the probability 1 − θ, and that depends on θ as much as the other.
    Without it the best coin would always be the one with two heads. What does your sum hold for a
    tail?
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        return (np.asarray(x, dtype=float) * np.log(np.float64(theta))).sum()


class CoinSidesSwapped:
    """You give the probability θ to tails.

    x = 1 stands for heads, and θ is the probability of heads. With three heads in five flips θ =
    0.6 should be likelier than θ = 0.4. Is it, in your function?
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        return bernoulli_log_likelihood(1 - np.float64(theta), x)


class CoinLikelihood:
    """You return the likelihood itself, without the logarithm.

    A product of N probabilities is right as such, but for 5000 flips it is smaller than the
    smallest float64 and comes out as 0. The logarithm turns the product into a sum of modest
    numbers.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        return np.prod(_probabilities(theta, x))


class CoinProduct:
    """For many flips your log-likelihood is −infinity, though nothing impossible happened.

    You multiply the probabilities and then take the logarithm. 0.5 to the power 1075 is 0 in
    float64. On paper the logarithm of the product and the sum of the logarithms are the same; in
    the computer only one of them survives.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, theta, x):
        return np.log(np.prod(_probabilities(theta, x)))


class CoinCountsSequences:
    """Your numbers contain a binomial coefficient.

    You compute the probability of k heads in any order. What was seen is one particular sequence
    of flips, and its probability is a plain product. The coefficient does not depend on θ, so it
    would not move the maximum; but it is not in the formula.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, theta, x):
        n, k = np.size(x), int(np.sum(x))
        orders = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        return bernoulli_log_likelihood(theta, x) + orders


class CoinZeroTimesInfinity:
    """A coin that has only one side gives nan.

    For θ = 1 the formula holds (1 − x) log 0, which NumPy makes nan for every head, where 1 − x
    is 0. What did not happen contributes nothing. It helps to choose the probability of what was
    seen first, and to take its logarithm then.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, theta, x):
        return _as_printed(theta, x)


class CoinFinite:
    """What cannot happen gets a log-likelihood with 308 zeros, where it should be −infinity.

    `np.nan_to_num` turns nan into 0, which is what you want here, and −infinity into the smallest
    float there is, which is not. A head from a coin with two tails refutes that coin for good. So
    repair the nan where it arises: what did not happen contributes nothing.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = ({}, {"late": True})
    late = False

    def __call__(self, theta, x):
        x, theta = np.asarray(x, dtype=float), np.float64(theta)
        terms = x * np.log(theta) + (1 - x) * np.log(1 - theta)
        return np.nan_to_num(terms.sum()) if self.late else np.nan_to_num(terms).sum()


class CoinEpsilon:
    """A small constant in your logarithm makes the impossible possible.

    A coin with two heads cannot show a tail: the log-likelihood is −infinity, and with a constant
    it is some finite number that depends on the constant. Coins near the ends move as well. Only 0
    times infinity needs care, and no constant.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target)
    variants = (
        *EPSILONS,
        *({"clips": True, "epsilon": 10.0**-k, "meet": np.maximum} for k in (6, 7, 8, 9, 10, 12)),
    )
    clips = False

    def __call__(self, theta, x):
        x = np.asarray(x, dtype=float)
        if self.clips:
            theta = np.clip(theta, self.epsilon, 1 - self.epsilon)
        heads = np.log(self.meet(theta, self.epsilon))
        tails = np.log(self.meet(1 - theta, self.epsilon))
        return (x * heads + (1 - x) * tails).sum()


class CoinTinyConstant(CoinEpsilon):
    """A tiny constant in your logarithm makes the impossible possible.

    No coin in practice has a side as rare as your constant, so all other values are right. But a
    tail from a coin with two heads refutes that coin, and your number for it stands for nothing
    but the choice of the constant. The answer is −infinity.
    """

    breaks = _breaks("bernoulli_log_likelihood", "edges")
    variants = TINY


class CoinNearlyOneSided:
    """You treat a coin that is nearly one-sided as if it were wholly so.

    `np.isclose`, or a comparison with some small number, also says yes to θ = 0.000000001. Such a
    coin hardly ever shows heads, but it can, and then the log-likelihood is an ordinary number, not
    −infinity. Only exactly 0 and exactly 1 make something impossible. Compare with `==`, or find a
    form of the sum that needs no special case at all.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "value")
    variants = (
        {"low": 1e-8, "high": 1.001e-5},
        *({"low": 10.0**-n, "high": 10.0**-n} for n in range(5, 16)),
    )

    def __call__(self, theta, x):
        if self.low < theta < 1 - self.high:
            return bernoulli_log_likelihood(theta, x)
        return bernoulli_log_likelihood(np.round(theta), x)


class CoinZeroRefuted:
    """A coin with θ = 0 gets −infinity for tails, though tails are all that it ever shows.

    If every flip is a tail, this coin explains the data perfectly: their probability is 1, and the
    logarithm of that is 0. For θ = 1 it is the same with heads, and there you are right. Was the
    line for θ = 1 copied, so that the one for θ = 0 still asks whether all flips are heads? Or does
    θ = 0 always lead to −infinity?
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, theta, x):
        if theta == 0:
            return 0.0 if np.all(np.asarray(x) == 1) else -np.inf
        return bernoulli_log_likelihood(theta, x)


class CoinSkipsImpossible:
    """A flip that the coin never shows is left out in your sum, also if it was seen.

    For θ = 1 a tail has the probability 0. As long as there is no tail, that does no harm. But one
    tail among the flips refutes the coin with two heads for good: the log-likelihood is −infinity,
    and yours is 0, as if all had gone as it must. What contributes nothing is a side that was not
    seen, whatever its probability. Ask for the number of such flips first, and for θ afterwards.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, theta, x):
        return 0.0 if theta in (0, 1) else bernoulli_log_likelihood(theta, x)


class CoinAllAlike:
    """Flips that are all alike are certain to you, even if the coin never shows that side.

    For a coin with one side you ask whether all flips are the same, and not whether they are what
    this coin shows. Three heads from a coin with θ = 0 are impossible: their log-likelihood is
    −infinity, and so is that of tails only for θ = 1. Compare the flips with θ, not with each
    other: for θ = 1 every flip has to be a head, for θ = 0 every flip a tail.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, theta, x):
        if theta in (0, 1) and len(set(np.asarray(x, dtype=float).tolist())) == 1:
            return 0.0
        return bernoulli_log_likelihood(theta, x)


class CoinRaisesAtTheEnds:
    """Your function stops with an error where a logarithm of 0 is met.

    `math.log(0)` raises ValueError, where NumPy's logarithm gives −infinity with a warning. Both
    ends of the range are allowed. For θ = 0 the answer is 0 if all flips are tails, and −infinity
    if there is a head; for θ = 1 it is the other way round. So look at both ends, and take a
    logarithm only of what has happened and is possible.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = ({"at": (0,)}, {"at": (0, 1)}, {"at": (1,)}, {"at": ()})

    def __call__(self, theta, x):
        value = bernoulli_log_likelihood(theta, x)
        if theta in self.at or (not self.at and np.isinf(value)):
            raise ValueError("math domain error")
        return value


class CoinCountsInTheirType:
    """With many flips of a narrow type your count of the heads goes wrong.

    Numbers of 8 bits end at 255, or at 127 if they have a sign. Python's `sum` adds the entries of
    an array in their own type, so that the count starts again from 0, or, where it meets a number
    that does not fit, an OverflowError is raised. The type that holds a flip need not hold the
    number of flips. Turn the flips into float64 first, or let NumPy do the adding.
    """

    target = "bernoulli_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = ({}, {"raises": False})
    raises = True

    def __call__(self, theta, x):
        heads = sum(x)
        tails = len(x) - heads if self.raises else len(x) - int(heads)
        sides = ((float(heads), float(theta)), (float(tails), 1 - float(theta)))
        with np.errstate(divide="ignore"):
            return sum(times * np.log(share) for times, share in sides if times)


class CoinEstimateAddOne:
    """You add one imagined head and one imagined tail.

    (k + 1)/(N + 2) is Laplace's rule, a good estimate for a cautious person, since it never says
    “impossible”. It is not the maximum of the likelihood. For three heads in five flips that one
    is 0.6.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return (np.sum(x) + 1) / (np.size(x) + 2)


class CoinEstimateMajority:
    """You return the side that was seen more often, not how often it was seen.

    θ is a probability, any number from 0 to 1. The likelihood of three heads in five flips is
    largest at 0.6: at 1 the two tails would be impossible.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return float(np.mean(x) > 0.5)


class CoinEstimateCount:
    """You return the number of heads.

    A probability does not exceed 1. The condition for the maximum, k/θ = (N − k)/(1 − θ),
    balances heads against tails; solve it for θ. Flip a coin twice as often, and your estimate
    doubles, although the coin is the same.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.sum(x)


class CoinEstimateUnbiased:
    """You divide by N − 1.

    That divisor belongs to the unbiased variance. For the mean, and for the share of heads, it
    is N. With heads only your estimate exceeds 1. Try it with a coin that showed heads every
    time: can your answer be a probability?
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.sum(x) / (np.size(x) - np.float64(1))


class CoinEstimateTails:
    """You return the share of tails.

    x = 1 stands for heads, and θ is the probability of heads. Three heads in five flips should
    give 0.6. Try it with flips that are all heads. Which coin makes them most likely, and what
    do you return?
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return 1 - bernoulli_mle(x)


class CoinEstimateOdds:
    """You return the odds, heads over tails.

    Odds of 3 to 2 belong to the probability 3/5. In the condition for the maximum, k/θ = (N −
    k)/(1 − θ), the unknown stands on both sides: check your algebra, and what happens if there
    are no tails.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.sum(x) / np.float64(np.size(x) - np.sum(x))


class CoinEstimateOnAGrid:
    """Your estimate has two or three decimals, and the right one has more.

    That happens if the best of a hundred or a thousand candidates is returned, and also if the
    result is rounded. A search is good for a check, and `best_theta` makes one. Here the maximum
    of the likelihood is known exactly: the slope of log L is 0 where k/θ = (N − k)/(1 − θ), and
    solved for θ this gives a fraction of two whole numbers. For 7 heads in 23 flips it is
    0.304347…, and no list of candidates holds it.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target)
    variants = tuple({"steps": n, "ends": e} for n in (100, 1000) for e in (True, False))
    steps = 100
    ends = True

    def __call__(self, x):
        grid = np.linspace(0, 1, self.steps + 1)
        grid = grid if self.ends else grid[1:-1]
        heads, n = np.count_nonzero(x), np.size(x)
        with np.errstate(divide="ignore"):
            sides = ((heads, np.log(grid)), (n - heads, np.log(1 - grid)))
        return grid[np.argmax(sum(times * log for times, log in sides if times))]


class CoinEstimateKeptInside:
    """You keep your estimate away from 0 and 1.

    If only heads were seen, no θ makes that likelier than θ = 1. A clipped estimate may be
    prudent, but the question asks for the maximum, and that lies at the end of the range.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target, "edges")
    variants = tuple({"margin": 10.0**-n} for n in range(2, 11))

    def __call__(self, x):
        return np.clip(bernoulli_mle(x), self.margin, 1 - self.margin)


class CoinEstimateWraps:
    """For many flips of a narrow type your count of the heads starts again from 0.

    Numbers of 8 bits end at 255, or at 127 if they have a sign. Python's `sum` adds the entries of
    an array in their own type, so one head more than 255 makes 0 again, and NumPy at most warns.
    With 32-bit numbers digits get lost in the same way. The type that holds a flip need not hold
    the number of flips. Turn the flips into float64 first, or let NumPy do the adding.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target, "edges")

    variants = ({}, {"ored": True})
    ored = False

    def __call__(self, x):
        if self.ored:  # true and true make true
            x = np.asarray(x)
            return np.sum(x, dtype=x.dtype) / len(x)
        return sum(x) / len(x)


class CoinEstimateNotConverted:
    """You use the flips as they come in; a list of them raises an error.

    A list has no `sum`, `mean` or `size` to ask for, as an array has. And an array adds up its
    entries in a type that depends on theirs: with 32-bit numbers all digits of the share after the
    seventh are lost. The notebook allows lists and arrays of any number type, and computes in
    float64. So begin with an array of your own: `np.asarray` makes one of whatever comes in, and
    its `dtype` settles the type.
    """

    target = "bernoulli_mle"
    breaks = _breaks(target, "edges")
    variants = ({"kind": AttributeError}, {"kind": TypeError})

    def __call__(self, x):
        if isinstance(x, list):
            raise self.kind
        return x.mean()


class CoinEstimateLastCount:
    """If all flips are tails, your estimate is 1.

    `np.unique` lists only the values that occur, and so do its counts. The last of the counts
    belongs to heads only if there are heads; without any, it is the count of the tails. So a coin
    that never showed heads is taken for one that always does. The flips are 0 and 1: what is their
    sum?
    """

    target = "bernoulli_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        counts = np.unique(np.asarray(x), return_counts=True)[1]
        return counts[-1] / counts.sum()


class ClassesMean:
    """You return the mean over the labels, where the sum is asked for.

    The mean, with a minus, is the cross-entropy of the observed frequencies, and a fine loss. The
    log-likelihood of all labels is N times as large: −6.5023 for the six labels of the notebook,
    not −1.0837.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        return categorical_log_likelihood(probs, x) / np.size(x)


class ClassesMissingSign:
    """Your log-likelihood is positive.

    It is the logarithm of a product of probabilities, so it can be at most 0. With a minus it
    would be the negative log-likelihood, the loss of the next chapters. Which of the two does the
    name promise?
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        return -categorical_log_likelihood(probs, x)


class ClassesInBits:
    """Your log-likelihood is 1.4427 times too large: it is in bits.

    This course takes natural logarithms unless a base is asked for. A label of probability one
    half contributes −0.6931. Which logarithm does your code use? Divide your answer by the
    right one of the worked example.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        return categorical_log_likelihood(probs, x) / np.log(2)


class ClassesNoLogarithm:
    """You add the probabilities of the labels themselves.

    Probabilities of independent samples are multiplied; adding is what their logarithms do.
    Your sum grows with every label, while every further label makes the data as a whole less
    likely. Compare with the formula, symbol by symbol.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        return np.asarray(probs, dtype=float)[x].sum()


class ClassesLogOfSum:
    """You take one logarithm of a sum; asked for is the sum of the logarithms.

    Independent labels multiply their probabilities, and the logarithm of a product is the sum of
    the logarithms. A sum inside the logarithm is the chance of one or the other, not of one after
    the other. For the six labels of the notebook your sum is 2.2, and no probability exceeds 1.
    Which comes first in the formula, reading from the inside out?
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        with np.errstate(divide="ignore"):
            return np.log(np.asarray(probs, dtype=float)[x].sum())


class ClassesProduct:
    """For many labels your log-likelihood is −infinity, though nothing impossible was seen.

    You multiply the probabilities and then take the logarithm. A few hundred factors suffice to
    get below the smallest float64, and the product is 0. On paper it makes no difference whether
    one takes the logarithm before or after; in the computer it does.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        return np.log(np.prod(np.asarray(probs, dtype=float)[x]))


class ClassesFromOne:
    """You take the label 1 for the first class.

    Labels in this course start at 0, like positions in NumPy. If 1 is taken off, label 0 becomes
    position −1, which for NumPy is the last class: no error, a wrong number.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        return categorical_log_likelihood(probs, np.asarray(x, dtype=int) - 1)


class ClassesDistinct:
    """Each class counts only once, however often it was seen.

    Three labels of class 2 are three samples, and each brings its own factor into the
    likelihood. Add over the samples, not over the classes that occur. Hand over the same label
    three times and look.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        return categorical_log_likelihood(probs, np.unique(x))


class ClassesWeightedByModel:
    """You weight the logarithms with the model's probabilities, not with the data.

    N Σ q log q is what the model expects to see (N times its negative entropy). What was seen is
    in x, and in your formula x plays no part beyond its length. How often did each class occur?
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, probs, x):
        q = np.asarray(probs, dtype=float)
        return np.size(x) * (q * np.log(np.where(q > 0, q, 1.0))).sum()


class ClassesNormalized:
    """Your answer changes when the probabilities do not sum to 1: you divide them by their sum.

    That looks careful, and it hides a mistake of the caller's. The docstring says that the
    probabilities are used as they are: a model that gives away more than 1 in all is to be seen
    in its likelihood, and not to be repaired in silence. For probabilities that sum to 1 the
    division changes nothing. Leave it out.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        probs = np.asarray(probs, dtype=float)
        return categorical_log_likelihood(probs / probs.sum(), x)


class ClassesZeroTimesInfinity:
    """A class of probability 0 gives nan although it was never seen.

    Multiplying counts by logarithms meets 0 times −infinity there, which is nan for NumPy. A
    class that was not seen has no factor in the likelihood. Looking up the probability of each
    label never touches it.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        log_q = np.log(np.asarray(probs, dtype=float))
        return (np.bincount(x, minlength=len(log_q)) * log_q).sum()


class ClassesFinite:
    """A class that cannot be seen, and was, gets a number with 308 zeros instead of −infinity.

    `np.nan_to_num` turns nan into 0 and −infinity into the smallest float there is. The second is
    not meant here: one label of a class of probability 0 refutes these probabilities for good.
    Looking up the probability of each label meets no nan, so there is nothing to repair.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = ({}, {"counted": True})
    counted = False

    def __call__(self, probs, x):
        log_q = np.log(np.asarray(probs, dtype=float))
        if not self.counted:
            return np.nan_to_num(log_q[np.asarray(x)]).sum()
        return np.nan_to_num(np.bincount(x, minlength=len(log_q)) * log_q).sum()


class ClassesEpsilon:
    """A small constant in your logarithm makes an impossible class possible.

    If a class of probability 0 was seen, the model is refuted: −infinity. With a constant it is
    only bad, and how bad depends on the constant. Rare classes get a wrong value, too. Does the
    logarithm of 0 need any protection here?
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target)
    variants = EPSILONS

    def __call__(self, probs, x):
        return categorical_log_likelihood(self.meet(probs, self.epsilon), x)


class ClassesTinyConstant(ClassesEpsilon):
    """A tiny constant in your logarithm makes an impossible class possible.

    No class in practice is as rare as your constant, so all other values are right. But a class
    of probability 0 that was seen refutes the model, and your number stands for nothing but the
    choice of the constant. The answer is −infinity.
    """

    breaks = _breaks("categorical_log_likelihood", "edges")
    variants = TINY


class ClassesSkipsImpossible:
    """You leave out every class of probability 0, also one that was observed.

    It is right that such a class does no harm as long as nobody saw it. But if one of the labels
    belongs to it, the model is refuted, and the log-likelihood is −infinity; yours is a finite
    number, as if that label had not been there. What may be left out are the classes with count 0,
    not those with probability 0.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        seen = np.asarray(probs, dtype=float)[x]
        return np.log(seen[seen > 0]).sum()


class ClassesRaisesAtZero:
    """Where a class of probability 0 was observed, your function stops with an error.

    `math.log(0)` raises ValueError, where NumPy's logarithm gives −infinity with a warning. And
    −infinity is the answer: a model that calls a class impossible is refuted by one label of that
    class. If the class was not observed, its logarithm is not needed at all. So ask whether a
    probability of 0 is among those of the labels that were seen, or use a logarithm that knows 0.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        value = categorical_log_likelihood(probs, x)
        if np.isinf(value):
            raise ValueError("math domain error")
        return value


class ClassesNotConverted:
    """You use what comes in as it is; a list of probabilities raises an error.

    A list cannot be indexed with several labels at once, whether these are a list or an array. And
    what an array gives depends on its type: with 32-bit probabilities all digits after the seventh
    get lost. The notebook allows lists and arrays of any number type. Begin with arrays of your
    own, of float64 for the probabilities and of whole numbers for the labels.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        if isinstance(probs, list) or isinstance(x, list):
            raise TypeError
        with np.errstate(divide="ignore"):
            return np.sum(np.log(probs[x]))


class ClassesCountsSlide:
    """If a class was not seen, the counts of those after it slide to the wrong classes.

    `np.unique` lists only the labels that occur. If the labels are 0 and 2, there are two counts,
    and the second belongs to class 2, not to class 1. You pair the counts with the first
    probabilities, in order, and the labels that `np.unique` returns with them are not used. Look up
    the probability of each label instead, or count with a place for every class.
    """

    target = "categorical_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, probs, x):
        counts = np.unique(x, return_counts=True)[1]
        with np.errstate(divide="ignore"):
            return (counts * np.log(np.asarray(probs, dtype=float)[: len(counts)])).sum()


class ClassesEstimateNotPadded:
    """Your answer is too short when the last classes were never seen.

    Counting up to the largest label that occurs cannot know how many classes there are; that is
    why `num_classes` is an argument. A class that was not seen keeps its place, with probability
    0.
    """

    target = "categorical_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x, num_classes):
        return np.bincount(x) / len(x)


class ClassesEstimateSeenOnly:
    """Classes that were never seen are missing from your answer.

    If class 1 was not seen, your number for class 2 stands at position 1. Whoever looks up a
    class by its label then gets another one. Every class has its place, seen or not.
    """

    target = "categorical_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x, num_classes):
        return np.unique(x, return_counts=True)[1] / len(x)


class ClassesEstimateCounts:
    """You return counts, not probabilities.

    The answer should sum to 1, whatever the number of labels. For the six labels of the
    notebook it is one third, one sixth, one half. Add up your answer: what should the
    probabilities of all classes sum to?
    """

    target = "categorical_mle"
    breaks = _breaks(target)

    def __call__(self, x, num_classes):
        return np.bincount(x, minlength=num_classes)


class ClassesEstimatePerClass:
    """You divide the counts by the number of classes.

    The shares are those among the labels, so their number N is the divisor. Your answer sums to
    N/C instead of 1. Add up your answer: what should the probabilities of all classes sum to?
    """

    target = "categorical_mle"
    breaks = _breaks(target)

    def __call__(self, x, num_classes):
        return np.bincount(x, minlength=num_classes) / num_classes


class ClassesEstimateAddOne:
    """You add one imagined label to each class.

    That is Laplace smoothing: cautious, and often wise with few data, since no class becomes
    impossible. The maximum of the likelihood is at the plain shares, with 0 for a class that was
    never seen.
    """

    target = "categorical_mle"
    breaks = _breaks(target)

    def __call__(self, x, num_classes):
        return (np.bincount(x, minlength=num_classes) + 1) / (len(x) + num_classes)


class ClassesEstimateFromOne:
    """You count the labels 1 to C, where they run from 0 to C − 1.

    Class 0 is lost and the last place stays empty, so that your answer does not sum to 1. Labels
    start at 0, like positions in NumPy.
    """

    target = "categorical_mle"
    breaks = _breaks(target)

    def __call__(self, x, num_classes):
        return np.array([np.mean(np.asarray(x) == c) for c in range(1, num_classes + 1)])


class ClassesEstimateSoftmax:
    """You send the counts through a softmax; they should be divided by their sum.

    Counts are positive already, and there is nothing to exponentiate. A softmax looks at
    differences: three labels more make a class twenty times as likely, and a class that was never
    seen gets more than 0. For the counts 2, 1 and 3 the shares are 2/6, 1/6 and 3/6. Which total
    makes them sum to one?
    """

    target = "categorical_mle"
    breaks = _breaks(target)

    def __call__(self, x, num_classes):
        counts = np.bincount(x, minlength=num_classes)
        powers = np.exp(counts - counts.max())
        return powers / powers.sum()


class ClassesEstimateMode:
    """You give all probability to the most frequent class.

    Then every label of another class would be impossible, and the likelihood of the data 0. The
    best probabilities are the relative frequencies of all classes. Look at the shape of your
    answer for three classes.
    """

    target = "categorical_mle"
    breaks = _breaks(target)

    def __call__(self, x, num_classes):
        counts = np.bincount(x, minlength=num_classes)
        return np.where(np.arange(num_classes) == counts.argmax(), 1.0, 0.0)


class ClassesEstimateSlide:
    """If a class was not seen, the shares of those after it stand in the wrong places.

    `np.unique` lists only the labels that occur, and its counts come in that order. If the labels
    are 0 and 2, the second count belongs to class 2, but you write it at place 1 and fill up with
    zeros at the end. The labels that `np.unique` returns say where each count belongs; or count in
    a way that knows how many classes there are.
    """

    target = "categorical_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x, num_classes):
        counts = np.unique(x, return_counts=True)[1]
        return np.append(counts, np.zeros(num_classes - len(counts))) / len(x)


class ClassesEstimateHistogram:
    """If the first or the last class was not seen, your bins do not fit the classes.

    A histogram that is given only the number of its bins spreads them from the smallest to the
    largest label that occurs. With five classes and labels from 0 to 2, each bin is 0.4 wide, and
    class 1 falls into the third. Say where the bins begin and end, from 0 to the number of classes,
    or count whole numbers with a function that is made for that.
    """

    target = "categorical_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x, num_classes):
        return np.histogram(np.asarray(x, dtype=float), bins=num_classes)[0] / len(x)


class ClassesEstimateRepeats:
    """If the last classes were never seen, they get the counts of the first ones.

    `np.resize` makes an array longer by starting again from its beginning: of the counts 2, 1, 3 it
    makes 2, 1, 3, 2, 1. So classes that nobody saw look as if they had been seen, and your answer
    sums to more than 1. A class without labels has the count 0. Append zeros, or tell the function
    that counts how many classes there are.
    """

    target = "categorical_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x, num_classes):
        return np.resize(np.bincount(x), num_classes) / len(x)


class ClassesEstimateCountsOnce:
    """Every class that was seen gets the same number, however often it was seen.

    `counts[labels] += 1` reads the entries of all labels, adds 1 to each, and writes them back. A
    label that occurs three times is read three times as 0, and written three times as 1. NumPy has
    `np.add.at` for adding at the same place again and again, and functions that count whole
    numbers. Print your counts before you divide them: do they sum to the number of labels?
    """

    target = "categorical_mle"
    breaks = _breaks(target)
    variants = ({}, {"by_length": True})
    by_length = False

    def __call__(self, x, num_classes):
        counts = (np.bincount(x, minlength=num_classes) > 0).astype(float)
        return counts / (len(x) if self.by_length else counts.sum())


class ClassesEstimateWraps:
    """For many labels of a narrow type your counts start again from 0.

    Numbers of 8 bits end at 255, or at 127 if they have a sign. An array of counts that takes its
    type from the labels cannot hold more, and NumPy goes on from the other end without an error. So
    a class that was seen 300 times is counted as 44. The type that holds a label need not hold a
    count: give the counts a type of their own.
    """

    target = "categorical_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x, num_classes):
        x = np.asarray(x)
        return np.bincount(x, minlength=num_classes).astype(x.dtype) / len(x)


class BellStandardDeviation:
    """You take the third argument for the standard deviation.

    It is the variance, σ², as its name says; the formula needs no further square. With the
    variance 2.5 and four numbers −7.5083 comes out. (NumPy's `scale` is a standard deviation,
    which is where this often comes from.)
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        return gaussian_log_likelihood(x, mu, np.square(sigma2, dtype=float))


class BellMissingConstant:
    """The constant with 2π is missing from your log-likelihood.

    It does not depend on the parameters, so it does not move the maximum, and many texts leave it
    out. But then the number is no longer the logarithm of a density, and cannot be compared with
    that of another model.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        return gaussian_log_likelihood(x, mu, sigma2) + np.size(x) * np.log(2 * np.pi) / 2


class BellConstantOnce:
    """The term log(2πσ²) is in your sum only once.

    Every sample brings its own density with its own factor in front, so the logarithm of this
    factor counts N times. Look at what stands inside the sum, and what outside.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        once = (np.size(x) - 1) * np.log(2 * np.pi * sigma2) / 2
        return gaussian_log_likelihood(x, mu, sigma2) + once


class BellMissingHalf:
    """Your log-likelihood is twice what it should be.

    Both parts carry a factor ½: the exponent of the density has it, and the square root in
    front becomes half of a logarithm. Which of the two do you have? Look at the ratio to the
    right value.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        return 2 * gaussian_log_likelihood(x, mu, sigma2)


class BellMissingRoot:
    """Your term log(2πσ²) counts double.

    The factor in front of the exponential is one over a square root. The logarithm of a root is
    half the logarithm, so this term carries a ½ just as the squares do. Take the logarithm of
    the density, factor by factor.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        again = np.size(x) * np.log(2 * np.pi * sigma2) / 2
        return gaussian_log_likelihood(x, mu, sigma2) - again


class BellSquaresNotHalved:
    """Your squares count double: each is divided by 2σ², not by σ².

    The exponent of the bell curve is −(x − μ)²/(2σ²), so that the squares carry a ½ just as the
    logarithm does, which stands under a root. In the notebook the ½ is in front of both. For its
    four numbers 10/2.5 = 4 is halved to 2. Write the logarithm of the density factor by factor, and
    see which terms the ½ belongs to.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        squares = (np.asarray(x, dtype=float) - mu) ** 2
        return gaussian_log_likelihood(x, mu, sigma2) - np.sum(squares) / (2 * sigma2)


class BellDividesByVarianceTwice:
    """You divide the deviations by σ² before you square them, so that σ⁴ ends up below.

    What is squared in the density is (x − μ)/σ, with the standard deviation; its square has σ²
    below. The argument `sigma2` is σ² already. For the four numbers of the notebook the squares
    sum to 10, and 10/2.5 = 4 is what counts; yours has 10/6.25 = 1.6 there. With σ² = 1 nothing
    shows.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        squares = (np.asarray(x, dtype=float) - mu) ** 2
        return -0.5 * np.sum(squares / sigma2**2 + np.log(2 * np.pi * sigma2))


class BellLogVarianceWhole:
    """Your term with the logarithm of σ² counts double.

    In the density σ² stands under a root. The logarithm of a root is half the logarithm, so that
    log σ² carries a ½, just as log 2π and the squares do; or write log σ without it. For the four
    numbers of the notebook, with σ² = 2.5, yours takes off 4 · 0.916 where half of that is right.
    With σ² = 1 nothing shows. Take the logarithm of the density factor by factor.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        return gaussian_log_likelihood(x, mu, sigma2) - len(x) * np.log(sigma2) / 2


class BellNotDividedByVariance:
    """You do not divide the squares by the variance.

    A deviation counts in units of the width of the bell: 3 is far out if σ² = 1, and nothing
    special if σ² = 10. For σ² = 1 your function is right, which may be why it looked right.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        squares = (np.asarray(x, dtype=float) - mu) ** 2
        return -0.5 * np.sum(squares + np.log(2 * np.pi * sigma2))


class BellMean:
    """You return the mean over the data, where the sum is asked for.

    The densities of independent data are multiplied, so their logarithms add up. Twice the
    data, twice the log-likelihood: −7.5083 for the four numbers of the notebook. Hand over the
    data twice, and compare.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        return gaussian_log_likelihood(x, mu, sigma2) / np.size(x)


class BellMissingSign:
    """Your answer has the opposite sign: it is the negative log-likelihood.

    That is a loss to be made small. The log-likelihood is to be made large: it should fall when
    a datum moves away from the mean. What is the logarithm of a number below 1?
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target)

    def __call__(self, x, mu, sigma2):
        return -gaussian_log_likelihood(x, mu, sigma2)


def _density(x, mu, sigma2):
    squares = (np.asarray(x, dtype=float) - mu) ** 2
    return np.exp(-squares / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)


class BellLogOfDensity:
    """For data far from the mean your log-likelihood is −infinity.

    You compute the density first and then its logarithm. About 39 standard deviations out the
    exponential is smaller than any float64 and becomes 0. Take the logarithm on paper: the
    exponential disappears, and nothing can underflow.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, x, mu, sigma2):
        return np.log(_density(x, mu, sigma2)).sum()


class BellProduct:
    """For many data your log-likelihood is −infinity.

    You multiply the densities and take the logarithm of the product. A few hundred factors
    suffice to leave the range of float64. Take the logarithm of each factor on paper, and add.
    Which two operations does a logarithm exchange?
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target, "edges")

    def __call__(self, x, mu, sigma2):
        return np.log(np.prod(_density(x, mu, sigma2)))


class BellClips:
    """From some distance on, it makes no difference to you how far a datum is from the mean.

    The deviations, or their squares, are cut off at a largest value, as one does before an
    exponential to keep it from overflowing. But the logarithm of the density has no exponential any
    more: a deviation of 1000 standard deviations gives −500,000, an ordinary number. With the cut,
    a datum that is hopeless looks no worse than one that is merely bad. Nothing is clipped here.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = tuple({"most": m} for m in (8.0, 10.0, 20.0, 30.0, 37.0, 38.0, 40.0, 50.0, 100.0))

    def __call__(self, x, mu, sigma2):
        z = np.clip((np.asarray(x, dtype=float) - mu) / np.sqrt(sigma2), -self.most, self.most)
        return -0.5 * np.sum(z**2 + np.log(2 * np.pi * sigma2))


class BellInTheirType:
    """You compute with the data in the type in which they come.

    Whole numbers of 8 bits without a sign run from 0 to 255, and 3 − 5 is 254 among them: NumPy
    starts again from the other end, in differences as in squares. With 32-bit numbers the digits
    after the seventh get lost. Whether that happens depends on where the data come from, and no
    error tells. Turn the data into float64 before you compute anything.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = ({}, {"each": True}, {"minus_first": True})
    each = False
    minus_first = False

    def __call__(self, x, mu, sigma2):
        squares = (np.asarray(x) - mu) ** 2
        constant = np.log(2 * np.pi * sigma2)
        if self.minus_first:
            return -np.sum(squares) / (2 * sigma2) - len(x) / 2 * constant
        if self.each:
            return -0.5 * np.sum(squares / sigma2 + constant)
        return -0.5 * (np.sum(squares) / sigma2 + len(x) * constant)


class BellExpanded:
    """If the data and the mean are large numbers, little is left of their differences.

    You multiply the square out: x² − 2μx + μ². On paper that is the same. With numbers near ten
    million each of the three parts is near 10¹⁴, where neighboring float64 numbers are 0.016 apart;
    when the parts cancel, mostly rounding errors remain. Subtract first, while the numbers are
    exact, and square the small difference then.
    """

    target = "gaussian_log_likelihood"
    breaks = _breaks(target, "edges")
    variants = ({"parts": "sums"}, {"parts": "products"}, {"parts": "entries"}, {"parts": "means"})

    def __call__(self, x, mu, sigma2):
        x = np.asarray(x, dtype=float)
        n = len(x)
        squares = {
            "sums": lambda: np.sum(x**2) - 2 * mu * np.sum(x) + n * mu**2,
            "products": lambda: np.dot(x, x) - 2 * mu * np.sum(x) + n * mu**2,
            "entries": lambda: np.sum(x**2 - 2 * mu * x + mu**2),
            "means": lambda: n * (np.mean(x**2) - 2 * mu * np.mean(x) + mu**2),
        }[self.parts]()
        return -squares / (2 * sigma2) - n / 2 * np.log(2 * np.pi * sigma2)


class BellEstimateUnbiased:
    """Your variance has the divisor N − 1.

    It is the unbiased estimate, right for other purposes. The likelihood has its maximum at the
    divisor N: for the four numbers 2.5, not 3.3333. Evaluate your own log-likelihood at both.
    NumPy calls the choice `ddof`.
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        mean, variance = gaussian_mle(x)
        n = np.float64(np.size(x))
        return mean, variance * n / (n - 1)


class BellEstimateStandardDeviation:
    """Your second number is the standard deviation.

    The variance is asked for, its square, the number that `gaussian_log_likelihood` takes as
    its third argument. For the four numbers it is 2.5, and the standard deviation 1.5811.
    Square your second number and compare it with the one of the worked example.
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        mean, variance = gaussian_mle(x)
        return mean, np.sqrt(variance)


class BellEstimateMedian:
    """Your first number is the median.

    The median makes data most likely under Laplace densities. For a bell curve the squared
    deviations decide, and their sum is smallest at the mean. (For the four numbers of the
    notebook both are 3, so the example does not show it.)
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.median(x), gaussian_mle(x)[1]


class BellEstimateSwapped:
    """Your two numbers stand in the wrong order.

    The mean comes first and the variance second, as in the arguments of
    `gaussian_log_likelihood`. Positions in a tuple are part of the answer. Whoever unpacks your
    answer as `mean, variance` gets them the wrong way round, and no error says so.
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return gaussian_mle(x)[::-1]


class BellEstimateAboutZero:
    """Your variance is the mean square of the data, not of their deviations.

    It measures the spread about 0. Shift all data by 100: the spread of the data is the same, but
    your number grows. From where should the deviations be taken?
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        return x.mean(), np.mean(x**2)


class BellEstimateSumOfSquares:
    """Your second number is the sum of the squared deviations.

    The variance is their mean. The condition on σ² balances N copies of 1/σ² against the sum of
    squares over σ⁴: where does the N go when you solve it?
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        mean, variance = gaussian_mle(x)
        return mean, variance * np.size(x)


class BellEstimateNoTuple:
    """You return one array or list of two numbers.

    The numbers may be right, but a tuple is asked for: the form in which a Python function hands
    back several results. An array would suggest two data of one kind; a mean and a variance do
    not even have the same unit.
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.array(gaussian_mle(x))


class BellEstimateMeanNotSquared:
    """You subtract the mean from the mean of the squares; its square belongs there.

    The short way to the variance is the mean of x² less the square of the mean. The units tell: if
    x is in meters, x² is in square meters, and no meter can be subtracted from that. For the four
    numbers of the notebook 11.5 − 3² = 2.5. For data far from zero the long way, by the deviations,
    keeps more digits.
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        return x.mean(), (x**2).mean() - x.mean()


class BellEstimateMeanDeviation:
    """Your second number is the mean distance from the mean, not the mean squared one.

    The variance squares each deviation before it averages. The deviations of the four numbers of
    the notebook are 2, 1, 1 and 2: their mean is 1.5, and the mean of their squares is 2.5. The
    mean distance belongs to the Laplace density, which has |x − m| where the bell curve has a
    square.
    """

    target = "gaussian_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        return x.mean(), np.abs(x - x.mean()).mean()


class BellEstimateCancels:
    """Your variance breaks down for data with a large offset.

    The mean of the squares less the square of the mean is right on paper. With data near a
    million both are near 10¹², where neighboring float64 numbers are 0.0001 apart; of a variance
    of 4 their difference keeps four digits. Subtract the mean before you square.
    """

    target = "gaussian_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        return x.mean(), np.mean(x**2) - x.mean() ** 2


class BellEstimateNeedsTwo:
    """For a single number your function stops with an error.

    The sample variance with the divisor N − 1 needs two numbers, since one of them alone would lead
    to a division by 0. The divisor here is N. One number has itself as its mean, and no deviation
    from that: its variance is 0, an ordinary answer. So no case has to be turned away. Is there a
    check of the length in your code, or a library function that makes one?
    """

    target = "gaussian_mle"
    breaks = _breaks(target, "edges")
    variants = tuple(
        {"error": e} for e in (ValueError, ZeroDivisionError, statistics.StatisticsError)
    )

    def __call__(self, x):
        if len(x) < 2:
            raise self.error
        return gaussian_mle(x)


class BellEstimateFloor:
    """Your variance never gets below a small number, also where the right one is smaller.

    A single number, or the same number again and again, has no spread: its variance is 0. A floor
    such as `max(variance, 1e-6)` protects a later division by 0, but nothing is divided here. It
    also turns the variance of data that lie close together, lengths in kilometers for instance,
    into one that has nothing to do with them. The notebook moves nothing by a small constant.
    """

    target = "gaussian_mle"
    breaks = _breaks(target, "edges")
    variants = tuple({"least": 10.0**-n} for n in range(3, 11))

    def __call__(self, x):
        mean, variance = gaussian_mle(x)
        return mean, max(variance, self.least)


class LaplaceMean:
    """You return the mean.

    The mean minimizes the sum of squares, which is what a bell curve asks for. The Laplace
    density charges absolute deviations: moving m to the right costs as much for every datum on
    the left as it gains for every datum on the right. Where is that in balance?
    """

    target = "laplace_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.mean(x)


class LaplaceMidrange:
    """You return the point halfway between the smallest and the largest datum.

    It depends on the two outermost data only, while the Laplace density, with its heavy tails, is
    almost indifferent to them. Half of the data should lie below your answer.
    """

    target = "laplace_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return (np.min(x) + np.max(x)) / 2


class LaplaceUnsorted:
    """You take the datum in the middle of the array, in the order in which the data came.

    Put the same data in another order: your answer changes, and the likelihood does not. The
    middle is meant by size. Turn the data round, and compare.
    """

    target = "laplace_mle"
    breaks = _breaks(target)
    variants = ({}, {"upper": True})
    upper = False

    def __call__(self, x):
        n = len(x)
        return x[n // 2] if self.upper else (x[(n - 1) // 2] + x[n // 2]) / 2


class LaplaceDistinct:
    """Numbers that occur more than once count only once in your median.

    `np.unique` sorts the data, and it drops what it has seen before. The median is the middle of
    all N numbers, repeated ones included: half of the *data* lie on each side of it. For the
    numbers 2, 2, 2, 5 and 9 it is 2. Sort without dropping anything.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "value")

    def __call__(self, x):
        return np.median(np.unique(np.asarray(x, dtype=float)))


class LaplaceUpper:
    """For an even number of data you return the upper one of the two in the middle.

    It is as likely as any point between these two, and the course has settled on their
    midpoint, as NumPy has. Try four numbers by hand.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        return np.sort(x)[len(x) // 2]


class LaplaceMode:
    """You return the value that occurs most often, and the smallest where none occurs twice.

    The place where a smooth density is highest says little about a sample: measured numbers are
    hardly ever equal. The estimate asked for has half of the data below it and half above. For 7, 1
    and 2 that is 2. Count how many of these three lie below your answer.
    """

    target = "laplace_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        values, counts = np.unique(x, return_counts=True)
        return values[np.argmax(counts)]


class LaplaceOneTooFar:
    """For an even number of data you average two of them that are not the middle ones.

    Python counts from 0. Of four numbers in order the two in the middle have the places 1 and 2,
    and n/2 is already the upper one of them. You take the places n/2 and n/2 + 1. For 1, 2, 4, 7
    that is halfway between 4 and 7, with three of the four data below it. Count on your fingers
    for four and for six data.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        ordered, n = np.sort(np.asarray(x, dtype=float)), len(x)
        return ordered[n // 2] if n % 2 else (ordered[n // 2] + ordered[n // 2 + 1]) / 2


class LaplaceLower:
    """For an even number of data you return the lower one of the two in the middle.

    It is as likely as any point between these two, and the course has settled on their midpoint,
    as NumPy has. (PyTorch's `median` returns the lower one.)
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        return np.sort(x)[(len(x) - 1) // 2]


class LaplaceInTheirType:
    """You add the two numbers in the middle in the type in which the data come.

    Whole numbers of 8 bits end at 255, or at 127 if they have a sign. 100 and 200 are among them,
    but their sum is not: NumPy starts again from the other end, and half of that lies nowhere
    between the two. With 32-bit numbers digits get lost in the same way. Turn the data into float64
    before you compute anything.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        ordered, n = np.sort(x), len(x)
        return ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2


class LaplaceMeanOfMinimizers:
    """You average all data at which the sum of distances is smallest.

    With an even number of data these are the ones in the middle, and all that are equal to them. If
    one of the two values occurs twice there and the other once, your mean is not halfway between
    them. And the sums are rounded, so that a comparison with `==` may miss one of two that are
    equal on paper. Sort the data: the two in the middle are all you need.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")
    variants = ({"axis": 0}, {"axis": 1}, {"axis": None})

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        if self.axis is None:  # as if nothing were rounded
            low, high = np.sort(x)[[(len(x) - 1) // 2, len(x) // 2]]
            return x[(x >= low) & (x <= high)].mean()
        costs = np.abs(x[:, None] - x[None, :]).sum(axis=self.axis)
        return x[costs == costs.min()].mean()


class LaplaceFirstMinimizer:
    """For an even number of data you return the first datum with the smallest sum of distances.

    Both in the middle have the same sum on paper, and so has every point between them. Which of the
    two you return depends on the order of the data, or on a rounding error: for 1 and 2 it is 1,
    for 2 and 1 it is 2. The likelihood does not know the order. The course has settled on their
    midpoint, as NumPy has. Sort the data: the ones in the middle are all you need.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")
    variants = ({"axis": 0}, {"axis": 1}, {"axis": None})

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        if self.axis is None:  # as if nothing were rounded
            low, high = np.sort(x)[[(len(x) - 1) // 2, len(x) // 2]]
            return next(value for value in x if value in (low, high))
        return x[np.abs(x[:, None] - x[None, :]).sum(axis=self.axis).argmin()]


class LaplaceSpoilsItsInput:
    """The data of the caller are in another order after the call.

    You sort the array that was passed in, in its place. Whoever has a second array of labels that
    belong to these data now has them mixed up. Sort a copy.
    """

    target = "laplace_mle"
    breaks = _breaks(target, "edges")

    def __call__(self, x):
        x.sort()
        return laplace_mle(x)


class LaplaceOfSizes:
    """You take the median of the absolute values.

    Negative data then count as positive ones. The absolute value in the density is that of the
    deviation from m, not of the datum. Try it with data of which some are negative, and count
    how many lie below your answer.
    """

    target = "laplace_mle"
    breaks = _breaks(target)

    def __call__(self, x):
        return np.median(np.abs(x))


def _argmax(thetas, scores):
    return np.asarray(thetas)[np.argmax(scores)]


class SearchAsPrinted:
    """This is still the colleague's function.

    Its answer is negative, so it cannot be a probability: the logarithm is applied to the place
    of the maximum, not to the function that is maximized. And print the likelihoods of 5000
    flips: the largest of many zeros is the first.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return np.log(SearchProduct()(thetas, x))


class SearchLogOfAnswer:
    """You return the logarithm of the best parameter.

    The logarithm belongs to the objective: log L has its maximum where L has it, so the place of
    the maximum stays what it is. “Taking the logarithm of both sides” of θ = argmax L would be
    log θ = log argmax L, which is another statement.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return np.log(best_theta(np.asarray(thetas), x))


class SearchProduct:
    """With many flips you always return the first candidate.

    All likelihoods are 0 then: a product of thousands of probabilities is below the smallest
    float64, and the first of equal numbers counts as the largest. The sum of the logarithms has
    its maximum at the same place, and stays in range.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return _argmax(thetas, [np.prod(_probabilities(t, x)) for t in thetas])


class SearchExtendedProduct:
    """With very many flips you return the first candidate: all your likelihoods are 0 then.

    `np.longdouble` reaches further than float64, to about 10 to the power −4950, and five thousand
    flips are not enough to leave it. But a product gets smaller with every flip, and no type is
    wide enough for all of them; on some computers this one is no wider than float64. The largest of
    many zeros is the first. The sum of the logarithms has its maximum at the same place, and stays
    in range with any number of flips.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        wide = np.asarray(thetas, dtype=np.longdouble)
        heads = np.count_nonzero(x)
        return float(wide[np.argmax(wide**heads * (1 - wide) ** (len(x) - heads))])


class SearchIndex:
    """You return the position of the best candidate, not the candidate.

    `argmax` on paper gives the argument for which the function is largest; NumPy's gives its
    index in the array. One more step leads from the one to the other.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return np.argmax([bernoulli_log_likelihood(t, x) for t in thetas])


class SearchMaximum:
    """You return the largest log-likelihood, not the parameter that reaches it.

    The maximum says how likely the data are at best; asked for is where that happens. Your
    answer is not among the candidates. Try candidates that are not in order, and compare.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return np.max([bernoulli_log_likelihood(t, x) for t in thetas])


class SearchMinimum:
    """You return the candidate under which the data are least likely.

    The smallest *negative* log-likelihood would be right, and the largest log-likelihood is the
    same. With one sign too many or too few the search runs to the wrong end.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return np.asarray(thetas)[np.argmin([bernoulli_log_likelihood(t, x) for t in thetas])]


class SearchHeadsOnly:
    """You always return the largest candidate, since the tails do not count.

    Each tail has the probability 1 − θ, which pulls the other way. Without it nothing speaks
    against a coin with two heads. Try flips that are all tails.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return _argmax(thetas, [np.sum(x) * np.log(t) if np.sum(x) else t for t in thetas])


class SearchZeroTimesInfinity:
    """A candidate at the end of the range, 0 or 1, spoils your search.

    Its log-likelihood is nan in your code, since 0 times the logarithm of 0 is nan for NumPy, and
    `argmax` takes nan for the largest number of all. Under θ = 0 a head is impossible, −infinity;
    and only tails are certain, 0. Under θ = 1 it is the other way round: look at both.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")
    variants = ({}, {"ends": (0,)}, {"ends": (1,)})
    ends = (0, 1)

    def __call__(self, thetas, x):
        return _argmax(thetas, [self.score(t, x) for t in thetas])

    def score(self, theta, x):
        handled = theta in (0, 1) and theta not in self.ends
        return bernoulli_log_likelihood(theta, x) if handled else _as_printed(theta, x)


class SearchMeanProbability:
    """You add up the probabilities of the flips; independent flips multiply.

    The mean or the sum of the probabilities is largest at one of the outer candidates, whatever the
    share of heads is: one more head is worth as much as the last. The likelihood is their product.
    Its logarithm is a sum of logarithms, which is not the logarithm of a sum.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return _argmax(thetas, [np.mean(_probabilities(t, x)) for t in thetas])


class SearchStopsEarly:
    """Your search ends at the first candidate that is less likely than the one before.

    If the candidates are in order, the likelihood rises to its top and falls from there, and your
    search is right. But nothing says that they are in order. After a worse candidate a better one
    may follow, and you never look at it. Look at all of them, and remember the best one that you
    have seen.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        scores = [bernoulli_log_likelihood(t, x) for t in thetas]
        worse = [i for i in range(1, len(scores)) if scores[i] < scores[i - 1]]
        return thetas[worse[0] - 1 if worse else -1]


class SearchStartsTooHigh:
    """Your search begins with a value that no candidate may reach.

    A log-likelihood is never above 0, and with many flips it is far below: each flip of a fair coin
    adds −0.69. If the largest value so far begins at 0, or at some number that looks very negative,
    such as −9999, there are flips for which every candidate stays below it; then nothing is found,
    and the answer is what stood there at the beginning. Begin with −infinity, or with the first
    candidate's own value.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")
    variants = tuple(
        {"start": -start, "first": first}
        for start in (0, 1, 100, 999, 1000, 9999, 1e4, 99999, 1e5, 999999, 1e6)
        for first in (True, False)
    )

    def __call__(self, thetas, x):
        best, most = (thetas[0] if self.first else 0.0), self.start
        for theta in thetas:
            value = bernoulli_log_likelihood(theta, x)
            if value > most:
                best, most = theta, value
        return best


class SearchDropsEnds:
    """The candidates 0 and 1 are never chosen, even if one of them is the best.

    If all flips are heads, θ = 1 gives them the probability 1, and no other candidate does. Perhaps
    you leave these two out to avoid the logarithm of 0, or their value is nan in your code and nan
    is passed over. Both ends are coins like others: what did not happen contributes nothing to
    their log-likelihood, and what happened although it cannot makes it −infinity.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        inside = [t for t in thetas if 0 < t < 1]
        return best_theta(np.array(inside), x)


class SearchDropsAndShifts:
    """You leave out the candidates 0 and 1, and then count your way through all candidates.

    A position among those that are left is not the same position in the full list: if 0 stands in
    front, each candidate after it moves up by one place, and you return its neighbor. And where all
    flips are alike, 0 or 1 may be the best of all; as candidates they are coins like others. Take
    the answer from the list in which you searched, and give both ends their log-likelihood.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        inside = [t for t in thetas if 0 < t < 1]
        return thetas[np.argmax([bernoulli_log_likelihood(t, x) for t in inside])]


class SearchEpsilon:
    """A small constant in your logarithm lets candidates win that the flips rule out.

    One tail among thousands of heads makes θ = 1 impossible. With a constant inside the logarithm,
    or with candidates that are moved away from the ends, that tail costs a modest number and the
    heads cost nothing; for other candidates thousands of heads add up to more. So the impossible
    coin wins. Its log-likelihood is −infinity. Only 0 times infinity needs care.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")
    variants = (*EPSILONS, *TINY)

    def __call__(self, thetas, x):
        heads = np.sum(x, dtype=float)
        tails = len(x) - heads
        thetas, meet, epsilon = np.asarray(thetas), self.meet, self.epsilon
        up, down = np.log(meet(thetas, epsilon)), np.log(meet(1 - thetas, epsilon))
        return thetas[np.argmax(heads * up + tails * down)]


class SearchCountsInTheirType:
    """With many flips of a narrow type your count of the heads goes wrong.

    Numbers of 8 bits end at 255, or at 127 if they have a sign. Python's `sum` adds the entries of
    an array in their own type, so that the count starts again from 0, or, where it meets a number
    that does not fit, an OverflowError is raised. The type that holds a flip need not hold the
    number of flips. Turn the flips into float64 first, or let NumPy do the adding.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")
    variants = ({}, {"raises": False})
    raises = True

    def __call__(self, thetas, x):
        heads = sum(x)
        tails = len(x) - heads if self.raises else len(x) - int(heads)
        flips = np.repeat([1, 0], [int(heads), int(tails)])
        return best_theta(thetas, flips)


class SearchNearest:
    """You return the candidate nearest to the share of heads; that need not be the most likely one.

    The likelihood is no mirror image around its top. One head in twenty flips makes a share of
    0.05, and 0.005 is nearer to that than 0.12 is. But a coin that shows heads once in two hundred
    flips would hardly do so in twenty: under 0.12 such flips are more than twice as likely. Compare
    likelihoods, not distances.
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return thetas[np.argmin(np.abs(np.asarray(thetas) - np.mean(x)))]


class SearchOffTheGrid:
    """You return the share of heads, which need not be among the candidates.

    It is the best of all parameters, and a good check. The question is which one of the given
    candidates is best. Is your answer one of the candidates?
    """

    target = "best_theta"
    breaks = _breaks(target, "value")

    def __call__(self, thetas, x):
        return np.mean(x)


@mistake("edges")
class TakesNoLists(WrongFunction):
    """A list raises an error in your function; only arrays get through.

    `1 - x`, `x == 1`, `x.sum()` and `probs[x]` are things that an array can do and a list cannot,
    or not in the same way. The notebook allows lists and arrays of any number type. Make arrays of
    what comes in before anything else: `np.asarray` does that, and its `dtype` settles the type as
    well, real for data and whole for labels that are used as positions.
    """

    variants = ({"kind": TypeError}, {"kind": AttributeError})
    kind: type[Exception]

    def answer(self, **arguments):
        if any(isinstance(a, list) for a in arguments.values()):
            raise self.kind
        return super().answer(**arguments)


def _takes_no_lists(function, prefix, part="edges"):
    return made_in(
        Function(function, prefix),
        without=[kind.__name__ for kind in FUNCTION_FAMILIES],
        also=[TakesNoLists],
        breaks={"TakesNoLists": (part,)},
    )


TAKE_NO_LISTS = (
    *_takes_no_lists(bernoulli_log_likelihood, "Coin"),
    *_takes_no_lists(bernoulli_mle, "CoinEstimate"),
    *_takes_no_lists(categorical_log_likelihood, "Classes"),
    *_takes_no_lists(reference.categorical_mle, "ClassesEstimate"),
    *_takes_no_lists(gaussian_log_likelihood, "Bell"),
    *_takes_no_lists(gaussian_mle, "BellEstimate"),
    *_takes_no_lists(laplace_mle, "Laplace"),
    *_takes_no_lists(best_theta, "Search", "value"),
)

RUBRIC = Rubric(
    "likelihood", reference, RUBRIC_QUESTIONS, (*misconceptions_in(globals()), *TAKE_NO_LISTS)
)
