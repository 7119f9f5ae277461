"""Is the reference of the classification losses right, by oracles that know nothing of it?"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import log_softmax, rel_entr, softmax
from surprise_to_gradient.solutions.cross_entropy import (
    CrossEntropyLoss,
    NLLLoss,
    numerical_gradient,
    weighted_mean,
)

REDUCTIONS = ["mean", "sum", "none"]
SCORES = st.floats(-50, 50)

each_reduction = pytest.mark.parametrize("reduction", REDUCTIONS)


@st.composite
def batches(draw, soft=False, elements=SCORES):
    """Scores of shape (N, C), and labels of shape (N,) or probabilities of shape (N, C)."""
    n, c = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    A = draw(arrays(float, (n, c), elements=elements))
    if not soft:
        return A, draw(arrays(np.int64, n, elements=st.integers(0, c - 1)))
    shares = draw(arrays(float, (n, c), elements=st.floats(0, 1))) + 1e-3
    return A, shares / shares.sum(axis=1, keepdims=True)


def class_weights_for(A):
    """Weights that are all different, of which one is zero where there are three classes."""
    return np.array([0.7, 2.0, 0.0, 1.3])[: A.shape[1]]


def by_definition(A, Y, weight=None, ignore_index=-100, label_smoothing=0.0):
    """The losses of the rows and what the mean divides by, from SciPy's log-softmax."""
    (N, C), losses, total = A.shape, [], 0.0
    w = np.ones(C) if weight is None else weight
    for n in range(N):
        if Y.ndim == 1 and Y[n] == ignore_index:
            losses.append(0.0)
            continue
        y = [float(c == Y[n]) for c in range(C)] if Y.ndim == 1 else Y[n]
        t = [(1 - label_smoothing) * y[c] + label_smoothing / C for c in range(C)]
        losses.append(-sum(w[c] * t[c] * log_softmax(A[n])[c] for c in range(C)))
        total += w[Y[n]] if Y.ndim == 1 else 1.0
    return np.array(losses), total


def complex_step(loss, A, h=1e-30):
    """The gradient of ``loss(A).sum()`` by complex steps: no cancellation, so nearly exact."""
    gradient = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        nudged = A.astype(complex)
        nudged[index] += 1j * h
        gradient[index] = np.sum(loss(nudged)).imag / h
    return gradient


def analytic(A, Y, divisor, weight, label_smoothing):
    """Cross-entropy written so that it accepts complex scores; ignored rows have label −1."""
    C = A.shape[1]
    T = np.zeros(A.shape)
    for n in range(len(A)):
        if Y.ndim == 2 or Y[n] >= 0:
            y = np.eye(C)[Y[n]] if Y.ndim == 1 else Y[n]
            T[n] = weight * ((1 - label_smoothing) * y + label_smoothing / C)
    shifted = A - A.real.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(T * log_p).sum() / divisor


# --------------------------------------------------------------------- weighted_mean


@given(batches())
def test_weighted_mean_is_the_mean_of_repeated_samples(batch):
    """Does a sample of weight 3 count as three samples?"""
    A, y = batch
    weight = np.array([3, 1, 2, 4])[: A.shape[1]]
    losses = A[:, 0]
    repeated = np.repeat(losses, weight[y])
    assert np.isclose(weighted_mean(losses, y, weight), repeated.mean())


@given(batches(), st.floats(0.01, 100))
def test_weighted_mean_ignores_the_size_of_the_weights(batch, factor):
    """Does only the ratio of the weights matter?"""
    A, y = batch
    weight = np.array([3.0, 1.0, 2.0, 4.0])[: A.shape[1]]
    mean = weighted_mean(A[:, 0], y, weight)
    assert np.isclose(weighted_mean(A[:, 0], y, factor * weight), mean)


# --------------------------------------------------------------------------- NLLLoss


@each_reduction
@pytest.mark.parametrize("weighted", [False, True])
@given(batch=batches())
def test_nll_of_log_softmax_is_cross_entropy(reduction, weighted, batch):
    """Do log-softmax and NLLLoss make CrossEntropyLoss, in value and by the chain rule?"""
    A, y = batch
    options = {"reduction": reduction}
    if weighted:
        options["weight"] = class_weights_for(A) + 0.1
    nll, ce = NLLLoss(**options), CrossEntropyLoss(**options)
    log_p = log_softmax(A, axis=1)
    np.testing.assert_allclose(nll.forward(log_p, y), ce.forward(A, y), rtol=1e-9, atol=1e-12)
    upstream = nll.backward()
    chained = upstream - softmax(A, axis=1) * upstream.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(chained, ce.backward(), rtol=1e-9, atol=1e-12)


@given(batches())
def test_nll_picks_one_entry_of_each_row(batch):
    """Is the gradient zero everywhere but at the labels, and does it sum to −1 in the mean?"""
    A, y = batch
    loss = NLLLoss()
    loss.forward(A, y)
    gradient = loss.backward()
    assert np.array_equal(np.nonzero(gradient), (np.arange(len(y)), y))
    assert np.isclose(gradient.sum(), -1)


def test_nll_needs_only_the_entry_of_the_label():
    """Is the loss finite when other classes are impossible?"""
    loss = NLLLoss()
    assert loss.forward(np.array([[-np.inf, -0.5]]), np.array([1])) == 0.5
    assert np.array_equal(loss.backward(), [[0, -1]])


# ------------------------------------------------------------------ CrossEntropyLoss

OPTIONS = [
    {"weighted": w, "label_smoothing": e, "padded": p}
    for w, e, p in itertools.product((False, True), (0.0, 0.3, 1.0), (False, True))
]


@each_reduction
@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("soft", [False, True])
def test_cross_entropy_against_its_definition(soft, options, reduction):
    """Are loss and gradient those of the definition, for every combination of options?"""

    @settings(max_examples=10, deadline=None)
    @given(batches(soft, st.floats(-5, 5)))
    def check(batch):
        A, Y = batch
        weight = class_weights_for(A) + 0.1 if options["weighted"] else None
        if options["padded"] and not soft:
            Y = Y.copy()
            Y[1:2] = -1
        smoothing = options["label_smoothing"]
        loss = CrossEntropyLoss(weight, -1, reduction, smoothing)
        losses, total = by_definition(A, Y, weight, -1, smoothing)
        divisor = total if reduction == "mean" else 1
        right = losses if reduction == "none" else losses.sum() / divisor
        np.testing.assert_allclose(loss.forward(A, Y), right, rtol=1e-9, atol=1e-12)
        w = np.ones(A.shape[1]) if weight is None else weight
        slopes = complex_step(lambda z: analytic(z, Y, divisor, w, smoothing), A)
        np.testing.assert_allclose(loss.backward(), slopes, rtol=1e-9, atol=1e-12)

    check()


@given(batches(soft=True))
def test_gradient_rows_sum_to_zero(batch):
    """Do the slopes of each row cancel, as a common shift of its scores changes nothing?"""
    loss = CrossEntropyLoss(weight=class_weights_for(batch[0]), label_smoothing=0.1)
    loss.forward(*batch)
    np.testing.assert_allclose(loss.backward().sum(axis=1), 0, atol=1e-12)


@given(batches(soft=True), st.floats(-1e4, 1e4))
def test_shift_invariance(batch, shift):
    """Does a number added to all scores of a row change nothing?"""
    A, Y = batch
    loss = CrossEntropyLoss()
    value, gradient = loss.forward(A, Y), loss.backward()
    rows = shift * np.arange(1, len(A) + 1)[:, np.newaxis]
    np.testing.assert_allclose(loss.forward(A + rows, Y), value, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(loss.backward(), gradient, rtol=1e-7, atol=1e-9)


@given(batches(), st.booleans())
def test_a_doubled_batch_has_the_same_mean(batch, weighted):
    """Is the mean of two copies of a batch that of one, and the gradient half as steep?"""
    A, y = batch
    loss = CrossEntropyLoss(class_weights_for(A) + 0.1 if weighted else None)
    value, gradient = loss.forward(A, y), loss.backward()
    assert np.isclose(loss.forward(np.vstack([A, A]), np.hstack([y, y])), value)
    np.testing.assert_allclose(loss.backward(), np.vstack([gradient, gradient]) / 2, atol=1e-12)


@given(batches(soft=True))
def test_linear_in_the_weights(batch):
    """Is the loss for w + v the loss for w plus that for v, with probability targets?"""
    A, Y = batch
    w, v = class_weights_for(A), np.arange(1.0, 1 + A.shape[1])
    parts = [CrossEntropyLoss(weight=u).forward(A, Y) for u in (w, v)]
    assert np.isclose(CrossEntropyLoss(weight=w + v).forward(A, Y), sum(parts))


@given(batches(soft=True), st.permutations(range(4)))
def test_classes_have_no_order(batch, order):
    """Does renaming the classes rename the slopes and leave the loss alone?"""
    A, Y = batch
    order = [c for c in order if c < A.shape[1]]
    loss, renamed = CrossEntropyLoss(), CrossEntropyLoss()
    assert np.isclose(loss.forward(A, Y), renamed.forward(A[:, order], Y[:, order]))
    np.testing.assert_allclose(loss.backward()[:, order], renamed.backward(), atol=1e-12)


@given(batches(soft=True, elements=st.floats(-20, 20)))
def test_excess_over_the_entropy_is_the_divergence(batch):
    """Is the loss H(Y, p) = H(Y) + KL(Y‖p), so that it is smallest for p = Y?"""
    A, Y = batch
    divergence = rel_entr(Y, softmax(A, axis=1)).sum(axis=1)
    entropy = -(Y * np.log(Y)).sum(axis=1)
    losses = CrossEntropyLoss(reduction="none").forward(A, Y)
    np.testing.assert_allclose(losses, entropy + divergence, rtol=1e-9, atol=1e-9)
    at_best = CrossEntropyLoss()
    at_best.forward(np.log(Y), Y)
    np.testing.assert_allclose(at_best.backward(), 0, atol=1e-12)


@given(batches(), st.floats(0, 1))
def test_smoothing_mixes_with_the_uniform_target(batch, epsilon):
    """Is the smoothed loss (1 − ε) times the plain one, plus ε times that of the uniform target?"""
    A, y = batch
    plain = CrossEntropyLoss()
    mixture = (1 - epsilon) * plain.forward(A, y)
    mixture += epsilon * plain.forward(A, np.full(A.shape, 1 / A.shape[1]))
    assert np.isclose(CrossEntropyLoss(label_smoothing=epsilon).forward(A, y), mixture)


def test_smoothing_has_a_floor_at_a_finite_gap():
    """Are the best gap of scores and the loss there 4.511 and 0.5003 for ε = 0.1 and C = 10?"""
    gap = np.log(0.9 * 10 / 0.1 + 1)
    loss = CrossEntropyLoss(label_smoothing=0.1)
    value = loss.forward(gap * np.eye(10)[:1], np.array([0]))
    assert np.isclose(gap, 4.511, atol=5e-4)
    assert np.isclose(value, 0.5003, atol=5e-5)
    np.testing.assert_allclose(loss.backward(), 0, atol=1e-12)


@given(batches())
def test_indices_are_one_hot_rows(batch):
    """Do labels and one-hot rows, of floats or whole numbers, give the same?"""
    A, y = batch
    labels, table = CrossEntropyLoss(), CrossEntropyLoss()
    value = labels.forward(A, y)
    for dtype in (float, np.int64, np.uint8):
        one_hot = np.eye(A.shape[1])[y].astype(dtype)
        assert table.forward(A, one_hot) == value
        assert np.array_equal(table.backward(), labels.backward())


def test_slopes_for_a_target_that_does_not_sum_to_one():
    """Is the gradient p·ΣY − Y, rather than p − Y?"""
    A, Y = np.array([[2.0, 1.0, -1.0]]), np.array([[0.5, 0.5, 2.0]])
    loss = CrossEntropyLoss()
    loss.forward(A, Y)
    np.testing.assert_allclose(loss.backward(), 3 * softmax(A, axis=1) - Y)
    np.testing.assert_allclose(loss.backward(), numerical_gradient(loss, A, Y), atol=1e-8)


@pytest.mark.parametrize("size", [1e3, 1e4, 1e6])
def test_exact_for_huge_scores(size):
    """Is the loss of a certain mistake the gap itself, and that of a certain success 0?"""
    loss = CrossEntropyLoss(reduction="none")
    A = np.array([[size, 0.0, 0.0], [size, 0.0, 0.0], [-size, -size, -size]])
    np.testing.assert_allclose(loss.forward(A, np.array([0, 1, 2])), [0, size, np.log(3)])
    third = [1 / 3, 1 / 3, -2 / 3]
    np.testing.assert_allclose(loss.backward(), [[0, 0, 0], [1, -1, 0], third], atol=1e-15)


@pytest.mark.parametrize("C", [1, 2, 10])
def test_equal_scores_cost_log_c(C):
    """Does a model that knows nothing pay ln C, and 0 if there is one class only?"""
    value = CrossEntropyLoss().forward(np.full((3, C), 7.0), np.zeros(3, dtype=int))
    assert np.isclose(value, np.log(C))


@pytest.mark.parametrize("loss", [NLLLoss, CrossEntropyLoss])
@pytest.mark.parametrize("marker", [-100, -1, 1, 255])
def test_ignored_rows_might_as_well_be_missing(loss, marker):
    """Do ignored rows change nothing but the shape, whatever label marks them?"""
    rng = np.random.default_rng(0)
    A, y = rng.normal(size=(5, 3)), np.array([0, marker, 2, marker, 0])
    y = y.astype(np.uint8) if marker == 255 else y
    keep = y != marker
    padded, short = loss(ignore_index=marker), loss(ignore_index=marker)
    assert np.isclose(padded.forward(A, y), short.forward(A[keep], y[keep]))
    np.testing.assert_allclose(padded.backward()[keep], short.backward())
    assert not padded.backward()[~keep].any()
    assert not loss(ignore_index=marker, reduction="none").forward(A, y)[~keep].any()


@pytest.mark.parametrize("loss", [NLLLoss, CrossEntropyLoss])
@pytest.mark.filterwarnings("ignore:invalid value")
def test_nothing_to_average(loss):
    """Is the mean over no rows nan, as in PyTorch, and its gradient zero?"""
    empty = loss()
    assert np.isnan(empty.forward(np.zeros((2, 3)), np.array([-100, -100])))
    assert not empty.backward().any()


@pytest.mark.parametrize("loss", [NLLLoss, CrossEntropyLoss])
def test_unknown_reduction(loss):
    """Is a misspelled reduction refused rather than taken for another one?"""
    with pytest.raises(KeyError):
        loss(reduction="average").forward(np.zeros((2, 3)), np.array([0, 1]))


@pytest.mark.parametrize("loss", [NLLLoss, CrossEntropyLoss])
def test_inputs_stay_as_they_were(loss):
    """Are scores, labels and weights untouched?"""
    A, y, w = np.arange(6.0).reshape(2, 3), np.array([-100, 2]), np.array([1.0, 2.0, 3.0])
    copies = A.copy(), y.copy(), w.copy()
    used = loss(weight=w)
    used.forward(A, y)
    used.backward()
    for now, before in zip((A, y, w), copies, strict=True):
        assert np.array_equal(now, before)


# ------------------------------------------------------- numbers printed in the sources


def test_published_numbers():
    """Do the worked examples of the book come out?"""
    pairs = np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 3.0]]), np.array([0, 1, 1])
    none = CrossEntropyLoss(reduction="none").forward(*pairs)
    np.testing.assert_allclose(none, [1.3133, 0.1269, 0.1269], atol=5e-5)
    assert np.isclose(CrossEntropyLoss().forward(*pairs), 0.5224, atol=5e-5)
    weighted = CrossEntropyLoss(weight=np.array([1.0, 2.0])).forward(*pairs)
    assert np.isclose(weighted, 0.3642, atol=5e-5)

    sure = np.array([[5.0, 1.0, -1.0], [-2.0, 6.0, 0.0]])
    value = CrossEntropyLoss().forward(sure, np.array([[1, 0, 0], [0, 0, 1]]))
    assert np.isclose(value, 3.0117, atol=5e-5)

    for y, slope in ((0, 0.0351), (2, -0.9649)):
        loss = CrossEntropyLoss()
        loss.forward(np.array([[2.0, 1.0, -1.0]]), np.array([y]))
        assert np.isclose(loss.backward()[0, 2], slope, atol=5e-5)
