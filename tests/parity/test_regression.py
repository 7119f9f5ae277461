"""Do the regression losses give PyTorch's numbers, in value and gradient?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from surprise_to_gradient.solutions.regression import HuberLoss, L1Loss, MSELoss, SmoothL1Loss

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity

REDUCTIONS = ["mean", "sum", "none"]
#: Whole numbers among the floats, so that ties and errors of exactly δ occur.
NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6))

each_reduction = pytest.mark.parametrize("reduction", REDUCTIONS)


@st.composite
def batches(draw):
    """Predictions and targets of one shape (N, C)."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, max_side=5))
    return tuple(draw(arrays(float, shape, elements=NUMBERS)) for _ in range(2))


def torch_answers(loss, A, Y):
    """PyTorch's value, and the gradient of its sum with respect to A."""
    A = torch.tensor(A, dtype=torch.float64, requires_grad=True)
    value = loss(A, torch.tensor(Y, dtype=torch.float64))
    value.sum().backward()
    return value.detach().numpy(), A.grad.numpy()


def assert_parity(ours, theirs, A, Y):
    """Value and gradient agree to 1e-9."""
    value, gradient = torch_answers(theirs, A, Y)
    np.testing.assert_allclose(ours.forward(A, Y), value, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.backward(), gradient, rtol=1e-9, atol=1e-12)


@each_reduction
@given(batch=batches())
def test_mse(reduction, batch):
    """Is MSELoss PyTorch's, for every reduction?"""
    assert_parity(MSELoss(reduction), torch.nn.MSELoss(reduction=reduction), *batch)


@each_reduction
@given(batch=batches())
def test_l1(reduction, batch):
    """Is L1Loss PyTorch's, ties included?"""
    assert_parity(L1Loss(reduction), torch.nn.L1Loss(reduction=reduction), *batch)


@each_reduction
@given(batch=batches(), delta=st.one_of(st.sampled_from([0.5, 1.0, 2.0]), st.floats(1e-3, 1e3)))
def test_huber(reduction, batch, delta):
    """Is HuberLoss PyTorch's for any δ, errors of exactly δ included?"""
    theirs = torch.nn.HuberLoss(reduction=reduction, delta=delta)
    assert_parity(HuberLoss(delta, reduction), theirs, *batch)


@given(batch=batches(), beta=st.floats(1e-3, 1e3))
def test_huber_is_smooth_l1_times_delta(batch, beta):
    """Is Huber's loss δ times the SmoothL1Loss with the same threshold?"""
    value, gradient = torch_answers(torch.nn.SmoothL1Loss(beta=beta), *batch)
    ours = HuberLoss(beta)
    np.testing.assert_allclose(ours.forward(*batch), beta * value, rtol=1e-9)
    np.testing.assert_allclose(ours.backward(), beta * gradient, rtol=1e-9, atol=1e-12)


@each_reduction
@given(batch=batches(), beta=st.one_of(st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.floats(1e-3, 1e3)))
def test_smooth_l1(reduction, batch, beta):
    """Is SmoothL1Loss PyTorch's for any β, 0 and errors of exactly β included?"""
    theirs = torch.nn.SmoothL1Loss(reduction=reduction, beta=beta)
    assert_parity(SmoothL1Loss(beta, reduction), theirs, *batch)


def test_torch_only_warns_where_this_course_raises():
    """Does PyTorch broadcast a column against a row with no more than a warning?"""
    A, Y = torch.arange(3.0).reshape(3, 1), torch.arange(3.0)
    with pytest.warns(UserWarning, match="broadcasting"):
        assert torch.nn.MSELoss()(A, Y) > 1
    with pytest.raises(ValueError, match="shape"):
        MSELoss().forward(A.numpy(), Y.numpy())


def test_both_refuse_a_threshold_that_is_not_positive():
    """Does PyTorch refuse δ ≤ 0 as well?"""
    with pytest.raises((ValueError, RuntimeError)):
        torch.nn.HuberLoss(delta=-1.0)(torch.ones(1), torch.zeros(1))
    with pytest.raises(ValueError, match="positive"):
        HuberLoss(delta=-1.0)
