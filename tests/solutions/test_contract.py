"""Do the tools of the warm-up do what their docstrings promise, on any input?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import optimize
from surprise_to_gradient.solutions.contract import (
    Loss,
    SquaredError,
    check_contract,
    gradcheck,
    gradient_step,
    iota_sum,
    one_hot,
    row_softmax_shape_quiz,
)

FLOATS = st.floats(-1e3, 1e3)


def tables(elements=FLOATS, dims=2):
    """Random tables of any small shape."""
    return array_shapes(min_dims=dims, max_dims=dims, max_side=5).flatmap(
        lambda shape: arrays(float, shape, elements=elements)
    )


# ----------------------------------------------------------------------------- one_hot


@given(st.integers(1, 6).flatmap(lambda C: st.tuples(st.lists(st.integers(0, C - 1)), st.just(C))))
def test_one_hot_can_be_read_back(drawn):
    """Is there exactly one 1 in each row, at the label's place?"""
    y, C = np.array(drawn[0], int), drawn[1]
    table = one_hot(y, C)
    assert table.shape == (len(y), C)
    assert table.dtype == float
    assert set(np.unique(table)) <= {0.0, 1.0}
    np.testing.assert_array_equal(table.sum(axis=1), np.ones(len(y)))
    np.testing.assert_array_equal(table.argmax(axis=1), y)


@pytest.mark.parametrize("label", [-5, -1, 4, 100])
def test_one_hot_refuses_what_is_no_class(label):
    """Is a label outside 0 … C − 1 an error, negative ones included?"""
    with pytest.raises(ValueError, match="labels"):
        one_hot(np.array([0, label, 1]), 4)


# ------------------------------------------------------------- iota_sum, shape quiz


@given(tables())
def test_iota_sum_is_the_sum(M):
    """Is the product with ones the sum of all entries, as a scalar?"""
    assert np.shape(iota_sum(M)) == ()
    assert iota_sum(M) == pytest.approx(M.sum(), rel=1e-12, abs=1e-9)


@given(tables(st.integers(0, 255)))
def test_iota_sum_of_narrow_whole_numbers_does_not_overflow(M):
    """Does a table of bytes have the sum that its numbers have?"""
    assert iota_sum(M.astype(np.uint8)) == M.sum()


@given(tables(st.floats(1e-3, 1e3)))
def test_rows_become_distributions(Z):
    """Does every row sum to 1 and keep the ratios of its scores?"""
    P = row_softmax_shape_quiz(Z)
    assert P.shape == Z.shape
    np.testing.assert_allclose(P.sum(axis=1), 1)
    np.testing.assert_allclose(P * Z[:, :1], Z * P[:, :1])


@given(tables(st.floats(1e-3, 1e3)), st.integers(0, 4))
def test_a_row_does_not_depend_on_its_neighbors(Z, n):
    """Is a row the same when it comes alone?"""
    row = Z[n % len(Z)][None]
    np.testing.assert_array_equal(
        row_softmax_shape_quiz(row), row_softmax_shape_quiz(Z)[n % len(Z)][None]
    )


# --------------------------------------------------------------------------- gradcheck


@given(tables(st.floats(-3, 3), dims=2))
def test_right_gradients_pass(x):
    """Does a right gradient have a tiny error, for any shape?"""
    assert gradcheck(lambda x: (np.sum(np.sin(x)), np.cos(x)), x) < 1e-8
    assert gradcheck(optimize_pair, x.ravel()[:1].repeat(3)) < 1e-6


def optimize_pair(x):
    """SciPy's Rosenbrock function and its gradient."""
    return optimize.rosen(x), optimize.rosen_der(x)


@given(tables(st.floats(0.5, 3), dims=2), st.sampled_from([-1.0, 0.5, 2.0, 1.001]))
def test_wrong_gradients_fail(x, factor):
    """Does a wrong factor show, and as large as the formula says?"""
    error = gradcheck(lambda x: (np.sum(x**2), factor * 2 * x), x)
    expected = np.max(abs(factor - 1) * 2 * x / np.maximum(1, 2 * x * max(1, abs(factor))))
    assert error == pytest.approx(expected, rel=1e-4)


def test_gradcheck_leaves_its_argument_alone():
    """Is x the same afterwards, bit for bit, and may it be whole numbers?"""
    x = np.array([1, 2, 3])
    kept = x.copy()
    assert gradcheck(lambda x: (np.sum(x**3), 3 * x**2), x) < 1e-8
    np.testing.assert_array_equal(x, kept)


@given(st.floats(0.01, 1), arrays(float, 3, elements=st.floats(-5, 5)))
def test_the_step_is_the_one_asked_for(h, x):
    """Is the error for a cube the h² that Taylor's formula leaves?"""
    error = gradcheck(lambda x: (np.sum(x**3), 3 * x**2), x, h)
    expected = np.max(h**2 / np.maximum(1, 3 * x**2 + h**2))
    assert error == pytest.approx(expected, rel=1e-6, abs=1e-9)


# -------------------------------------------------------------------------------- Loss


@given(tables())
def test_reductions_agree(losses):
    """Is the sum the sum of "none" and the mean that over the count?"""
    total, mean, none = (Loss(r).reduce(losses) for r in ("sum", "mean", "none"))
    np.testing.assert_array_equal(none, losses)
    assert total == pytest.approx(losses.sum(), abs=1e-9)
    assert mean * losses.size == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@given(losses=tables(st.floats(-9, 9)))
def test_spread_is_the_gradient_of_reduce(reduction, losses):
    """Does nudging the losses themselves, whose slopes are 1, give what `spread` says?"""
    loss = Loss(reduction)

    def value_and_gradient(x):
        return np.sum(loss.reduce(x)), loss.spread(np.ones_like(x))

    assert gradcheck(value_and_gradient, losses) < 1e-7


@pytest.mark.parametrize("reduction", ["average", "Mean", "", None])
def test_unknown_reductions_are_refused_at_once(reduction):
    """Is a wrong option an error when the loss is built?"""
    with pytest.raises(ValueError, match="reduction"):
        Loss(reduction)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_the_given_loss_keeps_the_contract(reduction):
    """Does the notebook's own contract test pass a loss that is right?"""
    rng = np.random.default_rng(0)
    check_contract(SquaredError, *rng.normal(size=(2, 4, 3)), reduction=reduction)


class Stale(SquaredError):
    """Remembers the first batch for ever."""

    def forward(self, A, Y):
        first = getattr(self, "residual", None)
        value = super().forward(A, Y)
        self.residual = self.residual if first is None else first
        return value


class Shared(SquaredError):
    """Keeps its state on the class."""

    def forward(self, A, Y):
        value = super().forward(A, Y)
        Shared.residual = self.__dict__.pop("residual")
        return value


class Greedy(SquaredError):
    """Overwrites the predictions."""

    def forward(self, A, Y):
        value = super().forward(A, Y)
        A -= Y
        return value


class Uphill(SquaredError):
    """Has the wrong sign."""

    def backward(self):
        return -super().backward()


@pytest.mark.parametrize("broken", [Stale, Shared, Greedy, Uphill])
def test_the_contract_test_sees_what_breaks_the_contract(broken):
    """Does the notebook's contract test notice each kind of broken loss?"""
    A, Y = np.arange(6.0).reshape(3, 2), np.ones((3, 2))
    with pytest.raises(AssertionError):
        check_contract(broken, A, Y)


# ----------------------------------------------------------------------- gradient_step


@given(tables(st.floats(-3, 3)), st.integers(1, 3), st.integers(0, 99))
def test_a_step_follows_the_gradient_of_the_loss(X, C, seed):
    """Is what is subtracted the rate times the gradient of the mean squared error?"""
    rng = np.random.default_rng(seed)
    theta, Y = rng.normal(size=(X.shape[1], C)), rng.normal(size=(len(X), C))

    def value_and_gradient(theta):
        return np.mean((X @ theta - Y) ** 2), (theta - gradient_step(theta, X, Y, 0.25)) / 0.25

    assert gradcheck(value_and_gradient, theta) < 1e-6


def test_many_steps_find_the_least_squares_solution():
    """Does training end where linear algebra says that the minimum is?"""
    rng = np.random.default_rng(0)
    X, Y, theta = rng.normal(size=(20, 3)), rng.normal(size=(20, 2)), np.zeros((3, 2))
    for _ in range(2000):
        theta = gradient_step(theta, X, Y, 0.3)
    np.testing.assert_allclose(theta, np.linalg.lstsq(X, Y)[0], atol=1e-9)
