"""The softmax family against SciPy, complex steps, and the properties that define it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy import special
from surprise_to_gradient.solutions.softmax import (
    label_surprise,
    log_sigmoid,
    log_softmax,
    logsumexp,
    numerical_jacobian,
    sigmoid,
    softmax,
    softmax_jacobian,
)

TIGHT = {"rtol": 1e-9, "atol": 1e-12}
FUNCTIONS = (logsumexp, softmax, log_softmax, sigmoid, log_sigmoid, softmax_jacobian)

finite = st.floats(-1e4, 1e4, allow_subnormal=False)
anything = arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=finite)
vectors = arrays(float, st.integers(1, 6), elements=st.floats(-30, 30))
batches = arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=finite)


@st.composite
def with_axis(draw):
    z = draw(anything)
    return z, draw(st.integers(-z.ndim, z.ndim - 1))


@given(with_axis(), st.booleans())
def test_logsumexp_against_scipy(case, keepdims):
    """Does log-sum-exp agree with SciPy's along every axis, for logits up to ±10⁴?"""
    z, axis = case
    expected = special.logsumexp(z, axis=axis, keepdims=keepdims)
    assert_allclose(logsumexp(z, axis=axis, keepdims=keepdims), expected, **TIGHT)


@given(with_axis())
def test_softmax_and_its_logarithm_against_scipy(case):
    """Do softmax and log-softmax agree with SciPy's along every axis?"""
    z, axis = case
    assert_allclose(softmax(z, axis=axis), special.softmax(z, axis=axis), **TIGHT)
    assert_allclose(log_softmax(z, axis=axis), special.log_softmax(z, axis=axis), **TIGHT)


@given(anything)
def test_sigmoids_against_scipy(z):
    """Do sigmoid and its logarithm keep every digit, down to where float64 runs out of them?"""
    assert_allclose(sigmoid(z), special.expit(z), rtol=1e-12, atol=1e-307)
    assert_allclose(log_sigmoid(z), special.log_expit(z), rtol=1e-12, atol=1e-307)


@given(with_axis())
def test_logsumexp_is_a_soft_maximum(case):
    """Is log-sum-exp at least the maximum, and at most ln C above it?"""
    z, axis = case
    excess = logsumexp(z, axis=axis) - z.max(axis=axis)
    assert (excess >= 0).all()
    assert (excess <= np.log(z.shape[axis]) + 1e-11).all()


@given(with_axis(), st.integers(-1000, 1000))
def test_only_differences_count(case, shift):
    """Does adding one number to all logits leave softmax alone, and move log-sum-exp by it?"""
    z, axis = case
    assert_allclose(softmax(z + shift, axis=axis), softmax(z, axis=axis), rtol=1e-9, atol=1e-11)
    moved = logsumexp(z + shift, axis=axis) - logsumexp(z, axis=axis)
    assert_allclose(moved, shift, rtol=0, atol=1e-10)


@given(with_axis(), st.randoms(use_true_random=False))
def test_softmax_is_a_distribution_and_follows_permutations(case, random):
    """Are probabilities in [0, 1] with sum 1, and do they move with their logits?"""
    z, axis = case
    p = softmax(z, axis=axis)
    assert ((p >= 0) & (p <= 1)).all()
    assert_allclose(p.sum(axis=axis), 1, rtol=1e-14)
    order = list(range(z.shape[axis]))
    random.shuffle(order)
    permuted = softmax(np.take(z, order, axis=axis), axis=axis)
    assert_allclose(permuted, np.take(p, order, axis=axis), rtol=1e-14)


@given(anything)
def test_sigmoid_is_two_class_softmax(z):
    """Is sigmoid the first entry of softmax((z, 0)), and σ(−z) its complement?"""
    pairs = np.stack([z, np.zeros_like(z)], axis=-1)
    assert_allclose(sigmoid(z), softmax(pairs)[..., 0], **TIGHT)
    assert_allclose(log_sigmoid(z), log_softmax(pairs)[..., 0], **TIGHT)
    assert_allclose(sigmoid(z) + sigmoid(-z), 1, rtol=1e-15)


@given(batches)
def test_log_softmax_is_idempotent(z):
    """Are log-probabilities their own log-softmax?"""
    once = log_softmax(z)
    assert_allclose(log_softmax(once), once, **TIGHT)


@given(vectors)
def test_jacobian_against_complex_step(z):
    """Does the Jacobian agree with the complex step, which suffers no cancellation?"""
    h = 1e-30
    steps = z + 1j * h * np.eye(z.size)
    e = np.exp(steps - z.max())
    J = (e / e.sum(axis=1, keepdims=True)).imag.T / h
    assert_allclose(softmax_jacobian(z), J, **TIGHT)


@given(vectors)
def test_softmax_is_the_gradient_of_logsumexp(z):
    """Does the slope of log-sum-exp, by complex step, equal softmax?"""
    h = 1e-30
    gradient = np.log(np.exp(z - z.max() + 1j * h * np.eye(z.size)).sum(axis=1)).imag / h
    assert_allclose(softmax(z), gradient, **TIGHT)


@given(batches)
def test_jacobian_properties(z):
    """Is each table symmetric and positive semidefinite, with rows that sum to 0?"""
    tables = softmax_jacobian(z)
    assert tables.shape == (*z.shape, z.shape[1])
    assert_allclose(tables.sum(axis=-1), 0, atol=1e-15)
    assert_allclose(tables, tables.swapaxes(1, 2), rtol=1e-14)
    assert np.linalg.eigvalsh(tables).min() > -1e-15
    for row, table in zip(z, tables, strict=True):
        assert_array_equal(softmax_jacobian(row), table)


def test_saturation_depends_on_gaps_only():
    """Are the counter-examples of the errata right: large equal logits do not saturate?"""
    assert_allclose(softmax_jacobian([100, 100, 100]).max(), 2 / 9)
    assert_allclose(softmax_jacobian([1000, 1000, 0]).max(), 1 / 4)
    assert_allclose(softmax_jacobian([1000, 0, 0]), 0, atol=1e-300)
    assert np.linalg.matrix_rank(softmax_jacobian([2, 1, 0.1])) == 2


def test_the_exponential_makes_no_value_smaller():
    """Is it ratios that softmax changes: (.475, .525) for logits .1 and .2, not (1/3, 2/3)?"""
    assert_allclose(softmax([0.1, 0.2]), [0.475021, 0.524979], atol=1e-6)


@given(batches, st.integers(0, 2**32 - 1))
def test_label_surprise_against_scipy(A, seed):
    """Is the repaired function finite, and right for one-hot and for soft labels?"""
    rng = np.random.default_rng(seed)
    for Y in (np.eye(A.shape[1])[rng.integers(0, A.shape[1], len(A))], rng.random(A.shape)):
        expected = -(Y * special.log_softmax(A, axis=1)).sum(axis=1)
        assert_allclose(label_surprise(A, Y), expected, **TIGHT)
        assert np.isfinite(label_surprise(A, Y)).all()


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("dtype", ["u1", "i1", "i8", "f4"])
def test_every_number_type_is_computed_in_float64(function, dtype):
    """Do narrow types give what the same numbers give in float64?"""
    z = np.array([[3, 0, 100], [7, 9, 8]], dtype=dtype)
    result = function(z)
    assert result.dtype == np.float64
    assert_array_equal(result, function(z.astype(float)))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_inputs_are_read_only(function):
    """Does each function work on an array that must not be written to, with strides of its own?"""
    z = np.arange(24.0).reshape(4, 6)[::2, ::2]
    z.flags.writeable = False
    assert_array_equal(function(z), function(z.copy()))


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.filterwarnings("error")
def test_no_warning_is_ever_printed(function):
    """Is the arithmetic clean, with no overflow on the way to the right answer?"""
    function(np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]]))


def test_a_masked_class_has_no_probability():
    """Does a logit of −inf count as a probability of 0, as attention masks need it?"""
    z = np.array([1.0, -np.inf, 2.0])
    assert_array_equal(softmax(z)[1], 0)
    assert_allclose(softmax(z)[[0, 2]], softmax(z[[0, 2]]))
    assert_array_equal(log_softmax(z)[1], -np.inf)
    assert_allclose(logsumexp(z), logsumexp(z[[0, 2]]))


@given(vectors)
def test_the_self_check_of_the_notebook(z):
    """Do central differences, given to students, come close to the Jacobian?"""
    assert_allclose(numerical_jacobian(softmax, z), softmax_jacobian(z), atol=1e-8)
