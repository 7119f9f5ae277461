"""Do log-likelihoods and estimates agree with PyTorch in float64?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
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

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity
F = torch.nn.functional
distributions = torch.distributions

FLIPS = arrays(int, st.integers(1, 30), elements=st.integers(0, 1))
LABELS = arrays(int, st.integers(1, 30), elements=st.integers(0, 4))
DATA = arrays(float, st.integers(1, 30), elements=st.floats(-50, 50, allow_subnormal=False))
INSIDE = st.floats(1e-6, 1 - 1e-6)
CLOSE = {"rel": 1e-9, "abs": 1e-9}


def real(value):
    return torch.tensor(value, dtype=torch.float64)


@given(st.one_of(INSIDE, st.sampled_from([0.0, 1.0])), FLIPS)
def test_bernoulli(theta, x):
    """Is it Σ xlogy(x, θ) + xlog1py(1 − x, −θ), at the ends as well?"""
    t = real(x)
    theirs = (torch.xlogy(t, real(theta)) + torch.special.xlog1py(1 - t, -real(theta))).sum()
    assert bernoulli_log_likelihood(theta, x) == pytest.approx(float(theirs), **CLOSE)


@given(INSIDE, FLIPS)
def test_bernoulli_distribution_and_loss(theta, x):
    """Is it the log_prob of Bernoulli, and −BCE with reduction='sum', inside the range?"""
    t, value = real(x), bernoulli_log_likelihood(theta, x)
    theirs = distributions.Bernoulli(probs=real(theta)).log_prob(t).sum()
    assert value == pytest.approx(float(theirs), **CLOSE)
    bce = F.binary_cross_entropy(real(theta).expand(t.shape), t, reduction="sum")
    assert value == pytest.approx(-float(bce), **CLOSE)


def test_quirk_bce_stops_at_minus_100():
    """Does PyTorch's BCE count 100 for the impossible, where the log-likelihood is −infinity?"""
    bce = F.binary_cross_entropy(real([1.0]), real([0.0]), reduction="sum")
    assert float(bce) == 100
    assert bernoulli_log_likelihood(1.0, [0]) == -np.inf


@given(arrays(float, 5, elements=st.floats(0.01, 1)), LABELS)
def test_categorical(weights, x):
    """Is it the log_prob of Categorical, and −nll_loss with reduction='sum'?"""
    probs, t = weights / weights.sum(), torch.tensor(x)
    value = categorical_log_likelihood(probs, x)
    theirs = distributions.Categorical(probs=real(probs)).log_prob(t).sum()
    assert value == pytest.approx(float(theirs), **CLOSE)
    nll = F.nll_loss(real(probs).log().expand(len(x), 5), t, reduction="sum")
    assert value == pytest.approx(-float(nll), **CLOSE)


@given(DATA, st.floats(-50, 50), st.floats(1e-3, 1e3))
def test_gaussian(x, mu, sigma2):
    """Is it the log_prob of Normal(mu, √σ²), and −gaussian_nll_loss with its constant?"""
    t, value = real(x), gaussian_log_likelihood(x, mu, sigma2)
    theirs = distributions.Normal(real(mu), real(sigma2).sqrt()).log_prob(t).sum()
    assert value == pytest.approx(float(theirs), **CLOSE)
    nll = F.gaussian_nll_loss(
        real(mu).expand(t.shape), t, real(sigma2).expand(t.shape), full=True, reduction="sum"
    )
    assert value == pytest.approx(-float(nll), **CLOSE)


@given(FLIPS, LABELS, DATA)
def test_estimates(flips, labels, x):
    """Are they PyTorch's mean, bincount, and variance without correction?"""
    assert bernoulli_mle(flips) == pytest.approx(float(real(flips).mean()))
    counts = torch.bincount(torch.tensor(labels), minlength=5)
    np.testing.assert_allclose(categorical_mle(labels, 5), real(counts.numpy()) / len(labels))
    mean, variance = gaussian_mle(x)
    assert mean == pytest.approx(float(real(x).mean()), **CLOSE)
    assert variance == pytest.approx(float(real(x).var(correction=0)), **CLOSE)
    assert laplace_mle(x) == pytest.approx(float(torch.quantile(real(x), 0.5)), **CLOSE)


def test_quirk_median_is_the_lower_one():
    """Does torch.median return the lower one of the two in the middle, not their midpoint?"""
    assert float(torch.median(real([7.0, 1.0, 2.0, 4.0]))) == 2
    assert laplace_mle([7.0, 1.0, 2.0, 4.0]) == 3


@given(DATA, FLIPS)
def test_autograd_is_zero_at_the_estimates(x, flips):
    """Does autograd find no slope where the reference sees the maximum?"""
    assume(np.ptp(x) > 1e-2)
    mean, variance = (real(v).requires_grad_() for v in gaussian_mle(x))
    distributions.Normal(mean, variance.sqrt()).log_prob(real(x)).sum().backward()
    scale = float(variance.detach())
    assert float(mean.grad) * scale**0.5 / len(x) == pytest.approx(0, abs=1e-6)
    assert float(variance.grad) * scale / len(x) == pytest.approx(0, abs=1e-6)
    assume(0 < flips.mean() < 1)
    theta = real(bernoulli_mle(flips)).requires_grad_()
    distributions.Bernoulli(probs=theta).log_prob(real(flips)).sum().backward()
    assert float(theta.grad) == pytest.approx(0, abs=1e-9)


@given(FLIPS, st.lists(INSIDE, min_size=1, max_size=9, unique=True))
def test_best_theta(x, thetas):
    """Is PyTorch's log-likelihood nowhere larger among the candidates?"""
    table = distributions.Bernoulli(probs=real(thetas)[:, None]).log_prob(real(x)).sum(1)
    chosen = table[thetas.index(best_theta(thetas, x))]
    assert float(chosen) == pytest.approx(float(table.max()), **CLOSE)
