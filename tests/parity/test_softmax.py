"""The softmax family against PyTorch in float64."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose
from surprise_to_gradient.solutions.softmax import (
    label_surprise,
    log_sigmoid,
    log_softmax,
    logsumexp,
    sigmoid,
    softmax,
    softmax_jacobian,
)

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
F = torch.nn.functional

TIGHT = {"rtol": 1e-9, "atol": 1e-12}

ordinary = st.floats(-5, 5)
extreme = st.one_of(
    ordinary, st.floats(-1e4, 1e4), st.sampled_from([0.0, 1e4, -1e4, 720.0, -720.0])
)
anything = arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=extreme)
batches = arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=extreme)


@st.composite
def with_axis(draw):
    z = draw(anything)
    return z, draw(st.integers(-z.ndim, z.ndim - 1))


def same(ours, theirs):
    assert_allclose(ours, theirs.numpy(), **TIGHT)


def slopes(function, z):
    """The gradient of the sum of PyTorch's function."""
    z = torch.tensor(z, requires_grad=True)
    function(z).sum().backward()
    return z.grad


@given(with_axis(), st.booleans())
def test_logsumexp(case, keepdims):
    """Is it `torch.logsumexp`, for every axis and both values of keepdims?"""
    z, axis = case
    same(logsumexp(z, axis, keepdims), torch.logsumexp(torch.tensor(z), axis, keepdims))


@given(with_axis())
def test_softmax(case):
    """Is it `torch.softmax`, and the gradient of `torch.logsumexp`?"""
    z, axis = case
    same(softmax(z, axis), torch.softmax(torch.tensor(z), axis))
    same(softmax(z, axis), slopes(lambda t: torch.logsumexp(t, axis), z))


@given(with_axis())
def test_log_softmax(case):
    """Is it `torch.log_softmax`, for every axis?"""
    z, axis = case
    same(log_softmax(z, axis), torch.log_softmax(torch.tensor(z), axis))


@given(anything)
def test_sigmoids(z):
    """Are they `torch.special.expit` and `F.logsigmoid`, and is 1 − σ the latter's slope?"""
    same(sigmoid(z), torch.special.expit(torch.tensor(z)))
    same(log_sigmoid(z), F.logsigmoid(torch.tensor(z)))
    same(sigmoid(-z), slopes(F.logsigmoid, z))


@given(arrays(float, st.integers(1, 5), elements=extreme))
def test_jacobian_of_a_vector(z):
    """Is it what autograd finds, one output after the other?"""
    softmax_of = lambda t: torch.softmax(t, -1)  # noqa: E731
    same(softmax_jacobian(z), torch.autograd.functional.jacobian(softmax_of, torch.tensor(z)))


@given(batches)
def test_jacobian_of_a_batch(z):
    """Does the batch have autograd's table for each row, and no derivative across rows?"""
    softmax_of = lambda t: torch.softmax(t, -1)  # noqa: E731
    whole = torch.autograd.functional.jacobian(softmax_of, torch.tensor(z)).numpy()  # (N, C, N, C)
    ours = softmax_jacobian(z)
    for n in range(len(z)):
        assert_allclose(ours[n], whole[n, :, n, :], **TIGHT)
        assert not np.delete(whole[n], n, axis=1).any()


@given(batches, st.integers(0, 2**32 - 1))
def test_label_surprise(A, seed):
    """Is it `F.cross_entropy` with reduction="none", for soft labels and for indices?"""
    rng = np.random.default_rng(seed)
    indices = rng.integers(0, A.shape[1], len(A))
    soft = rng.dirichlet(np.ones(A.shape[1]), len(A))
    logits = torch.tensor(A)
    same(label_surprise(A, soft), F.cross_entropy(logits, torch.tensor(soft), reduction="none"))
    one_hot = np.eye(A.shape[1])[indices]
    same(
        label_surprise(A, one_hot),
        F.cross_entropy(logits, torch.tensor(indices), reduction="none"),
    )


def test_a_masked_class():
    """Do both treat a logit of −inf as a probability of 0?"""
    z = np.array([1.0, -np.inf, 2.0])
    for ours, theirs in (
        (logsumexp, torch.logsumexp),
        (softmax, torch.softmax),
        (log_softmax, torch.log_softmax),
    ):
        same(ours(z), theirs(torch.tensor(z), -1))


def test_quirk_whole_numbers():
    """Where PyTorch refuses whole numbers, does the course compute in float64?"""
    z = torch.tensor([1, 2, 3])
    with pytest.raises(RuntimeError):
        torch.softmax(z, -1)
    with pytest.raises(RuntimeError):
        torch.log_softmax(z, -1)
    same(softmax(z.numpy()), torch.softmax(z.double(), -1))


def test_quirk_single_precision_saturates():
    """Is σ(17) exactly 1 in float32, and σ(37) in float64, against the textbook's open interval?"""
    assert torch.sigmoid(torch.tensor(17.0)).item() == 1
    assert torch.sigmoid(torch.tensor(36.0, dtype=torch.float64)).item() < 1
    assert torch.sigmoid(torch.tensor(37.0, dtype=torch.float64)).item() == 1
    assert sigmoid(36) < 1 == sigmoid(37)
