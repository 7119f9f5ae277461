"""Does the loss for counts give PyTorch's numbers, in value and gradient?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from surprise_to_gradient.solutions.counts import PoissonNLLLoss

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity

COUNTS = st.one_of(st.integers(0, 5), st.integers(0, 10**6)).map(float)


@st.composite
def batches(draw, predictions):
    """Predictions and counts of one shape (N, C)."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, max_side=5))
    A = draw(arrays(float, shape, elements=predictions))
    return A, draw(arrays(float, shape, elements=COUNTS))


def assert_parity(A, Y, **options):
    """Value and gradient agree to 1e-9."""
    theirs = torch.tensor(A, dtype=torch.float64, requires_grad=True)
    value = torch.nn.PoissonNLLLoss(**options)(theirs, torch.tensor(Y, dtype=torch.float64))
    value.sum().backward()
    ours = PoissonNLLLoss(**options)
    np.testing.assert_allclose(ours.forward(A, Y), value.detach().numpy(), rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(ours.backward(), theirs.grad.numpy(), rtol=1e-9, atol=1e-9)


each_reduction = pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
each_full = pytest.mark.parametrize("full", [False, True])


@each_reduction
@each_full
@given(batch=batches(st.floats(-20, 20)))
def test_logarithms(reduction, full, batch):
    """Is it PyTorch's for logarithms of expected numbers?"""
    assert_parity(*batch, reduction=reduction, full=full)


@each_reduction
@each_full
@given(batch=batches(st.floats(0, 1e4)), eps=st.sampled_from([1e-8, 1e-3, 0.5]))
def test_expected_numbers(reduction, full, batch, eps):
    """Is it PyTorch's for expected numbers, 0 included, and any eps?"""
    assert_parity(*batch, log_input=False, eps=eps, reduction=reduction, full=full)
