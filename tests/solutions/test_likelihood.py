"""Does the reference for likelihood agree with SciPy, and are its estimates really the best?"""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special, stats
from surprise_to_gradient.solutions.likelihood import (
    bernoulli_log_likelihood,
    bernoulli_mle,
    best_theta,
    categorical_log_likelihood,
    categorical_mle,
    gaussian_log_likelihood,
    gaussian_mle,
    laplace_mle,
)

FLIPS = arrays(int, st.integers(1, 30), elements=st.integers(0, 1))
LABELS = arrays(int, st.integers(1, 30), elements=st.integers(0, 4))
DATA = arrays(float, st.integers(2, 30), elements=st.floats(-50, 50, allow_subnormal=False))
THETAS = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(1e-12, 1 - 1e-12))


@st.composite
def probabilities(draw):
    """Five class probabilities, zeros among them."""
    weights = draw(arrays(float, 5, elements=st.one_of(st.just(0.0), st.floats(1e-6, 1))))
    assume(weights.sum() > 0)
    return weights / weights.sum()


@given(THETAS, FLIPS)
def test_bernoulli_agrees_with_scipy(theta, x):
    """Is it Σ xlogy(x, θ) + xlog1py(1 − x, −θ), and the sum of SciPy's log-pmf?"""
    value = bernoulli_log_likelihood(theta, x)
    expected = (special.xlogy(x, theta) + special.xlog1py(1 - x, -theta)).sum()
    assert value == pytest.approx(expected, rel=1e-11, abs=1e-12)
    assert value == pytest.approx(stats.bernoulli.logpmf(x, theta).sum(), rel=1e-9, abs=1e-12)


@given(FLIPS, THETAS)
def test_bernoulli_estimate_is_the_best(x, theta):
    """Is no coin likelier than the estimate?"""
    best = bernoulli_log_likelihood(bernoulli_mle(x), x)
    assert best >= bernoulli_log_likelihood(theta, x) - 1e-9


@given(probabilities(), LABELS)
def test_categorical_agrees_with_scipy(probs, x):
    """Is it the multinomial log-pmf of the counts without its coefficient?"""
    counts = np.bincount(x, minlength=5)
    value = categorical_log_likelihood(probs, x)
    assert value == pytest.approx(special.xlogy(counts, probs).sum(), rel=1e-11, abs=1e-12)


@given(LABELS, probabilities())
def test_categorical_estimate_is_the_best(x, probs):
    """Is no distribution likelier than the observed frequencies, of which there are always five?"""
    estimate = categorical_mle(x, 5)
    assert estimate.shape == (5,)
    assert estimate.sum() == pytest.approx(1)
    assert categorical_log_likelihood(estimate, x) >= categorical_log_likelihood(probs, x) - 1e-9


@given(LABELS, probabilities())
def test_mean_log_likelihood_is_a_cross_entropy(x, probs):
    """Is −ℓ/N equal to H(p̂, q), exactly and for any number of samples?"""
    frequencies = categorical_mle(x, 5)
    expected = -special.xlogy(frequencies, probs).sum()
    assert -categorical_log_likelihood(probs, x) / len(x) == pytest.approx(expected, abs=1e-11)


@given(DATA, st.floats(-50, 50), st.floats(1e-3, 1e3))
def test_gaussian_agrees_with_scipy(x, mu, sigma2):
    """Is it the sum of SciPy's log-densities, the scale being the root of the variance?"""
    expected = stats.norm.logpdf(x, mu, math.sqrt(sigma2)).sum()
    assert gaussian_log_likelihood(x, mu, sigma2) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(DATA)
def test_gaussian_estimate_agrees_with_scipy(x):
    """Does SciPy's fit give the same mean, and the root of the variance?"""
    assume(np.ptp(x) > 1e-3)
    mean, variance = gaussian_mle(x)
    location, scale = stats.norm.fit(x)
    assert (mean, variance) == (pytest.approx(location), pytest.approx(scale**2))


@given(DATA)
def test_gaussian_estimate_is_stationary(x):
    """Is the slope of the log-likelihood 0 at the estimate, by complex step in both arguments?"""
    assume(np.ptp(x) > 1e-3)
    mean, variance = gaussian_mle(x)
    h, n = 1e-30, len(x)

    def formula(mu, sigma2):  # independent of the reference, for complex arguments
        return -0.5 * (((x - mu) ** 2).sum() / sigma2 + n * np.log(2 * np.pi * sigma2))

    in_mean = formula(mean + 1j * h, variance).imag / h
    in_variance = formula(mean, variance + 1j * h).imag / h
    assert in_mean * math.sqrt(variance) / n == pytest.approx(0, abs=1e-7)
    assert in_variance * variance / n == pytest.approx(0, abs=1e-7)
    h = 1e-4 * variance
    nudged = gaussian_log_likelihood(x, mean, variance + h)
    assert nudged <= gaussian_log_likelihood(x, mean, variance) + 1e-9 * n


@given(DATA, st.floats(-50, 50))
def test_laplace_estimate_is_the_best(x, other):
    """Is no other point nearer to the data in the sum of absolute deviations?"""
    best = np.abs(x - laplace_mle(x)).sum()
    assert best <= np.abs(x - other).sum() + 1e-9


@given(DATA)
def test_laplace_estimate_agrees_with_scipy(x):
    """Does SciPy's fit of a Laplace distribution give the same location?"""
    assert laplace_mle(x) == pytest.approx(stats.laplace.fit(x)[0])


@given(FLIPS, st.lists(THETAS, min_size=1, max_size=9, unique=True))
def test_best_theta_is_a_best_candidate(x, thetas):
    """Is the answer a candidate, and none of the others likelier?"""
    found = best_theta(thetas, x)
    assert found in thetas
    likelihoods = [bernoulli_log_likelihood(theta, x) for theta in thetas]
    assert bernoulli_log_likelihood(found, x) == max(likelihoods)


def test_nothing_underflows():
    """Do many samples, and data far out, keep ordinary finite log-likelihoods?"""
    many = np.tile([0, 1], 5000)
    assert bernoulli_log_likelihood(0.5, many) == pytest.approx(-10_000 * math.log(2))
    assert categorical_log_likelihood([0.5, 0.5], many) == pytest.approx(-10_000 * math.log(2))
    assert gaussian_log_likelihood([1000.0], 0, 1) == pytest.approx(-500_000.9189385332)
    assert best_theta([0.2, 0.5, 0.7], many) == 0.5


def test_the_impossible_makes_no_noise():
    """Is it −infinity, and the unavoidable 0, without a warning?"""
    with np.errstate(all="raise"):
        assert bernoulli_log_likelihood(1.0, [1, 1]) == 0
        assert bernoulli_log_likelihood(0.0, [False, True]) == -np.inf
        assert categorical_log_likelihood([0, 1], [1, 1]) == 0
        assert categorical_log_likelihood([0, 1], [1, 0]) == -np.inf


def test_inputs_stay_as_they_were():
    """Are the data, in their order, the same afterwards?"""
    x = np.array([3, 0, 2, 1])
    bernoulli_mle(x % 2)
    categorical_log_likelihood(np.full(4, 0.25), x)
    categorical_mle(x, 4)
    gaussian_log_likelihood(x, 1, 2)
    gaussian_mle(x)
    laplace_mle(x)
    assert x.tolist() == [3, 0, 2, 1]
