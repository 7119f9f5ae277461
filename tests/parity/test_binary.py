"""The yes-or-no losses and KL divergence against PyTorch's, in float64, with autograd."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal
from surprise_to_gradient.solutions.binary import (
    BCELoss,
    BCEWithLogitsLoss,
    KLDivLoss,
    score_gradient,
)

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
nn = torch.nn

TIGHT = {"rtol": 1e-9, "atol": 1e-12}

shapes = array_shapes(min_dims=2, max_dims=2, max_side=5)
reductions = st.sampled_from(["mean", "sum", "none"])
unit = st.one_of(
    st.floats(0, 1), st.sampled_from([0.0, 1.0, 1e-50, 1e-14, 1e-13, 1e-12, 1 - 2.0**-53])
)
logits = st.one_of(
    st.floats(-5, 5),
    st.floats(-1e4, 1e4),
    st.sampled_from([0.0, 1e4, -1e4, 37.0, -37.0, 720.0, -720.0]),
)


@st.composite
def batches(draw, predictions, targets=unit):
    shape = draw(shapes)
    return tuple(draw(arrays(float, shape, elements=e)) for e in (predictions, targets))


@st.composite
def weights(draw, shape):
    """None, or an array that broadcasts to the shape."""
    n, c = shape
    chosen = draw(st.sampled_from([None, (1,), (c,), (n, 1), (n, c)]))
    return None if chosen is None else draw(arrays(float, chosen, elements=st.floats(0, 5)))


def tensor(x):
    return None if x is None else torch.tensor(np.asarray(x, dtype=float))


#: PyTorch keeps the floor under A(1 − A) in single precision, also for float64 tensors.
SINGLE_FLOOR = float(np.float32(1e-12))


def floor_ratio(A):
    """What turns the course's slope of BCELoss into PyTorch's: 1 except under the floor."""
    spread = A * (1 - A)
    return np.maximum(spread, 1e-12) / np.maximum(spread, SINGLE_FLOOR)


def agree(ours, theirs, A, Y, ratio=1.0):
    """Are value and gradient the same? After "none", the gradient is that of the sum."""
    value = ours.forward(A, Y)
    logits = torch.tensor(A, requires_grad=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch advises "batchmean"
        expected = theirs(logits, torch.tensor(Y))
    expected.sum().backward()
    assert_allclose(value, expected.detach().numpy(), **TIGHT)
    assert_allclose(ours.backward() * ratio, logits.grad.numpy(), **TIGHT)


@given(batches(unit), st.data(), reductions)
def test_bce(batch, data, reduction):
    """Is it `torch.nn.BCELoss` for every option, at 0 and 1 too?"""
    w = data.draw(weights(batch[0].shape))
    theirs = nn.BCELoss(weight=tensor(w), reduction=reduction)
    agree(BCELoss(weight=w, reduction=reduction), theirs, *batch, floor_ratio(batch[0]))


@given(batches(logits), st.data(), reductions)
def test_bce_with_logits(batch, data, reduction):
    """Is it `torch.nn.BCEWithLogitsLoss` for every option, up to ±10⁴?"""
    w, pw = (data.draw(weights(batch[0].shape)) for _ in range(2))
    theirs = nn.BCEWithLogitsLoss(weight=tensor(w), pos_weight=tensor(pw), reduction=reduction)
    agree(BCEWithLogitsLoss(weight=w, pos_weight=pw, reduction=reduction), theirs, *batch)


@given(
    batches(st.floats(-1e4, 5), st.one_of(st.floats(0, 3), st.sampled_from([0.0, 1.0]))),
    st.sampled_from(["mean", "batchmean", "sum", "none"]),
)
def test_kl_div(batch, reduction):
    """Is it `torch.nn.KLDivLoss` for all four reductions, with targets of 0?"""
    agree(KLDivLoss(reduction), nn.KLDivLoss(reduction=reduction), *batch)


@given(
    batches(st.floats(-1e4, 5), st.floats(-1e4, 2)),
    st.sampled_from(["mean", "batchmean", "sum", "none"]),
)
def test_kl_div_with_log_target(batch, reduction):
    """Is it `torch.nn.KLDivLoss` with log_target=True?"""
    theirs = nn.KLDivLoss(reduction=reduction, log_target=True)
    agree(KLDivLoss(reduction, log_target=True), theirs, *batch)


@given(arrays(float, st.integers(2, 6), elements=st.floats(-4, 4)), st.data())
def test_score_gradient(s, data):
    """Is it what autograd finds through the whole softmax?"""
    c = data.draw(arrays(float, s.shape, elements=st.floats(0, 1)))
    scores, labels = torch.tensor(s, requires_grad=True), torch.tensor(c)
    p = torch.softmax(scores, -1)
    (-(labels * p.log() + (1 - labels) * (1 - p).log())).sum().backward()
    ours = score_gradient(p.detach().numpy(), c)
    assert_allclose(ours, scores.grad.numpy(), rtol=1e-9, atol=1e-11)


def test_an_impossible_class_that_happens():
    """Do both say infinity, with the slope −p?"""
    for reduction in ("mean", "batchmean", "sum", "none"):
        A, Y = np.array([[-np.inf, -0.5]]), np.array([[0.25, 0.75]])
        agree(KLDivLoss(reduction), nn.KLDivLoss(reduction=reduction), A, Y)


def test_quirk_impossible_and_never_happens():
    """For q = 0 = p, does PyTorch say nan where the course keeps 0·log 0 = 0?"""
    A, Y = np.array([[-np.inf]]), np.array([[0.0]])
    assert torch.isnan(nn.KLDivLoss(reduction="sum")(tensor(A), tensor(Y)))
    assert KLDivLoss("sum").forward(A, Y) == 0
    A, Y = np.array([[-1.0]]), np.array([[-np.inf]])
    assert torch.isnan(nn.KLDivLoss(reduction="sum", log_target=True)(tensor(A), tensor(Y)))
    assert KLDivLoss("sum", log_target=True).forward(A, Y) == 0


def test_quirk_negative_target():
    """Is the term of a negative target 0 here, where PyTorch takes its logarithm: nan?"""
    A, Y = np.log([[0.5, 0.25, 0.25]]), np.array([[-0.5, 1.0, 0.5]])
    losses = nn.KLDivLoss(reduction="none")(tensor(A), tensor(Y)).numpy()
    ours = KLDivLoss("none")
    assert np.isnan(losses[0, 0])
    np.testing.assert_allclose(ours.forward(A, Y), [[0, *losses[0, 1:]]], rtol=1e-9)
    np.testing.assert_array_equal(ours.backward(), -Y)


@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("a", [-np.inf, np.inf])
@pytest.mark.filterwarnings("ignore:invalid value")
def test_quirk_infinite_logits(a, y):
    """Are infinite logits, about which the course promises nothing, nan in both or in neither?"""
    A, Y = np.array([[a]]), np.array([[y]])
    theirs = nn.BCEWithLogitsLoss()(tensor(A), tensor(Y)).item()
    np.testing.assert_array_equal(BCEWithLogitsLoss().forward(A, Y), theirs)


def test_quirk_mean_warns():
    """Does PyTorch itself warn that "mean" is not the divergence?"""
    A, Y = np.log([[0.5, 0.5]]), [[0.25, 0.75]]
    with pytest.warns(UserWarning, match="batchmean"):
        nn.functional.kl_div(tensor(A), tensor(Y), reduction="mean")


def test_quirk_labels_must_be_real():
    """Where PyTorch refuses whole-number labels, does the course compute in float64?"""
    A, Y = np.array([[0.25, 0.75]]), np.array([[0, 1]])
    for theirs in (nn.BCELoss(), nn.BCEWithLogitsLoss()):
        with pytest.raises(RuntimeError):
            theirs(tensor(A), torch.tensor(Y))
    assert_allclose(BCELoss().forward(A, Y), nn.BCELoss()(tensor(A), tensor(Y)).item(), **TIGHT)


def test_quirk_logits_where_probabilities_belong():
    """Do both refuse them, PyTorch with RuntimeError and the course with ValueError?"""
    A, Y = np.array([[2.0]]), np.array([[1.0]])
    with pytest.raises(RuntimeError):
        nn.BCELoss()(tensor(A), tensor(Y))
    with pytest.raises(ValueError, match="probabilities"):
        BCELoss().forward(A, Y)


@pytest.mark.parametrize("name", ["BCELoss", "BCEWithLogitsLoss"])
def test_both_refuse_to_broadcast(name):
    """Do both raise ValueError for (N, 1) against (N,)?"""
    A, Y = np.full((3, 1), 0.5), np.ones(3)
    with pytest.raises(ValueError, match="size"):
        getattr(nn, name)()(tensor(A), tensor(Y))
    with pytest.raises(ValueError, match="shape"):
        {"BCELoss": BCELoss, "BCEWithLogitsLoss": BCEWithLogitsLoss}[name]().forward(A, Y)


def test_quirk_kl_div_broadcasts():
    """Where PyTorch's KLDivLoss broadcasts silently, does the course raise?"""
    A, Y = np.full((3, 2), -0.5), np.full((1, 2), 0.5)
    assert nn.KLDivLoss(reduction="none")(tensor(A), tensor(Y)).shape == (3, 2)
    with pytest.raises(ValueError, match="shape"):
        KLDivLoss().forward(A, Y)


def test_quirk_slope_under_the_clamp():
    """Does PyTorch's BCELoss give a slope of 10¹² where its loss is constant, and do we?"""
    A, Y = np.array([[0.0, 1e-60, 1e-20]]), np.ones((1, 3))
    agree(BCELoss(reduction="sum"), nn.BCELoss(reduction="sum"), A, Y, floor_ratio(A))
    ours = BCELoss(reduction="sum")
    assert ours.forward(A, Y) == 200 - np.log(1e-20)
    assert_array_equal(ours.backward(), -1e12)


def test_quirk_floor_in_single_precision():
    """Is PyTorch's steepest slope 1.000000004·10¹², since its 10⁻¹² is a float32?"""
    A = torch.zeros((1, 1), dtype=torch.float64, requires_grad=True)
    nn.BCELoss()(A, torch.ones_like(A)).backward()
    assert A.grad.item() == -1 / SINGLE_FLOOR
    assert 3.9e-9 < -A.grad.item() / 1e12 - 1 < 4.1e-9
