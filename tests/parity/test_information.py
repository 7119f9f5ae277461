"""Do information and entropy agree with PyTorch in float64?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from surprise_to_gradient.solutions.information import bits_per_symbol, entropy, self_information

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity

WEIGHTS = st.one_of(st.just(0.0), st.floats(1e-9, 1.0))


@st.composite
def distributions(draw):
    """A batch of distributions, zeros among them."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 6)))
    weights = draw(arrays(float, shape, elements=WEIGHTS))
    weights[..., 0] += weights.sum(-1) == 0
    return weights / weights.sum(-1, keepdims=True)


@given(arrays(float, (2, 5), elements=st.floats(0, 1)))
def test_self_information(p):
    """Is it −torch.log, infinite at 0; in bits −torch.log2; in hartleys −torch.log10?"""
    t = torch.tensor(p)
    for base, log in ((None, torch.log), (2, torch.log2), (10, torch.log10)):
        np.testing.assert_allclose(self_information(p, base), -log(t), rtol=1e-9, atol=1e-12)


@given(distributions())
def test_entropy(p):
    """Is it the sum of torch.special.entr along either axis, and minus that of xlogy?"""
    t = torch.tensor(p)
    for axis in (0, 1, -1):
        value = entropy(p, axis)
        np.testing.assert_allclose(value, torch.special.entr(t).sum(axis), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(value, -torch.xlogy(t, t).sum(axis), rtol=1e-9, atol=1e-12)


@given(arrays(float, (3, 4), elements=st.floats(-30, 30)))
def test_entropy_of_a_distribution_object(logits):
    """Is it Categorical(probs).entropy() for probabilities that are not at the edge?"""
    p = torch.softmax(torch.tensor(logits), -1)
    ours = entropy(p.numpy(), base=2) * np.log(2)
    theirs = -(p * torch.log_softmax(torch.tensor(logits), -1)).sum(-1)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    mixed = 0.9 * p + 0.1 / 4
    theirs = torch.distributions.Categorical(probs=mixed).entropy()
    np.testing.assert_allclose(entropy(mixed.numpy()), theirs, rtol=1e-9, atol=1e-12)


def test_quirk_categorical_clamps_probabilities():
    """Does PyTorch's Categorical move probabilities away from 0, so that certainty has entropy?"""
    certain = torch.tensor([1.0, 0.0, 0.0], dtype=torch.float64)
    theirs = torch.distributions.Categorical(probs=certain).entropy()
    assert 0 < theirs < 1e-12
    assert entropy(certain.numpy()) == 0


@given(distributions())
def test_slope_of_entropy(p):
    """Is autograd's gradient of the entropy, −log p − 1, what nudging the reference gives?"""
    p = 0.5 * p + 0.5 / p.shape[-1]  # away from 0, where the slope is infinite
    t = torch.tensor(p, requires_grad=True)
    torch.special.entr(t).sum().backward()
    np.testing.assert_allclose(t.grad, self_information(p) - 1, rtol=1e-9, atol=1e-12)
    nudge = np.zeros_like(p)
    nudge[0, 0] = h = 1e-6
    measured = (entropy(p + nudge).sum() - entropy(p - nudge).sum()) / (2 * h)
    assert measured == pytest.approx(float(t.grad[0, 0]), abs=1e-6)


@given(arrays(int, 5, elements=st.integers(0, 40)).filter(np.any))
def test_bits_per_symbol(counts):
    """Is it the sum of torch.special.entr of the frequencies, over ln 2?"""
    p = torch.tensor(counts / counts.sum())
    theirs = float(torch.special.entr(p).sum()) / np.log(2)
    assert bits_per_symbol(counts) == pytest.approx(theirs, rel=1e-9, abs=1e-12)
