"""Do the tools of the warm-up agree with PyTorch's?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from surprise_to_gradient.solutions.contract import (
    SquaredError,
    gradcheck,
    gradient_step,
    iota_sum,
    one_hot,
    row_softmax_shape_quiz,
)

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity


@st.composite
def pairs(draw):
    """Two tables of one shape."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, max_side=5))
    return [torch.tensor(draw(arrays(float, shape, elements=st.floats(-9, 9)))) for _ in "AY"]


@given(st.lists(st.integers(0, 4), min_size=1))
def test_one_hot(labels):
    """Is one_hot PyTorch's, up to its integers?"""
    theirs = torch.nn.functional.one_hot(torch.tensor(labels), 5)
    np.testing.assert_array_equal(one_hot(np.array(labels), 5), theirs.numpy())


def test_both_refuse_labels_that_are_no_class():
    """Does PyTorch raise for a negative label and for one that is too large?"""
    for label in (-1, 4):
        with pytest.raises(RuntimeError):
            torch.nn.functional.one_hot(torch.tensor([0, label]), 4)
        with pytest.raises(ValueError, match="labels"):
            one_hot(np.array([0, label]), 4)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@given(pair=pairs())
def test_reduce_and_spread(reduction, pair):
    """Does a loss on top of `Loss` have PyTorch's values and gradients?"""
    A, Y = pair
    A.requires_grad_(True)
    value = torch.nn.MSELoss(reduction=reduction)(A, Y)
    value.sum().backward()
    ours = SquaredError(reduction)
    here = ours.forward(A.detach().numpy(), Y.numpy())
    np.testing.assert_allclose(here, value.detach().numpy(), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.backward(), A.grad.numpy(), rtol=1e-9, atol=1e-12)


@given(pairs())
def test_sums_and_shares(pair):
    """Are the sum and the softmax, made of exponentials and shares, PyTorch's?"""
    A, _ = pair
    np.testing.assert_allclose(iota_sum(A.numpy()), A.sum(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        row_softmax_shape_quiz(np.exp(A.numpy())), A.softmax(dim=1), rtol=1e-9, atol=1e-12
    )


@given(pairs(), st.integers(0, 99))
def test_a_gradient_step(pair, seed):
    """Is a step that of PyTorch's plain SGD?"""
    X, Y = pair
    theta = torch.tensor(np.random.default_rng(seed).normal(size=(X.shape[1], Y.shape[1])))
    ours = gradient_step(theta.numpy().copy(), X.numpy(), Y.numpy(), 0.1)
    theta.requires_grad_(True)
    torch.nn.functional.mse_loss(X @ theta, Y).backward()
    torch.optim.SGD([theta], lr=0.1).step()
    np.testing.assert_allclose(ours, theta.detach().numpy(), rtol=1e-9, atol=1e-12)


def test_autograd_passes_the_gradient_check():
    """Does `gradcheck` believe PyTorch's gradients, as PyTorch's own check does?"""

    def value_and_gradient(x):
        x = torch.tensor(x, requires_grad=True)
        value = torch.logsumexp(x, 0)
        value.backward()
        return value.item(), x.grad.numpy()

    x = np.array([2.0, 1.0, 0.1])
    assert gradcheck(value_and_gradient, x) < 1e-8
    assert torch.autograd.gradcheck(
        lambda x: torch.logsumexp(x, 0), torch.tensor(x, requires_grad=True)
    )
