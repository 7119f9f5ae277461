"""Does the reference for information and entropy agree with SciPy, and with what is proved?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special, stats
from surprise_to_gradient.solutions.information import bits_per_symbol, entropy, self_information

BASES = st.sampled_from([None, 2, 10, math.e, 3.5])
PROBABILITIES = st.floats(1e-300, 1.0)
#: Weights of outcomes, zeros among them.
WEIGHTS = st.one_of(st.just(0.0), st.floats(1e-6, 1.0))


@st.composite
def distributions(draw, axis=-1, max_outcomes=6):
    """One distribution for each index of the other axes."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, max_outcomes)))
    weights = draw(arrays(float, shape, elements=WEIGHTS))
    weights[..., 0] += weights.sum(-1) == 0
    return np.moveaxis(weights / weights.sum(-1, keepdims=True), -1, axis)


@given(arrays(float, st.integers(1, 8), elements=PROBABILITIES), BASES)
def test_information_is_a_logarithm(p, base):
    """Is it −log in the base that was asked for?"""
    expected = [-math.log(x) / math.log(base or math.e) for x in p]
    np.testing.assert_allclose(self_information(p, base), expected, rtol=1e-12, atol=1e-15)


@given(PROBABILITIES, st.floats(1e-3, 1.0))
def test_information_of_independent_outcomes_adds_up(p, q):
    """Do products of probabilities become sums of information?"""
    together = self_information(p * q)
    assert together == pytest.approx(self_information(p) + self_information(q), rel=1e-9)


def test_information_at_the_ends_makes_no_noise():
    """Are 0 and 1 answered with +inf and with 0 (not −0), without a warning?"""
    with np.errstate(all="raise"):
        assert self_information(0) == np.inf
        assert str(self_information(1)) == str(np.float64(0.0))


def test_information_has_slope_minus_one_over_p():
    """Does the complex step through the definition give −1/p, as central differences do?"""
    p, h = np.linspace(0.1, 1, 7), 1e-30
    exact = (-np.log(p + 1j * h)).imag / h
    h = 1e-6
    nudged = (self_information(p + h) - self_information(p - h)) / (2 * h)
    np.testing.assert_allclose(exact, -1 / p)
    np.testing.assert_allclose(nudged, exact, rtol=1e-8)


@given(distributions(), BASES)
def test_entropy_agrees_with_scipy(p, base):
    """Is it what `scipy.stats.entropy` and `scipy.special.entr` say of distributions?"""
    np.testing.assert_allclose(
        entropy(p, base=base), stats.entropy(p, base=base, axis=-1), atol=1e-12
    )
    nats = special.entr(p).sum(-1)
    np.testing.assert_allclose(entropy(p, -1, base), nats / np.log(base or np.e), atol=1e-13)


@given(arrays(float, (3, 4), elements=st.floats(0, 2)))
def test_entropy_takes_numbers_as_they_are(p):
    """Is nothing rescaled when the numbers do not sum to 1?"""
    np.testing.assert_allclose(entropy(p), special.entr(p).sum(-1), atol=1e-13)


@given(
    st.sampled_from([0, 1, 2, -1, -2, -3]).flatmap(
        lambda a: st.tuples(st.just(a), distributions(a))
    )
)
def test_entropy_sums_along_the_axis(axis_and_p):
    """Does any axis give what the last one gives after a transposition?"""
    axis, p = axis_and_p
    np.testing.assert_allclose(entropy(p, axis), entropy(np.moveaxis(p, axis, -1)), atol=1e-15)


@given(distributions())
def test_entropy_keeps_its_bounds(p):
    """Is 0 ≤ H ≤ ln K, with ln K for the uniform distribution?"""
    h, outcomes = entropy(p), p.shape[-1]
    assert (h >= 0).all()
    assert (h <= np.log(outcomes) + 1e-12).all()
    assert entropy(np.full(outcomes, 1 / outcomes)) == pytest.approx(np.log(outcomes))


@given(distributions(), st.randoms(use_true_random=False))
def test_entropy_ignores_order_and_absent_outcomes(p, random):
    """Does it stay the same if outcomes change places, or if one that never happens is added?"""
    order = random.sample(range(p.shape[-1]), p.shape[-1])
    np.testing.assert_allclose(entropy(p[..., order]), entropy(p), atol=1e-14)
    absent = np.concatenate([p, np.zeros((*p.shape[:-1], 1))], axis=-1)
    np.testing.assert_allclose(entropy(absent), entropy(p), atol=1e-14)


@given(distributions(), distributions())
def test_entropy_of_independent_pairs_adds_up(p, q):
    """Is H(p ⊗ q) = H(p) + H(q)?"""
    p, q = p[0, 0], q[0, 0]
    joint = np.outer(p, q).ravel()
    assert entropy(joint) == pytest.approx(entropy(p) + entropy(q), abs=1e-12)


@given(distributions())
def test_entropy_obeys_the_grouping_rule(p):
    """Is H(p) = H(first or not) + (1 − p₁) H(rest)?"""
    p = p[0, 0]
    rest = p[1:].sum()
    grouped = entropy([p[0], rest]) + (rest * entropy(p[1:] / rest) if rest else 0)
    assert entropy(p) == pytest.approx(grouped, abs=1e-12)


def test_entropy_of_certainty_is_plain_zero_and_makes_no_noise():
    """Is it 0 (not −0, not nan), without a warning, also for whole numbers in a list?"""
    with np.errstate(all="raise"):
        assert str(entropy([0, 1, 0])) == str(np.float64(0.0))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_bits_per_symbol_agrees_with_scipy(counts):
    """Is it SciPy's entropy of the counts in base 2, which rescales them?"""
    value = bits_per_symbol(counts)
    assert value == pytest.approx(stats.entropy(counts, base=2), abs=1e-12)
    assert bits_per_symbol(np.array(counts) * 7) == pytest.approx(value, abs=1e-12)


def test_inputs_stay_as_they_were():
    """Are arrays with zeros the same afterwards?"""
    p = np.array([0.0, 0.25, 0.75])
    self_information(p)
    entropy(p, base=2)
    bits_per_symbol(p)
    assert p.tolist() == [0.0, 0.25, 0.75]
