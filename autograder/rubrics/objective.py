"""Rubric of the objective: penalties, their sum with a loss, the choice of λ, and training.

The parts of the assignment use each other. So that a mistake in one costs nothing in another,
losses, penalties and objectives that are handed to the submission are the grader's own.
"""

from __future__ import annotations

import numpy as np

from autograder.rubric import (
    Build,
    Call,
    Case,
    Group,
    Question,
    Rubric,
    call,
    misconceptions_in,
    question,
    unchanged,
)
from autograder.rubrics import cross_entropy
from autograder.sandbox.protocol import Expr, Input
from solutions import objective as reference
from solutions.objective import Objective

# ------------------------------------------------------------------------- penalties

WEIGHTS = np.array([[3.0, -4.0], [0.0, 1.0]])


def prices(name):
    """Weights of both signs, none of them 0 but one in the worked example."""

    def cases(rng):
        yield call("the weights of the notebook", name, WEIGHTS, 0.1, public=True)
        yield call("a random table of weights", name, rng.normal(size=(5, 3)), 0.7)
        yield call("a λ above 1", name, rng.normal(size=(2, 4)), 3.5)

    return cases


def other_shapes(name):
    def cases(rng):
        yield call("a vector", name, rng.normal(size=6), 0.3)
        yield call("a single weight", name, rng.normal(size=(1, 1)) - 3, 0.3)
        yield call("weights with three axes", name, rng.normal(size=(2, 3, 4)), 0.3)

    return cases


def zeros(name):
    def cases(rng):
        W = rng.normal(size=(4, 3))
        yield call("λ = 0", name, W, 0.0)
        W[1, 2] = W[3, 0] = 0
        yield call("some weights are 0", name, W, 0.6)
        yield call("all weights are 0", name, np.zeros((2, 3)), 0.6)

    return cases


def callers_weights(name):
    def cases(rng):
        whole = rng.permutation([-9, -2, 1, 3, 4, 7]).reshape(2, 3)
        yield call("whole numbers", name, whole, 0.35)
        narrow = rng.integers(100, 128, (3, 2)).astype(np.int8)
        yield call("8-bit whole numbers", name, narrow, 0.35)
        label = "the caller's weights stay as they were"
        yield unchanged(label, name, rng.normal(size=(3, 2)), 0.4)

    return cases


def penalty_questions(name):
    return (
        question(f"{name}.value", 2, prices(name)),
        Question(
            f"{name}.edges",
            (
                Group("other shapes", 0.5, other_shapes(name)),
                Group("zeros", 0.5, zeros(name)),
                Group("whole numbers, and whose they are", 1, callers_weights(name)),
            ),
        ),
    )


# ------------------------------------------------------------------------- objective


def _loss(value, slope):
    """A loss object with a given value and gradient, formulas in A and Y."""
    return Expr(
        "type('Loss', (), {"
        f"'forward': lambda self, A, Y: (setattr(self, 'kept', (A, Y)), {value})[1], "
        f"'backward': lambda self: (lambda A, Y: {slope})(*self.kept)"
        "})()"
    )


HALF_SQUARES = _loss("np.sum((A - Y)**2) / 2 / len(A)", "(A - Y) / len(A)")
QUARTIC = _loss("np.sum((A - Y)**4) / len(A)", "4 * (A - Y)**3 / len(A)")
HALF_L2 = Expr("lambda W, lam: (lam / 2 * np.sum(W**2), lam * W)")
SIZES = Expr("lambda W, lam: (lam * np.sum(np.abs(W)), lam * np.sign(W))")
#: Penalties that no notebook mentions.
SHARP = Expr("lambda W, lam: (lam * np.sum(W**4), 4 * lam * W**3)")
SMOOTH = Expr("lambda W, lam: (lam * np.sum(np.cosh(W)), lam * np.sinh(W))")

ONE = [(SHARP, 0.3)]
THREE = [(SHARP, 0.2), (HALF_L2, 0.45), (SMOOTH, 0.6)]
NOTEBOOK = [(HALF_L2, 0.1), (SIZES, 0.2)]
A_NOTEBOOK, Y_NOTEBOOK = np.array([[1.0, 2.0], [3.0, 3.0]]), np.array([[1.0, 0.0], [2.0, 3.0]])


def batch(rng, n=5, c=3):
    """Predictions and targets."""
    Y = rng.normal(size=(n, c))
    return Y + rng.normal(size=(n, c)), Y


def some_weights(rng, *shape):
    """Weights of both signs, none near 0."""
    return rng.uniform(0.4, 1.6, shape) * rng.choice([-1, 1], shape)


def dialogue(make, label, penalties, *arguments, loss=QUARTIC, public=False):
    """Build an objective and ask for its value, its gradients, or both."""
    steps = (
        Build("objective", "Objective", (loss, penalties)),
        Call("objective", "forward", arguments, observed=make != "backward"),
    )
    if make != "forward":
        steps += (Call("objective", "backward"),)
    return Case(label, steps, public)


def one_penalty(make):
    def cases(rng):
        for shape in ((4, 2), (6,)):
            label = "weights in a table" if len(shape) == 2 else "weights in a vector"
            yield dialogue(make, label, ONE, *batch(rng), some_weights(rng, *shape))
        one = [(HALF_L2, 0.35)]
        yield dialogue(make, "a batch of one sample", one, *batch(rng, 1, 4), some_weights(rng, 3))

    return cases


def several_penalties(make):
    def cases(rng):
        example = A_NOTEBOOK, Y_NOTEBOOK, WEIGHTS
        label = "the example of the notebook"
        yield dialogue(make, label, NOTEBOOK, *example, loss=HALF_SQUARES, public=True)
        yield dialogue(make, "three penalties", THREE, *batch(rng), some_weights(rng, 4, 2))

    return cases


def value_of_layers(rng):
    """Two arrays cost what one array with all their entries costs."""
    A, Y = batch(rng)
    first, second = some_weights(rng, 4, 2), some_weights(rng, 2, 3)
    together = np.concatenate([first.ravel(), second.ravel()])
    yield Case(
        "the value for two layers",
        dialogue("forward", "", ONE, A, Y, first, second).steps,
        baseline=(dialogue("forward", "", ONE, A, Y, together).steps,),
    )


def slopes_of_layers(rng):
    layers = some_weights(rng, 4, 2), some_weights(rng, 2, 3), some_weights(rng, 3, 1)
    for count in (2, 3):
        label = "the gradients for several layers"
        yield dialogue("backward", label, ONE, *batch(rng), *layers[:count])


def no_penalties(rng):
    A, Y = batch(rng)
    for layers in ((some_weights(rng, 4, 2),), (some_weights(rng, 2), some_weights(rng, 3, 2))):
        yield dialogue("both", "an empty list of penalties", [], A, Y, *layers)


def no_weights(rng):
    yield dialogue("both", "no weights handed over", ONE, *batch(rng))


def objective_reuse(rng):
    """An objective that is used again must answer as a fresh one would."""
    first = *batch(rng), some_weights(rng, 4, 2)
    second = *batch(rng, 2, 4), some_weights(rng, 4, 2)

    def build(handle):
        return Build(handle, "Objective", (QUARTIC, THREE))

    def value(handle, arguments, observed=True):
        return Call(handle, "forward", arguments, observed=observed)

    def fresh(arguments, observed=True):
        steps = build("objective"), value("objective", arguments, observed)
        return (*steps, slopes) if observed else steps

    slopes = Call("objective", "backward")
    gradient = (*fresh(first, False), slopes)
    yield Case(
        "two batches through one object",
        (*fresh(first), value("objective", second), slopes),
        baseline=(fresh(first), fresh(second)),
    )
    yield Case("backward called twice", (*gradient, slopes), baseline=(gradient, gradient))
    yield Case(
        "two objects used in turn",
        (
            build("one"),
            build("two"),
            value("one", first),
            value("two", second),
            Call("one", "backward"),
            Call("two", "backward"),
        ),
        baseline=(
            fresh(first)[:2],
            fresh(second)[:2],
            gradient,
            (*fresh(second, False), slopes),
        ),
    )
    looks = Call("objective", "backward", observed=False), Input(0), Input(1), Input(2)
    yield Case("the caller's arrays stay as they were", (*fresh(first, False), *looks))


# --------------------------------------------------------------------- choose_lambda

TABLE = np.array(
    [[0, 0.02, 60, 0.41], [0.01, 0.08, 10, 0.30], [0.1, 0.25, 2, 0.33], [1, 0.70, 0.3, 0.72]]
)


def trained_models(rng, k=6, best=(2,), diverged=()):
    """A table as training would make it, in random order: a row of four numbers for each λ.

    The training cost and the price of the weights are smallest for λ = 0, the validation cost for
    the models `best`, the difference of the two costs for the largest λ, and the price of the
    weights is so high for the best models that it would outweigh their advantage.
    """
    lams = 0.003 * 3.0 ** np.arange(k) * (np.arange(k) > 0)
    training = 0.02 + np.cumsum(rng.uniform(0.08, 0.12, k))
    price = 0.01 * np.arange(k)
    price[list(best)] += 0.3
    validation = 0.9 + rng.uniform(0.05, 0.08, k)
    validation[list(best)] = 0.9
    validation[0] = 1.1
    for i in diverged:
        training[i] = validation[i] = np.nan
    norms = np.divide(2 * price, lams, out=np.full(k, 90.0), where=lams > 0)
    return np.column_stack([lams, training, norms, validation])


def _chosen(label, table, order, public=False):
    columns = np.ascontiguousarray(table[order].T)
    return call(label, "choose_lambda", *columns, public=public)


def tables(rng):
    yield _chosen("the table of the notebook", TABLE, np.arange(4), public=True)
    yield _chosen("six models", trained_models(rng), np.arange(6))
    for best in (1, 3):
        order = rng.permutation(6)
        yield _chosen("six models in any order", trained_models(rng, best=(best,)), order)


def ties(rng):
    label = "several models are equally good"
    table = trained_models(rng, best=(1, 3, 4))
    for order in ([3, 0, 1, 5, 4, 2], [0, 3, 4, 5, 2, 1], [3, 1, 2, 4, 0, 5]):
        yield _chosen(label, table, order)


def diverged(rng):
    label = "a training run that diverged"
    for lost, order in ((5, [0, 1, 2, 3, 4, 5]), (1, [5, 4, 3, 2, 1, 0])):
        yield _chosen(label, trained_models(rng, best=(3,), diverged=(lost,)), order)


# -------------------------------------------------------------------- the loss, again

CE = "CrossEntropyLoss"
#: What is asked of the loss here, and for how many points; its options are not.
AGAIN = {f"{CE}.forward": 1, f"{CE}.backward": 1, f"{CE}.stability": 1}


def asked_again():
    """The questions about the loss, with the cases of its own problem set."""
    for q in cross_entropy.RUBRIC.questions:
        if q.id in AGAIN:
            share = AGAIN[q.id] / q.points
            yield Question(q.id, tuple(Group(g.name, g.points * share, g.cases) for g in q.groups))


def mistakes_again():
    """The mistakes of its own problem set that show without options."""
    for mistake in cross_entropy.RUBRIC.misconceptions:
        breaks = tuple(id for id in mistake.breaks if id in AGAIN)
        if breaks:
            body = {
                "__doc__": mistake.__doc__,
                "__module__": __name__,
                "__call__": lambda self, *args: self.wrong(*args),
                "target": CE,
                "breaks": breaks,
                "variants": tuple(
                    {"wrong": type(CE, (mistake,), dict(settings))}
                    for settings in getattr(mistake, "variants", ({},))
                ),
            }
            yield type(mistake.__name__, (), body)


# ----------------------------------------------------------------------------- train


def penalized(lam):
    """Cross-entropy plus λ/2 times the squares of all weights, as an objective."""
    return Expr(
        "type('Objective', (), {"
        "'forward': lambda self, A, Y, *W: (setattr(self, 'kept', (A, Y, W)), "
        "np.sum(np.logaddexp.reduce(A, axis=1) - np.sum(Y * A, axis=1)) / len(A) "
        f"+ {lam} / 2 * sum(np.sum(w**2) for w in W))[1], "
        "'backward': lambda self: (lambda A, Y, W: ("
        "(np.exp(A - np.logaddexp.reduce(A, axis=1, keepdims=True)) - Y) / len(A), "
        f"*({lam} * w for w in W)))(*self.kept)"
        "})()"
    )


def samples(rng, n=7, d=4, c=3):
    """Features, and targets of which every row sums to one."""
    shares = rng.uniform(0.1, 1, (n, c))
    return rng.normal(size=(n, d)), shares / shares.sum(axis=1, keepdims=True)


def linear(rng, d=4, c=3):
    return [rng.normal(size=(d, c)), rng.normal(size=c)]


def network(rng, d=4, m=5, c=3):
    return [0.6 * rng.normal(size=(d, m)), 0.5 * rng.normal(size=m), *linear(rng, m, c)]


def trained(label, lam, params, data, rate, steps, *, public=False):
    return call(label, "train", penalized(lam), params, *data, rate, steps, public=public)


def regression_runs(rng):
    start, x, y = [np.zeros((2, 2)), np.zeros(2)], np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]])
    yield trained("one sample, two steps, by hand", 0.0, start, (x, y), 0.1, 2, public=True)
    yield trained("softmax regression", 0.0, linear(rng), samples(rng), 0.3, 3)
    few = linear(rng, 6, 2), samples(rng, 3, 6, 2)
    yield trained("more features than samples", 0.0, *few, 0.2, 4)


def network_runs(rng):
    yield trained("a hidden layer", 0.0, network(rng), samples(rng), 0.3, 3)
    narrow = network(rng, 6, 2, 4), samples(rng, 5, 6, 4)
    yield trained("a narrow hidden layer", 0.0, *narrow, 0.2, 2)


def penalized_runs(rng):
    yield trained("softmax regression", 0.35, linear(rng), samples(rng), 0.3, 3)
    yield trained("a hidden layer", 0.25, network(rng), samples(rng), 0.3, 3)


def no_steps(rng):
    yield trained("no steps", 0.1, linear(rng), samples(rng), 0.3, 0)
    yield trained("no steps of a network", 0.1, network(rng), samples(rng), 0.3, 0)


def callers_parameters(rng):
    for params in (linear(rng), network(rng)):
        X, Y = samples(rng)
        steps = (
            Call(None, "train", (penalized(0.2), params, X, Y, 0.3, 2), observed=False),
            *(Input(i) for i in range(len(params) + 2)),
        )
        yield Case("the caller's arrays stay as they were", steps)


QUESTIONS = (
    *penalty_questions("l1_penalty"),
    *penalty_questions("l2_penalty"),
    Question(
        "Objective.forward",
        (
            Group("one penalty", 1, one_penalty("forward")),
            Group("several penalties", 1, several_penalties("forward")),
        ),
    ),
    Question(
        "Objective.backward",
        (
            Group("one penalty", 1, one_penalty("backward")),
            Group("several penalties", 1, several_penalties("backward")),
        ),
    ),
    Question(
        "Objective.options",
        (
            Group("the value for several layers", 1, value_of_layers),
            Group("the gradients for several layers", 1, slopes_of_layers),
            Group("no penalties", 1, no_penalties),
            Group("no weights", 0.5, no_weights),
        ),
    ),
    question("Objective.reuse", 2, objective_reuse),
    question("choose_lambda.value", 2, tables),
    Question(
        "choose_lambda.edges",
        (Group("ties", 0.5, ties), Group("runs that diverged", 0.5, diverged)),
    ),
    *asked_again(),
    Question(
        "train.value",
        (
            Group("softmax regression", 2, regression_runs),
            Group("a network", 2, network_runs),
        ),
    ),
    question("train.options", 2, penalized_runs),
    Question(
        "train.edges",
        (Group("no steps", 0.5, no_steps), Group("arrays", 1, callers_parameters)),
    ),
)
RUBRIC = Rubric(
    "objective", reference, QUESTIONS, (*misconceptions_in(globals()), *mistakes_again())
)
