"""Are the regression losses what their formulas say, on any input?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import special, stats
from surprise_to_gradient.solutions.regression import (
    HuberLoss,
    L1Loss,
    MSELoss,
    SmoothL1Loss,
    mean_squared_price_error,
)

LOSSES = [MSELoss, L1Loss, HuberLoss, SmoothL1Loss]
REDUCTIONS = ["mean", "sum", "none"]
#: Quarters up to 1000: sums and squares of them are exact, and ties are frequent.
QUARTERS = st.integers(-4000, 4000).map(lambda n: n / 4)

each_loss = pytest.mark.parametrize("loss", LOSSES)
each_reduction = pytest.mark.parametrize("reduction", REDUCTIONS)


@st.composite
def batches(draw, elements=QUARTERS):
    """Predictions and targets of one shape (N, C)."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, max_side=5))
    return draw(arrays(float, shape, elements=elements)), draw(
        arrays(float, shape, elements=elements)
    )


def complex_step(value, d):
    """The slope of an analytic function at each entry, free of cancellation."""
    return value(d + 1e-200j).imag / 1e-200


def central_difference(loss, A, Y, h=1e-3):
    """Slopes of ``loss.forward`` by central differences, one entry at a time."""
    gradient = np.zeros_like(A)
    for index in np.ndindex(A.shape):
        step = np.zeros_like(A)
        step[index] = h
        up, down = loss.forward(A + step, Y), loss.forward(A - step, Y)
        gradient[index] = (np.sum(up) - np.sum(down)) / (2 * h)
    return gradient


# ----------------------------------------------------------------------- oracles


@given(batches())
def test_mse_is_the_second_moment_of_the_error(batch):
    """Is the mean squared error the variance of the errors plus the square of their mean?"""
    A, Y = batch
    expected = stats.describe((A - Y).ravel(), ddof=0) if A.size > 1 else None
    spread = expected.variance if expected else 0.0
    assert MSELoss().forward(A, Y) == pytest.approx(spread + np.mean(A - Y) ** 2)


@given(batches())
def test_l1_is_the_distance_between_the_flattened_arrays(batch):
    """Is the summed L1 loss the 1-norm of the error?"""
    A, Y = batch
    assert L1Loss("sum").forward(A, Y) == np.linalg.norm((A - Y).ravel(), 1)


@given(batches(), st.floats(0.1, 100))
def test_huber_is_scipys(batch, delta):
    """Is every entry SciPy's `huber`?"""
    A, Y = batch
    np.testing.assert_allclose(
        HuberLoss(delta, "none").forward(A, Y), special.huber(delta, A - Y), rtol=1e-12
    )


@given(batches(), st.floats(0.1, 100))
def test_smooth_l1_is_huber_over_beta(batch, beta):
    """Is it Huber's loss divided by its threshold, and the L1 loss where that is 0?"""
    smooth, huber, kink, l1 = SmoothL1Loss(beta), HuberLoss(beta), SmoothL1Loss(0), L1Loss()
    assert smooth.forward(*batch) == pytest.approx(huber.forward(*batch) / beta)
    np.testing.assert_allclose(smooth.backward(), huber.backward() / beta, rtol=1e-12)
    assert kink.forward(*batch) == l1.forward(*batch)
    np.testing.assert_array_equal(kink.backward(), l1.backward())


@given(batches())
def test_mse_gradient_is_the_complex_step(batch):
    """Does the slope of the square agree with a complex step?"""
    A, Y = batch
    loss = MSELoss("sum")
    loss.forward(A, Y)
    np.testing.assert_allclose(loss.backward(), complex_step(np.square, A - Y), rtol=1e-12)


@each_loss
@each_reduction
@given(batch=batches())
def test_gradient_is_the_central_difference_away_from_kinks(loss, reduction, batch):
    """Does nudging the predictions give what `backward` says, for every reduction?"""
    A, Y = batch
    kinks = {MSELoss: [], L1Loss: [0], HuberLoss: [-0.6, 0.6], SmoothL1Loss: [-0.6, 0.6]}[loss]
    assume(all(np.all(np.abs(A - Y - kink) > 0.01) for kink in kinks))
    made = loss(0.6, reduction) if loss in (HuberLoss, SmoothL1Loss) else loss(reduction)
    numeric = central_difference(made, A, Y)
    made.forward(A, Y)
    np.testing.assert_allclose(made.backward(), numeric, rtol=1e-6, atol=1e-6)


# --------------------------------------------------------------------- properties


@each_loss
@given(batch=batches())
def test_perfect_predictions_cost_nothing(loss, batch):
    """Is the loss zero just where A equals Y, and the gradient zero there too?"""
    A, Y = batch
    made = loss()
    assert made.forward(Y, Y) == 0
    assert not made.backward().any()
    assert (made.forward(A, Y) == 0) == np.array_equal(A, Y)


@each_loss
@given(batch=batches(), shift=QUARTERS)
def test_only_the_error_counts(loss, batch, shift):
    """Does moving predictions and targets together change nothing?"""
    A, Y = batch
    here, there = loss(), loss()
    assert here.forward(A, Y) == there.forward(A + shift, Y + shift)
    np.testing.assert_array_equal(here.backward(), there.backward())


@each_loss
@given(batch=batches())
def test_over_and_under_cost_the_same(loss, batch):
    """Does exchanging A and Y leave the loss and turn the gradient around?"""
    A, Y = batch
    one, other = loss(), loss()
    assert one.forward(A, Y) == other.forward(Y, A)
    np.testing.assert_array_equal(one.backward(), -other.backward())


@each_loss
@given(batch=batches())
def test_a_doubled_batch_has_the_same_mean(loss, batch):
    """Does the mean not notice that every sample is there twice, while slopes halve?"""
    A, Y = batch
    once, twice = loss(), loss()
    assert once.forward(A, Y) == pytest.approx(twice.forward(np.vstack([A, A]), np.vstack([Y, Y])))
    np.testing.assert_allclose(twice.backward(), np.vstack([once.backward()] * 2) / 2)


@each_loss
@given(batch=batches())
def test_reductions_agree_with_each_other(loss, batch):
    """Is "sum" the sum of "none", and "mean" that over N·C, in value and gradient?"""
    A, Y = batch
    none, total, mean = (loss(reduction=r) for r in ("none", "sum", "mean"))
    losses = none.forward(A, Y)
    assert losses.shape == A.shape
    assert total.forward(A, Y) == pytest.approx(losses.sum())
    assert mean.forward(A, Y) == pytest.approx(losses.sum() / A.size)
    np.testing.assert_array_equal(none.backward(), total.backward())
    np.testing.assert_allclose(mean.backward(), total.backward() / A.size)


@given(batches())
def test_huber_lies_between_its_neighbors(batch):
    """Is a huge δ half the squared error, and does a tiny δ leave nothing, not the L1 loss?"""
    A, Y = batch
    assert HuberLoss(1e6).forward(A, Y) == pytest.approx(MSELoss().forward(A, Y) / 2)
    assert HuberLoss(1e-300).forward(A, Y) <= 1e-296
    assert HuberLoss(0.25).forward(A, Y) <= 0.25 * L1Loss().forward(A, Y)


@given(batches(), st.floats(0.1, 100))
def test_huber_slope_is_bounded(batch, delta):
    """Can no single entry pull harder than δ?"""
    A, Y = batch
    loss = HuberLoss(delta, "sum")
    loss.forward(A, Y)
    assert np.abs(loss.backward()).max() <= delta


# -------------------------------------------------------------------------- edges


@each_loss
def test_integers_are_real_numbers(loss):
    """Do narrow and unsigned whole numbers give what the same floats give?"""
    A, Y = np.array([[3, 250]], np.uint8), np.array([[250, 3]], np.uint8)
    assert loss().forward(A, Y) == loss().forward(A.astype(float), Y.astype(float))


@each_loss
def test_shapes_must_agree(loss):
    """Is a column against a row an error instead of a table?"""
    with pytest.raises(ValueError, match="shape"):
        loss().forward(np.zeros((3, 1)), np.zeros(3))


@pytest.mark.parametrize("delta", [0, -1, float("nan")])
def test_threshold_must_be_positive(delta):
    """Is a threshold that makes no loss refused when the loss is built?"""
    with pytest.raises(ValueError, match="positive"):
        HuberLoss(delta)


def test_enormous_errors_stay_finite():
    """Does an error whose square overflows still have a Huber loss and a gradient?"""
    loss = HuberLoss(1.0)
    assert loss.forward(np.array([[1e200]]), np.array([[0.0]])) == pytest.approx(1e200)
    assert loss.backward() == 1


@given(arrays(np.int64, (2, 4), elements=st.integers(-(10**12), 10**12)))
def test_price_error_is_that_of_python_integers(pair):
    """Is the repaired function right for numbers whose squares need 80 bits?"""
    A, Y = pair
    exact = sum((int(a) - int(y)) ** 2 for a, y in zip(A, Y, strict=True))
    assert mean_squared_price_error(A, Y) == pytest.approx(exact / 4, rel=1e-12)


def test_price_error_of_the_bug():
    """Is the buggy formula negative where the repaired one gives 1 250 000 000.5?"""
    A = np.array([[300_000, 3], [500_000, 4]], np.int32)
    Y = np.array([[350_000, 4], [450_000, 3]], np.int32)
    assert np.mean((A - Y) ** 2) == -897_483_647.5
    assert mean_squared_price_error(A, Y) == 1_250_000_000.5
