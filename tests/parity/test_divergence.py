"""Do cross-entropy and divergence agree with PyTorch in float64?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from surprise_to_gradient.solutions.divergence import (
    cross_entropy,
    extra_bits,
    js_divergence,
    kl_divergence,
)

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity
F = torch.nn.functional

WEIGHTS = st.one_of(st.just(0.0), st.floats(1e-9, 1.0))
POSITIVE = st.floats(1e-3, 1.0)
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


@st.composite
def pairs(draw, elements=WEIGHTS):
    """Two batches of distributions of the same shape."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 6)))
    weights = draw(arrays(float, (2, *shape), elements=elements))
    weights[..., 0] += weights.sum(-1) == 0
    return weights / weights.sum(-1, keepdims=True)


@given(pairs())
def test_cross_entropy(pq):
    """Is it −Σ torch.xlogy(p, q) along either axis, infinities included?"""
    (p, q), (tp, tq) = pq, torch.tensor(pq)
    for axis in (0, -1):
        theirs = -torch.xlogy(tp, tq).sum(axis)
        np.testing.assert_allclose(cross_entropy(p, q, axis), theirs, **CLOSE)
        np.testing.assert_allclose(cross_entropy(p, q, axis, 2), theirs / np.log(2), **CLOSE)


@given(pairs(POSITIVE), arrays(float, 4, elements=st.floats(-30, 30)))
def test_cross_entropy_is_that_of_the_loss(pq, logits):
    """Is it F.cross_entropy with probabilities as targets and q = softmax(logits)?"""
    p = torch.tensor(pq[0])
    z = torch.tensor(logits).repeat(2)[: p.shape[1]].expand(p.shape)
    theirs = F.cross_entropy(z, p, reduction="none")
    q = torch.softmax(z, -1).numpy()
    np.testing.assert_allclose(cross_entropy(p.numpy(), q), theirs, **CLOSE)


@given(pairs(POSITIVE))
def test_divergence(pq):
    """Is it F.kl_div(log q, p), in that order, and 'batchmean' its mean over the rows?"""
    (p, q), (tp, tq) = pq, torch.tensor(pq)
    theirs = F.kl_div(tq.log(), tp, reduction="none").sum(-1)
    ours = kl_divergence(p, q)
    np.testing.assert_allclose(ours, theirs, **CLOSE)
    batchmean = F.kl_div(tq.log(), tp, reduction="batchmean")
    assert ours.mean() == pytest.approx(float(batchmean), rel=1e-9, abs=1e-12)
    categorical = torch.distributions.Categorical
    theirs = torch.distributions.kl_divergence(categorical(probs=tp), categorical(probs=tq))
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)


def test_quirk_mean_of_kl_div_is_no_divergence():
    """Does reduction='mean' divide by N·K, with a warning, so that no divergence comes out?"""
    p, q = np.array([[0.5, 0.5], [0.2, 0.8]]), np.array([[0.1, 0.9], [0.6, 0.4]])
    with pytest.warns(UserWarning, match="batchmean"):
        mean = F.kl_div(torch.tensor(q).log(), torch.tensor(p), reduction="mean")
    assert float(mean) == pytest.approx(kl_divergence(p, q).mean() / 2)


@given(pairs())
def test_divergence_with_zeros(pq):
    """Is it Σ xlogy(p, p) − xlogy(p, q), infinite where q = 0 < p?"""
    (p, q), (tp, tq) = pq, torch.tensor(pq)
    theirs = (torch.xlogy(tp, tp) - torch.xlogy(tp, tq)).sum(-1)
    np.testing.assert_allclose(kl_divergence(p, q), theirs, **CLOSE)


def test_quirk_kl_div_of_two_zeros():
    """Does F.kl_div give nan where p = q = 0, while the course counts 0?"""
    p = torch.tensor([1.0, 0.0], dtype=torch.float64)
    assert F.kl_div(p.log(), p, reduction="sum").isnan()
    assert kl_divergence([1, 0], [1, 0]) == 0


@given(pairs())
def test_js_divergence(pq):
    """Is it ln 2 plus half of what xlogy makes of p, q and p + q?"""
    (p, q), (tp, tq) = pq, torch.tensor(pq)
    m = (tp + tq) / 2
    halves = [(torch.xlogy(t, t) - torch.xlogy(t, m)).sum(-1) for t in (tp, tq)]
    np.testing.assert_allclose(js_divergence(p, q), sum(halves) / 2, **CLOSE)


@given(pairs(POSITIVE))
def test_gradient_in_the_prediction(pq):
    """Is autograd's gradient in q, −p/q, what nudging the reference gives?"""
    p, q = pq[0][0], 0.5 * pq[1][0] + 0.5 / pq.shape[-1]
    t = torch.tensor(q, requires_grad=True)
    F.kl_div(t.log(), torch.tensor(p), reduction="sum").backward()
    np.testing.assert_allclose(t.grad, -p / q, **CLOSE)
    h = 1e-6
    nudges = h * np.eye(len(q))
    for function in (cross_entropy, kl_divergence):
        measured = (function(p, q + nudges) - function(p, q - nudges)) / (2 * h)
        np.testing.assert_allclose(measured, t.grad, rtol=1e-6, atol=1e-7)


@given(pairs())
def test_extra_bits(pq):
    """Is it the same divergence over ln 2?"""
    (p, q), (tp, tq) = pq[:, 0], torch.tensor(pq)[:, 0]
    theirs = (torch.xlogy(tp, tp) - torch.xlogy(tp, tq)).sum() / np.log(2)
    assert extra_bits(p, q) == pytest.approx(float(theirs), rel=1e-9, abs=1e-12)
