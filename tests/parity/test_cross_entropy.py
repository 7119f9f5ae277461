"""Do the classification losses give PyTorch's numbers, in value and gradient?"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from surprise_to_gradient.solutions.cross_entropy import CrossEntropyLoss, NLLLoss, weighted_mean

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity

REDUCTIONS = ["mean", "sum", "none"]
#: Whole numbers among the scores, so that there are ties, and huge ones.
SCORES = st.one_of(
    st.integers(-3, 3).map(float), st.floats(-30, 30), st.sampled_from([-1e4, -1e3, 1e3, 1e4])
)

#: A few batches for each of many combinations of options.
few = settings(max_examples=12, deadline=None)

each_reduction = pytest.mark.parametrize("reduction", REDUCTIONS)
each_weight = pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
each_marker = pytest.mark.parametrize("marker", [-100, -1, 0, 255])


@st.composite
def scores(draw):
    """Scores, or log-probabilities that are not normalized, of shape (N, C)."""
    shape = draw(st.tuples(st.integers(1, 5), st.integers(1, 4)))
    return draw(arrays(float, shape, elements=SCORES))


def draw_labels(draw, A, marker):
    """Labels of which some may be `marker`, but not all."""
    n, c = A.shape
    elements = st.one_of(st.integers(0, c - 1), st.just(marker))
    y = draw(arrays(np.int64, n, elements=elements))
    if (y == marker).all():
        y[0] = c - 1 if marker != c - 1 else 0
    return y


@st.composite
def labeled(draw, marker=-100):
    """Scores and labels; at least one row counts, unless there is a single, ignored class."""
    A = draw(scores())
    return A, draw_labels(draw, A, marker)


@st.composite
def soft(draw):
    """Scores and probabilities, one-hot rows among them."""
    A = draw(scores())
    shares = draw(arrays(float, A.shape, elements=st.floats(0.01, 1)))
    shares[0] = np.eye(A.shape[1])[draw(st.integers(0, A.shape[1] - 1))]
    return A, shares / shares.sum(axis=1, keepdims=True)


def weights(weighted, C):
    """Class weights, all different, or None."""
    return np.array([0.7, 2.0, 0.4, 1.3])[:C] if weighted else None


def torch_answers(name, A, Y, weight=None, **options):
    """PyTorch's value, and the gradient of its sum with respect to A."""
    if weight is not None:
        options["weight"] = torch.tensor(weight, dtype=torch.float64)
    A = torch.tensor(A, dtype=torch.float64, requires_grad=True)
    value = getattr(torch.nn, name)(**options)(A, torch.tensor(Y))
    value.sum().backward()
    return value.detach().numpy(), A.grad.numpy()


def assert_parity(loss, A, Y, **options):
    """Value and gradient agree to 1e-9, all options being equal."""
    value, gradient = torch_answers(loss.__name__, A, Y, **options)
    ours = loss(**options)
    np.testing.assert_allclose(ours.forward(A, Y), value, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.backward(), gradient, rtol=1e-9, atol=1e-12)


def anything_counts(y, marker):
    """Whether the mean is over at least one row."""
    return (y != marker).any()


@each_reduction
@each_weight
@each_marker
@few
@given(data=st.data())
def test_nll(data, marker, weighted, reduction):
    """Is NLLLoss PyTorch's, for every combination of options?"""
    A, y = data.draw(labeled(marker))
    options = {"weight": weights(weighted, A.shape[1]), "ignore_index": marker}
    if anything_counts(y, marker):
        assert_parity(NLLLoss, A, y, reduction=reduction, **options)


@each_reduction
@each_weight
@each_marker
@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
@few
@given(data=st.data())
def test_cross_entropy_of_labels(data, epsilon, marker, weighted, reduction):
    """Is CrossEntropyLoss PyTorch's for class indices, for every combination of options?"""
    A, y = data.draw(labeled(marker))
    options = {"weight": weights(weighted, A.shape[1]), "ignore_index": marker}
    if anything_counts(y, marker):
        assert_parity(
            CrossEntropyLoss, A, y, reduction=reduction, label_smoothing=epsilon, **options
        )


@each_reduction
@each_weight
@pytest.mark.parametrize("marker", [-100, -1])
@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
@few
@given(data=st.data())
def test_cross_entropy_of_probabilities(data, epsilon, marker, weighted, reduction):
    """Is it PyTorch's for probabilities, where the mean divides by N in spite of weights?"""
    A, Y = data.draw(soft())
    options = {"weight": weights(weighted, A.shape[1]), "ignore_index": marker}
    assert_parity(CrossEntropyLoss, A, Y, reduction=reduction, label_smoothing=epsilon, **options)


@each_reduction
@given(data=st.data())
def test_targets_that_do_not_sum_to_one(data, reduction):
    """Does PyTorch accept rows of any sum, and multiply p by that sum in the gradient?"""
    A, Y = data.draw(soft())
    assert_parity(CrossEntropyLoss, A, Y * np.arange(3, 3 + len(Y))[:, None], reduction=reduction)


@given(labeled())
def test_weighted_mean(batch):
    """Is PyTorch's weighted mean ours, of the losses that it returns one by one?"""
    A, y = batch
    A, y = A[y >= 0], y[y >= 0]
    weight = np.array([0.7, 2.0, 0.4, 1.3])[: A.shape[1]]
    losses, _ = torch_answers("CrossEntropyLoss", A, y, reduction="none")
    mean, _ = torch_answers("CrossEntropyLoss", A, y, weight)
    np.testing.assert_allclose(weighted_mean(losses, y, weight), mean, rtol=1e-9, atol=1e-12)


# ---------------------------------------------------------------------------- quirks

QUIRKS = list(itertools.product(["NLLLoss", "CrossEntropyLoss"], REDUCTIONS))


@pytest.mark.parametrize(("name", "reduction"), QUIRKS)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_all_rows_ignored(name, reduction):
    """Is the mean over no rows nan and its gradient 0, in both; are sum and losses plain zeros?"""
    A, y = np.zeros((2, 3)), np.array([-100, -100])
    value, gradient = torch_answers(name, A, y, reduction=reduction)
    assert np.isnan(value).all() if reduction == "mean" else not value.any()
    assert not gradient.any()
    assert_parity({"NLLLoss": NLLLoss}.get(name, CrossEntropyLoss), A, y, reduction=reduction)


@pytest.mark.parametrize("loss", [NLLLoss, CrossEntropyLoss])
@pytest.mark.filterwarnings("ignore:invalid value")
def test_weights_that_sum_to_zero(loss):
    """Are loss and gradient nan where the labels that occur all have weight zero?"""
    A, y, weight = np.zeros((2, 3)), np.array([0, 0]), np.array([0.0, 1.0, 1.0])
    value, gradient = torch_answers(loss.__name__, A, y, weight)
    assert np.isnan(value)
    assert np.isnan(gradient).any()
    ours = loss(weight)
    assert np.isnan(ours.forward(A, y))
    assert np.isnan(ours.backward()).any()


def test_torch_refuses_one_hot_rows_of_integers():
    """Does PyTorch raise where this course takes whole numbers for probabilities?"""
    A, Y = torch.zeros(2, 3), torch.tensor([[1, 0, 0], [0, 0, 1]])
    with pytest.raises(RuntimeError):
        torch.nn.CrossEntropyLoss()(A, Y)
    assert np.isclose(CrossEntropyLoss().forward(A.numpy(), Y.numpy()), np.log(3))


def test_torch_refuses_labels_as_floats():
    """Does `target.float()` on class indices raise?"""
    with pytest.raises(RuntimeError):
        torch.nn.CrossEntropyLoss()(torch.zeros(2, 3), torch.tensor([0.0, 2.0]))


def test_ignore_index_with_probabilities_must_be_negative():
    """Does PyTorch refuse to ignore a class where targets are probabilities?"""
    with pytest.raises(RuntimeError):
        torch.nn.CrossEntropyLoss(ignore_index=0)(torch.zeros(2, 3), torch.full((2, 3), 1 / 3))


def test_mean_of_the_losses_is_not_the_weighted_mean():
    """Is `reduction="none"` followed by a mean another number, as the seeds' description has it?"""
    A, y = np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 3.0]]), np.array([0, 1, 1])
    weight = np.array([1.0, 2.0])
    losses, _ = torch_answers("CrossEntropyLoss", A, y, weight, reduction="none")
    mean, _ = torch_answers("CrossEntropyLoss", A, y, weight)
    assert np.isclose(losses.mean(), 0.6070, atol=5e-5)
    assert np.isclose(mean, 0.3642, atol=5e-5)


# ---------------------------------------------------------------------- minus infinity

INF = np.inf


@st.composite
def masked(draw):
    """Scores of which some are −∞, none of them the label's; ignored rows that hold anything."""
    A, y = draw(labeled())
    ruled_out = draw(arrays(bool, A.shape))
    ruled_out[np.arange(len(A)), np.maximum(y, 0)] = False
    A[ruled_out] = -INF
    A[y < 0] = draw(st.sampled_from([0.0, -INF, INF, np.nan]))
    return A, y


def assert_parity_of_rows_that_count(loss, A, y, **options):
    """The value agrees, and the gradient of the rows that count; that of the others is 0 here.

    PyTorch multiplies 0 by the nan that softmax makes of an ignored row of nan or of infinities.
    """
    value, gradient = torch_answers(loss.__name__, A, y, **options)
    ours = loss(**options)
    np.testing.assert_allclose(ours.forward(A, y), value, rtol=1e-9, atol=1e-12)
    slopes, counts = ours.backward(), y >= 0
    np.testing.assert_allclose(slopes[counts], gradient[counts], rtol=1e-9, atol=1e-12)
    assert not slopes[~counts].any()
    assert not np.nan_to_num(gradient[~counts]).any()


@each_reduction
@each_weight
@pytest.mark.parametrize("loss", [NLLLoss, CrossEntropyLoss])
@pytest.mark.filterwarnings("ignore:invalid value")
@few
@given(batch=masked())
def test_classes_that_are_ruled_out(loss, weighted, reduction, batch):
    """Is −∞ at other classes harmless in both, and all that an ignored row holds?"""
    weight = weights(weighted, batch[0].shape[1])
    assert_parity_of_rows_that_count(loss, *batch, weight=weight, reduction=reduction)


@pytest.mark.parametrize(
    ("A", "y", "right"),
    [
        ([[2.0, -INF, 0.1], [0.1, 2.0, -INF]], [0, 1], 0.1393867583),
        ([[2.0, 1.0, 0.1], [0.0, -INF, 1.0]], [0, -100], 0.4170300163),
        ([[2.0, 1.0, 0.1], [np.nan] * 3], [0, -100], 0.4170300163),
    ],
)
def test_minus_infinity_by_hand(A, y, right):
    """Are three reported cases finite, and right?"""
    A, y = np.array(A), np.array(y)
    assert CrossEntropyLoss().forward(A, y) == pytest.approx(right, rel=1e-9)
    assert_parity_of_rows_that_count(CrossEntropyLoss, A, y)


def test_a_label_that_is_ruled_out():
    """Does the label's own −∞ make the loss infinite, in both?"""
    A, y = np.array([[-INF, 0.0, 1.0]]), np.array([0])
    for loss in (NLLLoss, CrossEntropyLoss):
        assert torch_answers(loss.__name__, A, y)[0] == loss().forward(A, y) == INF


def test_quirk_smoothing_of_ruled_out_classes():
    """Does smoothing give every class a share, so that −∞ anywhere is infinite, in both?"""
    A, y = np.array([[2.0, -INF, 0.1]]), np.array([0])
    assert torch_answers("CrossEntropyLoss", A, y, label_smoothing=0.1)[0] == INF
    assert CrossEntropyLoss(label_smoothing=0.1).forward(A, y) == INF


def test_quirk_probabilities_of_ruled_out_classes():
    """Where PyTorch multiplies a probability 0 by −∞, is the term 0 here and nan there?"""
    A, Y = np.array([[2.0, -INF, 0.1]]), np.array([[1.0, 0.0, 0.0]])
    assert np.isnan(torch_answers("CrossEntropyLoss", A, Y)[0])
    ours = CrossEntropyLoss()
    assert np.isclose(ours.forward(A, Y), np.log1p(np.exp(-1.9)))
    np.testing.assert_allclose(ours.backward()[0], [-0.1301085, 0, 0.1301085], atol=1e-6)
