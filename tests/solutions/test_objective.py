"""Do penalties, objective and training do what their docstrings promise, on any input?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import optimize, special
from surprise_to_gradient.solutions.objective import (
    CrossEntropyLoss,
    HalfSquares,
    Objective,
    capstone_digits,
    capstone_run,
    capstone_start,
    choose_lambda,
    l1_penalty,
    l2_penalty,
    numerical_gradient,
    predict,
    train,
)

pixels, targets = capstone_digits()
LAMBDAS = st.floats(0, 5)
WEIGHTS = array_shapes(max_dims=3, max_side=4).flatmap(
    lambda shape: arrays(float, shape, elements=st.floats(-9, 9, allow_subnormal=False))
)
few = settings(max_examples=25, deadline=None)


def complex_step(f, x, h=1e-30):
    """The gradient of f at x, without cancellation."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        shifted = x.astype(complex)
        shifted[place] += 1j * h
        gradient[place] = f(shifted).imag / h
    return gradient


# --------------------------------------------------------------------------- penalties


@given(WEIGHTS, LAMBDAS)
def test_l1_is_the_norm_of_the_weights_in_a_row(W, lam):
    """Is the value λ times the 1-norm, and its product with the weights the value again?"""
    value, gradient = l1_penalty(W, lam)
    assert value == pytest.approx(lam * np.linalg.norm(W.ravel(), 1), rel=1e-12)
    assert np.vdot(gradient, W) == pytest.approx(value, rel=1e-12)
    assert np.all(gradient[W == 0] == 0)
    np.testing.assert_array_equal(np.abs(gradient[W != 0]), lam)


@given(WEIGHTS, LAMBDAS)
def test_the_gradient_of_l2_is_its_complex_step(W, lam):
    """Is the value half of λ times the squared norm, and the gradient that of the value?"""
    value, gradient = l2_penalty(W, lam)
    assert value == pytest.approx(lam / 2 * np.linalg.norm(W.ravel()) ** 2, rel=1e-12)
    slopes = complex_step(lambda W: lam / 2 * np.sum(W * W), W)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-12, atol=1e-200)


@pytest.mark.parametrize("penalty", [l1_penalty, l2_penalty])
@given(arrays(np.int8, (3, 2)), LAMBDAS)
def test_whole_numbers_cost_what_they_cost_as_floats(penalty, W, lam):
    """Do narrow whole numbers neither overflow nor cut off slopes?"""
    for whole, real in zip(penalty(W, lam), penalty(W.astype(float), lam), strict=True):
        np.testing.assert_array_equal(whole, real)


# --------------------------------------------------------------------------- Objective


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 99))
def test_the_gradients_are_those_of_the_value(layers, count, seed):
    """Does nudging the predictions and each array of weights give what `backward` returns?"""
    rng = np.random.default_rng(seed)
    A, Y = rng.normal(size=(2, 3, 2))
    weights = [rng.normal(size=shape) for shape in ((2, 3), (4,), (1, 1, 2))[:layers]]
    penalties = [(l2_penalty, 0.3), (l1_penalty, 0.2), (l2_penalty, 1.5)][:count]
    objective = Objective(HalfSquares(), penalties)
    objective.forward(A, Y, *weights)
    gradients = objective.backward()
    everything = [A, *weights]
    assert [g.shape for g in gradients] == [x.shape for x in everything]
    for k, gradient in enumerate(gradients):

        def value(x, k=k):
            A, *weights = [*everything[:k], x, *everything[k + 1 :]]
            return Objective(HalfSquares(), penalties).forward(A, Y, *weights)

        np.testing.assert_allclose(
            gradient, numerical_gradient(value, everything[k]), rtol=1e-6, atol=1e-6
        )


@given(WEIGHTS, LAMBDAS, LAMBDAS)
def test_equal_penalties_add_up(W, lam, more):
    """Do two penalties of one kind act as one with the sum of their λ?"""
    A, Y = np.ones((2, 2)), np.zeros((2, 2))
    two = Objective(HalfSquares(), [(l2_penalty, lam), (l2_penalty, more)])
    one = Objective(HalfSquares(), [(l2_penalty, lam + more)])
    assert two.forward(A, Y, W) == pytest.approx(one.forward(A, Y, W), rel=1e-12)
    np.testing.assert_allclose(two.backward()[1], one.backward()[1], rtol=1e-12, atol=1e-12)


# ----------------------------------------------------------------------- choose_lambda


@given(
    st.lists(st.sampled_from([0.1, 0.2, 0.3, np.nan]), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_models_does_not_matter(costs, random):
    """Is the largest of the best λ chosen, wherever it stands?"""
    table = list(zip(range(len(costs)), [0.1, *costs[1:]], strict=True))
    best = min(cost for _, cost in table if cost == cost)
    largest = max(lam for lam, cost in table if cost == best)
    random.shuffle(table)
    lams, validation = np.array(table, dtype=float).T
    assert choose_lambda(lams, validation, validation, validation) == largest


# --------------------------------------------------------------------------- the loss


@given(st.integers(0, 99), st.sampled_from([1.0, 30.0, 1e4]))
def test_the_loss_is_scipys(seed, scale):
    """Is the cross-entropy that of SciPy's log-softmax, at any size of score?"""
    rng = np.random.default_rng(seed)
    A, Y = scale * rng.normal(size=(4, 3)), rng.dirichlet(np.ones(3), size=4)
    loss = CrossEntropyLoss()
    right = -np.sum(Y * special.log_softmax(A, axis=1)) / 4
    assert loss.forward(A, Y) == pytest.approx(right, rel=1e-12)
    np.testing.assert_allclose(loss.backward(), (special.softmax(A, axis=1) - Y) / 4, atol=1e-15)


# ------------------------------------------------------------------------------- train


@few
@given(st.booleans(), st.integers(0, 99))
def test_a_step_is_the_rate_times_the_gradient(deep, seed):
    """Is every step that of an independent complex-step gradient of the whole objective?"""
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(5, 3)), rng.dirichlet(np.ones(4), size=5)
    shapes = [(3, 2), (2,), (2, 4), (4,)] if deep else [(3, 4), (4,)]
    params = [rng.normal(size=shape) for shape in shapes]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, 0.3)])
    losses, *new = train(objective, params, X, Y, 0.5, 1)
    for k, (old, stepped) in enumerate(zip(params, new, strict=True)):

        def value(p, k=k):
            changed = [*params[:k], p, *params[k + 1 :]]
            A = predict(changed, X)
            log_p = A - np.log(np.exp(A).sum(axis=1, keepdims=True))
            squares = sum(np.sum(W * W) for W in changed[::2])
            return -np.sum(Y * log_p) / 5 + 0.15 * squares

        assert losses[0] == pytest.approx(value(old), rel=1e-12)
        np.testing.assert_allclose(
            (old - stepped) / 0.5, complex_step(value, old), rtol=1e-10, atol=1e-12
        )


def test_many_steps_find_the_minimum():
    """Does training with a penalty end where SciPy's minimizer ends?"""
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(20, 3)), rng.dirichlet(np.ones(2), size=20)
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, 0.2)])
    losses, W, b = train(objective, [np.zeros((3, 2)), np.zeros(2)], X, Y, 0.5, 400)

    def value_and_gradient(x):
        W, b = x[:6].reshape(3, 2), x[6:]
        value = objective.forward(X @ W + b, Y, W)
        G, P = objective.backward()
        return value, np.concatenate([(X.T @ G + P).ravel(), G.sum(axis=0)])

    found = optimize.minimize(value_and_gradient, np.zeros(8), jac=True, tol=1e-14)
    assert losses[-1] == pytest.approx(found.fun, rel=1e-10)
    np.testing.assert_allclose(np.append(W, b), found.x, atol=1e-5)
    assert np.all(np.diff(losses) < 1e-15)


def test_the_same_start_can_be_used_again():
    """Does training leave its arguments alone, so that a second run is the same?"""
    start, X, Y = capstone_start(4), pixels[:9], targets[:9]
    kept = [p.copy() for p in start]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, 0.1)])
    first, second = (train(objective, start, X, Y, 0.5, 5) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    for p, before in zip(start, kept, strict=True):
        np.testing.assert_array_equal(p, before)


# ----------------------------------------------------------------------- the capstone


def test_the_digits_are_those_of_scikit_learn():
    """Does the notebook hold the first hundred each of 3, 5 and 8, unchanged and in order?"""
    from sklearn.datasets import load_digits

    digits = load_digits()
    first = [np.flatnonzero(digits.target == digit)[:100] for digit in (3, 5, 8)]
    rows = np.sort(np.concatenate(first))
    np.testing.assert_array_equal(pixels * 16, digits.data[rows])
    np.testing.assert_array_equal(np.array([3, 5, 8])[targets.argmax(axis=1)], digits.target[rows])


def test_a_penalty_costs_training_and_shrinks_weights():
    """Do training cost and weights move as the text says, and does the network gain at first?"""
    tables = {
        h: [capstone_run(h, lam)[2] for lam in (0, 0.0001, 0.001, 0.01, 0.1)] for h in (0, 16)
    }
    for rows in tables.values():
        assert np.all(np.diff([r["training cost"] for r in rows]) > 0)
        assert np.all(np.diff([r["squared norm"] for r in rows]) < 0)
    validation = {h: [r["validation cost"] for r in rows] for h, rows in tables.items()}
    assert np.argmin(validation[0]) == 0
    assert np.argmin(validation[16]) == 2
    longer = [capstone_run(0, lam, steps=5000)[2]["validation cost"] for lam in (0, 0.0001)]
    assert longer[1] < longer[0] < validation[0][0]
