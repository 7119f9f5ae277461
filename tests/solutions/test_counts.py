"""Is the loss for counts what its formula says, on any input?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import special, stats
from surprise_to_gradient.solutions.counts import PoissonNLLLoss, numerical_gradient


@st.composite
def batches(draw):
    """Logarithms of expected numbers, and counts."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, max_side=4))
    A = draw(arrays(float, shape, elements=st.floats(-4, 4)))
    return A, draw(arrays(float, shape, elements=st.integers(0, 50).map(float)))


@given(batches())
def test_it_is_the_surprise_of_scipys_poisson(batch):
    """Is the loss, with the exact log y! added, minus SciPy's log-probability?"""
    A, Y = batch
    losses = PoissonNLLLoss(reduction="none").forward(A, Y) + special.gammaln(Y + 1)
    np.testing.assert_allclose(losses, -stats.poisson.logpmf(Y, np.exp(A)), rtol=1e-9, atol=1e-9)


@given(batches())
def test_full_is_the_surprise_up_to_stirlings_error(batch):
    """Does `full` come within 1/(12y) of the surprise, and change no slope?"""
    A, Y = batch
    loss, plain = PoissonNLLLoss(full=True, reduction="none"), PoissonNLLLoss(reduction="none")
    gap = -stats.poisson.logpmf(Y, np.exp(A)) - loss.forward(A, Y)
    assert np.all(gap >= -1e-9)
    assert np.all(gap <= 1 / (12 * np.maximum(Y, 1)) + 1e-9)
    plain.forward(A, Y)
    np.testing.assert_array_equal(loss.backward(), plain.backward())


@given(batches())
def test_rates_and_their_logarithms_agree(batch):
    """Do both kinds of input cost the same, with slopes that the chain rule joins?"""
    A, Y = batch
    logs, rates = PoissonNLLLoss(), PoissonNLLLoss(log_input=False, eps=0.0)
    np.testing.assert_allclose(
        logs.forward(A, Y), rates.forward(np.exp(A), Y), rtol=1e-9, atol=1e-9
    )
    np.testing.assert_allclose(logs.backward(), np.exp(A) * rates.backward(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_gradient_is_what_nudging_gives(reduction):
    """Does a central difference agree, for every reduction?"""
    rng = np.random.default_rng(0)
    A, Y = rng.normal(size=(4, 3)), rng.poisson(2, (4, 3))
    loss = PoissonNLLLoss(reduction=reduction)
    numeric = numerical_gradient(loss, A, Y)
    loss.forward(A, Y)
    np.testing.assert_allclose(loss.backward(), numeric, rtol=1e-6, atol=1e-6)


def test_nothing_expected_is_finite():
    """Does an expected number of 0 cost what eps says, and nothing if nothing came?"""
    loss = PoissonNLLLoss(log_input=False, reduction="none")
    np.testing.assert_allclose(loss.forward([[0.0, 0.0]], [[0, 1]]), [[0, -np.log(1e-8)]])
    assert np.isfinite(loss.backward()).all()


def test_shapes_must_agree():
    """Is a column against a row an error instead of a table?"""
    with pytest.raises(ValueError, match="shape"):
        PoissonNLLLoss().forward(np.zeros((3, 1)), np.zeros(3))
