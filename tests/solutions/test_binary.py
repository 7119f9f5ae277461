"""The yes-or-no losses and KL divergence against SciPy, complex steps, and their properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy import special
from surprise_to_gradient.solutions.binary import (
    BCELoss,
    BCEWithLogitsLoss,
    KLDivLoss,
    nudged,
    numerical_gradient,
    score_gradient,
)

TIGHT = {"rtol": 1e-9, "atol": 1e-11}
REDUCTIONS = ("mean", "sum", "none")
CLASSES = (BCELoss, BCEWithLogitsLoss, KLDivLoss)

shapes = array_shapes(min_dims=2, max_dims=2, max_side=5)
seeds = st.integers(0, 2**32 - 1)
unit = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1.0]))
inner = st.floats(0.01, 0.99)
moderate = st.floats(-30, 30)
extreme = st.one_of(moderate, st.floats(-1e4, 1e4), st.sampled_from([0.0, 1e4, -1e4]))


@st.composite
def pairs(draw, predictions, targets=unit):
    shape = draw(shapes)
    return draw(arrays(float, shape, elements=predictions)), draw(
        arrays(float, shape, elements=targets)
    )


@st.composite
def weights(draw, shape):
    """None, or an array that broadcasts to the shape."""
    n, c = shape
    chosen = draw(st.sampled_from([None, (), (c,), (n, 1), (n, c)]))
    if chosen is None:
        return None
    return draw(arrays(float, chosen, elements=st.floats(0, 5)))


def complex_step(elementwise, A, *rest):
    """The slope of an elementwise function that accepts complex numbers."""
    h = 1e-30
    return elementwise(A + 1j * h, *rest).imag / h


# ------------------------------------------------------------------------ BCELoss


@given(pairs(inner))
def test_bce_against_scipy(pair):
    """Away from 0 and 1, is it the cross-entropy that SciPy's xlogy and xlog1py give?"""
    A, Y = pair
    expected = -special.xlogy(Y, A) - special.xlog1py(1 - Y, -A)
    assert_allclose(BCELoss(reduction="none").forward(A, Y), expected, **TIGHT)


@given(pairs(inner), st.data(), st.sampled_from(REDUCTIONS))
def test_bce_gradient_against_complex_step(pair, data, reduction):
    """Does backward agree with the complex step, for every weight and reduction?"""
    A, Y = pair
    w = data.draw(weights(A.shape))
    loss = BCELoss(w, reduction)
    loss.forward(A, Y)
    slopes = complex_step(lambda a: -(Y * np.log(a) + (1 - Y) * np.log(1 - a)), A)
    scale = A.size if reduction == "mean" else 1
    assert_allclose(loss.backward(), (1 if w is None else w) * slopes / scale, **TIGHT)


@given(pairs(unit))
def test_bce_is_finite_everywhere(pair):
    """Are loss and slope finite for all probabilities, and the loss between 0 and 100?"""
    loss = BCELoss(reduction="none")
    value = loss.forward(*pair)
    assert ((value >= 0) & (value <= 100)).all()
    assert np.isfinite(loss.backward()).all()


@pytest.mark.parametrize(
    ("a", "y", "value", "slope"),
    [
        (0, 1, 100, -1e12),
        (1, 0, 100, 1e12),
        (0, 0, 0, 0),
        (1, 1, 0, 0),
        (0, 0.25, 25, -0.25e12),
        (1e-50, 1, 100, -1e12),
        (np.exp(-99), 1, 99, -1e12),
        (1e-14, 1, -np.log(1e-14), -1e12),
        (0.5, 0.5, np.log(2), 0),
    ],
)
def test_bce_at_the_ends(a, y, value, slope):
    """Are both clamps where the contract has them: −100 in the loss, 10⁻¹² in the slope?"""
    loss = BCELoss()
    assert_allclose(loss.forward([[a]], [[y]]), value, rtol=1e-12)
    assert_allclose(loss.backward(), [[slope]], rtol=1e-12)


@pytest.mark.parametrize("entry", [-1e-9, 1 + 1e-9, np.nan, np.inf])
def test_bce_takes_probabilities_only(entry):
    """Does anything that is not a probability raise ValueError?"""
    with pytest.raises(ValueError, match="probabilities"):
        BCELoss().forward([[0.5, entry]], [[1, 0]])


def test_bce_of_one_hot_labels_is_not_cross_entropy():
    """Does a yes-or-no loss on cat, pig and dog charge for the wrong classes too?"""
    value = BCELoss(reduction="sum").forward([[0.6, 0.2, 0.2]], [[1, 0, 0]])
    assert_allclose(value, -np.log(0.6) - 2 * np.log(0.8))


def test_bce_of_two_softmax_columns_is_cross_entropy():
    """For two classes, does the mean over both columns equal the cross-entropy, .5224?"""
    A = special.softmax([[1.0, 2], [1, 3], [1, 3]], axis=1)
    assert_allclose(BCELoss().forward(A, np.eye(2)[[0, 1, 1]]), 0.5224, atol=5e-5)


# -------------------------------------------------------------- BCEWithLogitsLoss


@given(pairs(extreme), st.data(), st.sampled_from(REDUCTIONS))
def test_logits_against_scipy(pair, data, reduction):
    """Is it what SciPy's log_expit gives, for logits up to ±10⁴ and every option?"""
    A, Y = pair
    w, pw = data.draw(weights(A.shape)), data.draw(weights(A.shape))
    one = np.float64(1)
    yes, no = -special.log_expit(A), -special.log_expit(-A)
    expected = (one if w is None else w) * ((one if pw is None else pw) * Y * yes + (1 - Y) * no)
    expected = {"none": expected, "sum": expected.sum(), "mean": expected.mean()}[reduction]
    assert_allclose(BCEWithLogitsLoss(w, pw, reduction).forward(A, Y), expected, **TIGHT)


@given(pairs(moderate), st.data(), st.sampled_from(REDUCTIONS))
def test_logits_gradient_against_complex_step(pair, data, reduction):
    """Does backward agree with the complex step, for every weight and reduction?"""
    A, Y = pair
    w, pw = data.draw(weights(A.shape)), data.draw(weights(A.shape))
    loss = BCEWithLogitsLoss(w, pw, reduction)
    loss.forward(A, Y)
    yes = complex_step(lambda a: np.log(1 + np.exp(-a)), A)
    no = complex_step(lambda a: np.log(1 + np.exp(a)), A)
    slopes = (1 if w is None else w) * ((1 if pw is None else pw) * Y * yes + (1 - Y) * no)
    assert_allclose(loss.backward(), slopes / (A.size if reduction == "mean" else 1), **TIGHT)


@given(pairs(st.floats(-8, 8)))
def test_logits_agree_with_probabilities(pair):
    """Is it BCELoss of the sigmoid, with the slope that the chain rule gives?"""
    A, Y = pair
    p = special.expit(A)
    ours, other = BCEWithLogitsLoss(), BCELoss()
    assert_allclose(ours.forward(A, Y), other.forward(p, Y), **TIGHT)
    assert_allclose(ours.backward(), other.backward() * p * (1 - p), **TIGHT)


@given(pairs(extreme))
def test_yes_and_no_are_symmetric(pair):
    """Does swapping yes and no, and the sign of the logits, leave the loss alone?"""
    A, Y = pair
    one, other = BCEWithLogitsLoss(), BCEWithLogitsLoss()
    assert_allclose(one.forward(A, Y), other.forward(-A, 1 - Y), **TIGHT)
    assert_allclose(one.backward(), -other.backward(), **TIGHT)


@given(pairs(extreme, st.sampled_from([0.0, 1.0])), st.integers(1, 5))
def test_pos_weight_repeats_the_yes(pair, k):
    """Does pos_weight=k count every “yes” k times and every “no” once?"""
    A, Y = pair
    weighted = BCEWithLogitsLoss(pos_weight=k, reduction="sum").forward(A, Y)
    repeated = BCEWithLogitsLoss(weight=np.where(Y == 1, k, 1), reduction="sum").forward(A, Y)
    assert_allclose(weighted, repeated, **TIGHT)


@given(pairs(extreme))
@pytest.mark.filterwarnings("error")
def test_logits_never_warn(pair):
    """Is the arithmetic clean, with no overflow on the way to the right answer?"""
    loss = BCEWithLogitsLoss()
    loss.forward(*pair)
    loss.backward()


# ---------------------------------------------------------------------- KLDivLoss


@given(pairs(st.floats(-1e4, 0), st.one_of(st.floats(1e-3, 1), st.just(0.0))))
def test_kl_against_scipy(pair):
    """Is a term what xlogy gives, also for targets of 0?"""
    A, Y = pair
    expected = special.xlogy(Y, Y) - Y * A
    assert_allclose(KLDivLoss("none").forward(A, Y), expected, **TIGHT)
    assert_allclose(KLDivLoss("sum").forward(A, Y), expected.sum(), **TIGHT)
    assert_allclose(KLDivLoss("mean").forward(A, Y), expected.sum() / A.size, **TIGHT)
    assert_allclose(KLDivLoss("batchmean").forward(A, Y), expected.sum() / len(A), **TIGHT)


@given(shapes, seeds)
def test_kl_of_distributions(shape, seed):
    """Is batchmean the mean of SciPy's rel_entr over the rows, never negative, 0 for p = q?"""
    rng = np.random.default_rng(seed)
    p, q = (rng.dirichlet(np.ones(shape[1]), shape[0]) + 1e-6 for _ in range(2))
    p, q = p / p.sum(axis=1, keepdims=True), q / q.sum(axis=1, keepdims=True)
    value = KLDivLoss("batchmean").forward(np.log(q), p)
    assert_allclose(value, special.rel_entr(p, q).sum(axis=1).mean(), **TIGHT)
    assert value >= -1e-15
    assert_allclose(KLDivLoss("sum").forward(np.log(p), p), 0, atol=1e-14)


@given(shapes, seeds, st.sampled_from(["mean", "batchmean", "sum", "none"]))
def test_log_target_says_the_same(shape, seed, reduction):
    """Does log_target=True with log Y give the loss and the slope of Y itself?"""
    rng = np.random.default_rng(seed)
    A, Y = rng.normal(size=shape), rng.uniform(0.01, 2, shape)
    plain, logs = KLDivLoss(reduction), KLDivLoss(reduction, log_target=True)
    assert_allclose(logs.forward(A, np.log(Y)), plain.forward(A, Y), **TIGHT)
    assert_allclose(logs.backward(), plain.backward(), **TIGHT)
    divisor = {"mean": A.size, "batchmean": len(A)}.get(reduction, 1)
    assert_allclose(logs.backward(), -Y / divisor, **TIGHT)


def test_kl_where_something_is_impossible():
    """Do the conventions hold: 0·log 0 = 0, also for q = 0, and p > 0 = q gives infinity?"""
    loss = KLDivLoss("none")
    value = loss.forward([[-np.inf, -np.inf, -1]], [[0, 0.5, 0]])
    assert_array_equal(value, [[0, np.inf, 0]])
    assert_array_equal(loss.backward(), [[0, -0.5, 0]])
    logs = KLDivLoss("none", log_target=True)
    assert_array_equal(logs.forward([[-np.inf, -1]], [[-np.inf, -np.inf]]), [[0, 0]])
    assert_array_equal(logs.backward(), [[0, 0]])


# ------------------------------------------------------------------- all of them


def sample(cls, rng, n=4, c=3):
    """A batch that the class accepts."""
    A = {
        BCELoss: rng.uniform(0.1, 0.9, (n, c)),
        BCEWithLogitsLoss: rng.normal(size=(n, c)),
        KLDivLoss: np.log(rng.dirichlet(np.ones(c), n) + 1e-3),
    }[cls]
    return A, rng.uniform(0.05, 0.95, (n, c))


@pytest.mark.parametrize("cls", CLASSES)
@given(seeds)
def test_a_batch_twice_has_the_same_mean(cls, seed):
    """Does repeating the batch keep the mean, halve its slopes, and double the sum?"""
    A, Y = sample(cls, np.random.default_rng(seed))
    once, twice = cls(), cls()
    twin = np.tile(A, (2, 1)), np.tile(Y, (2, 1))
    assert_allclose(twice.forward(*twin), once.forward(A, Y), **TIGHT)
    assert_allclose(2 * twice.backward(), np.tile(once.backward(), (2, 1)), **TIGHT)
    total = cls(reduction="sum")
    assert_allclose(total.forward(*twin), 2 * total.forward(A, Y), **TIGHT)


@pytest.mark.parametrize("cls", [BCELoss, BCEWithLogitsLoss])
@given(seeds, st.floats(0, 10))
def test_the_loss_is_linear_in_its_weights(cls, seed, factor):
    """Does doubling the weights double the loss, since they are not in the denominator?"""
    rng = np.random.default_rng(seed)
    A, Y = sample(cls, rng)
    w = rng.random(3)
    one, more = cls(weight=w), cls(weight=factor * w)
    assert_allclose(more.forward(A, Y), factor * one.forward(A, Y), **TIGHT)
    assert_allclose(more.backward(), factor * one.backward(), **TIGHT)


@pytest.mark.parametrize("cls", CLASSES)
def test_the_self_check_of_the_notebook(cls):
    """Do central differences, given to students, come close to backward?"""
    A, Y = sample(cls, np.random.default_rng(7))
    for reduction in REDUCTIONS:
        loss = cls(reduction=reduction)
        loss.forward(A, Y)
        assert_allclose(loss.backward(), numerical_gradient(loss, A, Y), rtol=1e-6)
        loss.forward(A, Y)


@pytest.mark.parametrize("cls", CLASSES)
def test_objects_are_reusable_and_inputs_stay(cls):
    """Is every forward a fresh start, with read-only inputs, and backward repeatable?"""
    rng = np.random.default_rng(8)
    loss = cls()
    for n, c in ((4, 3), (2, 5)):
        A, Y = sample(cls, rng, n, c)
        A.flags.writeable = Y.flags.writeable = False
        fresh = cls()
        assert loss.forward(A, Y) == fresh.forward(A, Y)
        assert_array_equal(loss.backward(), fresh.backward())
        assert_array_equal(loss.backward(), fresh.backward())


@pytest.mark.parametrize("cls", CLASSES)
def test_what_happens_to_the_caller_later_is_no_concern(cls):
    """Does backward speak about the batch as it was when forward saw it?"""
    A, Y = sample(cls, np.random.default_rng(9))
    loss = cls()
    loss.forward(A, Y)
    gradient = loss.backward().copy()
    A += 1
    Y += 1
    assert_array_equal(loss.backward(), gradient)


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("other", [(4, 1), (4,), (1, 3), (3,), ()])
def test_shapes_must_agree(cls, other):
    """Does a shape that NumPy would broadcast raise ValueError?"""
    A, _ = sample(cls, np.random.default_rng(10))
    with pytest.raises(ValueError, match="shape"):
        cls().forward(A, np.ones(other))


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("dtype", ["u1", "i8", "?", "f4"])
def test_every_number_type_is_computed_in_float64(cls, dtype):
    """Do narrow labels give what the same numbers give in float64?"""
    A, _ = sample(cls, np.random.default_rng(11))
    Y = np.array([[1, 0, 1]] * 4, dtype=dtype)
    loss, wide = cls(), cls()
    assert loss.forward(A, Y) == wide.forward(A, Y.astype(float))
    assert_array_equal(loss.backward(), wide.backward())
    assert loss.backward().dtype == np.float64


# ----------------------------------------------------------------- score_gradient


@given(arrays(float, st.integers(2, 6), elements=st.floats(-4, 4)), st.data())
def test_score_gradient_against_complex_step(s, data):
    """Is it the derivative of the summed binary loss through the whole softmax?"""
    c = data.draw(arrays(float, s.shape, elements=unit))
    h = 1e-30
    e = np.exp(s + 1j * h * np.eye(s.size))
    p = e / e.sum(axis=1, keepdims=True)
    E = -(c * np.log(p) + (1 - c) * np.log(1 - p)).sum(axis=1)
    gradient = score_gradient(special.softmax(s), c)
    assert_allclose(gradient, E.imag / h, rtol=1e-9, atol=1e-11)
    assert_allclose(gradient.sum(), 0, atol=1e-11)


def test_score_gradient_of_the_errata():
    """Are the numbers of the errata right: (1.2459, −1.2526, .0066), not p − c?"""
    gradient = score_gradient(special.softmax([2, 1, 0.1]), np.array([0, 1, 0]))
    assert_allclose(gradient, [1.2459, -1.2526, 0.0066], atol=5e-5)


@given(arrays(float, st.integers(2, 6), elements=moderate), st.floats(-3, 3), st.data())
def test_nudged_raises_one_score(s, h, data):
    """Is `nudged` the softmax after one score was raised?"""
    i = data.draw(st.integers(0, s.size - 1))
    raised = s + h * (np.arange(s.size) == i)
    assert_allclose(nudged(special.softmax(s), i, h), special.softmax(raised), **TIGHT)
