"""Does the reference for cross-entropy and divergence agree with SciPy, and with what is proved?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special, stats
from scipy.spatial.distance import jensenshannon
from surprise_to_gradient.solutions.divergence import (
    cross_entropy,
    extra_bits,
    js_divergence,
    kl_divergence,
)

BASES = st.sampled_from([None, 2, 10, math.e, 3.5])
WEIGHTS = st.one_of(st.just(0.0), st.floats(1e-6, 1.0))
POSITIVE = st.floats(1e-6, 1.0)
FUNCTIONS = (cross_entropy, kl_divergence, js_divergence)


@st.composite
def pairs(draw, elements=WEIGHTS):
    """Two batches of distributions of the same shape, zeros among them unless told otherwise."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 6)))
    weights = draw(arrays(float, (2, *shape), elements=elements))
    weights[..., 0] += weights.sum(-1) == 0
    p, q = weights / weights.sum(-1, keepdims=True)
    return p, q


@given(pairs(), BASES)
def test_cross_entropy_agrees_with_scipy(pq, base):
    """Is it −Σ xlogy(p, q), infinities included?"""
    p, q = pq
    expected = -special.xlogy(p, q).sum(-1) / np.log(base or np.e)
    np.testing.assert_allclose(cross_entropy(p, q, base=base), expected, atol=1e-13)


@given(pairs(), BASES)
def test_divergence_agrees_with_scipy(pq, base):
    """Is it Σ rel_entr(p, q), and `scipy.stats.entropy(p, q)`, infinities included?"""
    p, q = pq
    nats = special.rel_entr(p, q).sum(-1)
    np.testing.assert_allclose(
        kl_divergence(p, q, -1, base), nats / np.log(base or np.e), atol=1e-12
    )
    np.testing.assert_allclose(
        kl_divergence(p, q, base=base), stats.entropy(p, q, base=base, axis=-1), atol=1e-12
    )


@given(pairs(), BASES)
def test_js_agrees_with_scipy(pq, base):
    """Is it the square of SciPy's Jensen–Shannon *distance*?"""
    p, q = pq
    ours = js_divergence(p, q, base=base)
    assert np.isfinite(ours).all()
    np.testing.assert_allclose(ours, jensenshannon(p, q, base=base, axis=-1) ** 2, atol=1e-12)


@given(arrays(float, (2, 3, 4), elements=st.floats(0, 2)))
def test_numbers_are_taken_as_they_are(pq):
    """Is nothing rescaled, clipped or made positive when the numbers do not sum to 1?"""
    p, q = pq
    np.testing.assert_allclose(kl_divergence(p, q), special.rel_entr(p, q).sum(-1), atol=1e-12)
    np.testing.assert_allclose(cross_entropy(p, q), -special.xlogy(p, q).sum(-1), atol=1e-12)


def test_a_negative_result_is_returned():
    """Does the divergence tell the caller that its arguments are no distributions?"""
    assert kl_divergence([0.2, 0.3], [0.5, 0.9]) == pytest.approx(
        0.2 * math.log(0.4) + 0.3 * math.log(1 / 3)
    )


@given(pairs())
def test_gibbs_inequality(pq):
    """Is D ≥ 0 apart from the last digit, and 0 for equal distributions?"""
    p, q = pq
    assert (kl_divergence(p, q) >= -1e-14).all()
    assert (kl_divergence(p, p) == 0).all()


@given(pairs(POSITIVE))
def test_decomposition(pq):
    """Is H(p, q) = H(p, p) + D(p‖q)?"""
    p, q = pq
    np.testing.assert_allclose(
        cross_entropy(p, q), cross_entropy(p, p) + kl_divergence(p, q), atol=1e-12
    )


@given(pairs())
def test_js_is_symmetric_and_bounded(pq):
    """Is 0 ≤ JS(p, q) = JS(q, p) ≤ ln 2?"""
    p, q = pq
    value = js_divergence(p, q)
    np.testing.assert_allclose(value, js_divergence(q, p), atol=1e-15)
    assert (value >= -1e-15).all()
    assert (value <= np.log(2) + 1e-14).all()


def test_infinity_just_where_the_support_is_violated():
    """Is q = 0 infinite where p > 0, and free where p = 0, without a warning?"""
    p, q = [[0.5, 0.5], [1, 0]], [1, 0]
    with np.errstate(all="raise"):
        assert cross_entropy(p, q).tolist() == [np.inf, 0]
        assert kl_divergence(p, q).tolist() == [np.inf, 0]
        assert np.isfinite(js_divergence(p, q)).all()
        assert kl_divergence(q, p[0]) == pytest.approx(math.log(2))


@pytest.mark.parametrize("function", FUNCTIONS)
@given(pq=pairs())
def test_axis(function, pq):
    """Does an axis in front give what the last one gives after a transposition?"""
    p, q = pq
    expected = function(p, q)
    for axis in (0, -2):
        np.testing.assert_allclose(function(p.T, q.T, axis), expected, atol=1e-14)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_broadcasting(function):
    """Does every target meet every prediction if the shapes say so?"""
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(3), 4), rng.dirichlet(np.ones(3), 5)
    table = function(p[:, None], q)
    assert table.shape == (4, 5)
    for i, j in np.ndindex(4, 5):
        assert table[i, j] == pytest.approx(function(p[i], q[j]))


@given(pairs(POSITIVE))
def test_gradients(pq):
    """Do nudges of q agree with −p/q, found by complex step through the formula?"""
    p, q = pq[0][0], pq[1][0] + 0.01  # away from 0, where a nudge would be too large
    h, k = 1e-30, len(q)
    exact = [(-(p * np.log(q + 1j * h * row)).sum()).imag / h for row in np.eye(k)]
    np.testing.assert_allclose(exact, -p / q, atol=1e-12)
    h = 1e-6
    for function in (cross_entropy, kl_divergence):
        nudged = [
            (function(p, q + h * row) - function(p, q - h * row)) / (2 * h) for row in np.eye(k)
        ]
        np.testing.assert_allclose(nudged, exact, rtol=1e-5, atol=1e-6)


@given(pairs())
def test_extra_bits_agree_with_scipy(pq):
    """Is it the divergence in bits?"""
    p, q = pq[0][0], pq[1][0]
    assert extra_bits(p, q) == pytest.approx(stats.entropy(p, q, base=2), abs=1e-12)


@pytest.mark.parametrize("function", [*FUNCTIONS, extra_bits])
def test_inputs_stay_as_they_were(function):
    """Are arrays with zeros the same afterwards?"""
    p, q = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.5, 0.5])
    function(p, q)
    assert (p.tolist(), q.tolist()) == ([0, 1, 0], [0, 0.5, 0.5])
