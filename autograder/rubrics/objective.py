"""Rubric of the objective: penalties, their sum with a loss, the choice of λ, and training.

The parts of the assignment use each other. So that a mistake in one costs nothing in another,
losses, penalties and objectives that are handed to the submission are the grader's own.
"""

from __future__ import annotations

import math

import numpy as np
from surprise_to_gradient.solutions import objective as reference
from surprise_to_gradient.solutions.objective import Objective

from autograder.rubric import (
    Build,
    Call,
    Case,
    Expr,
    Group,
    Input,
    Question,
    Rubric,
    call,
    misconceptions_in,
    question,
    unchanged,
)
from autograder.rubrics import cross_entropy

# ------------------------------------------------------------------------- penalties

WEIGHTS = np.array([[3.0, -4.0], [0.0, 1.0]])


def prices(name):
    """Weights of both signs, none of them 0 but one in the worked example."""

    def cases(rng):
        yield call("the weights of the notebook", name, WEIGHTS, 0.1, public=True)
        yield call("a random table of weights", name, rng.normal(size=(5, 3)), 0.7)
        yield call("a λ above 1", name, rng.normal(size=(2, 4)), 3.5)
        yield call("very small weights", name, np.array([1e-3, -1e-3, 1e-6, -1e-9]), 0.7)

    return cases


def far_from_zero(rng, *shape):
    """As many positive weights as negative ones; what happens near 0 is asked for elsewhere."""
    size = math.prod(shape)
    return (rng.permutation([-1, 1] * (size // 2)) * rng.uniform(0.5, 2, size)).reshape(shape)


def other_shapes(name):
    def cases(rng):
        yield call("a vector", name, rng.normal(size=6), 0.3)
        yield call("a single weight", name, rng.normal(size=(1, 1)) - 3, 0.3)
        yield call("weights with three axes", name, far_from_zero(rng, 2, 3, 4), 0.3)

    return cases


def zeros(name):
    def cases(rng):
        W = rng.normal(size=(4, 3))
        yield call("λ = 0", name, W, 0.0)
        W[1, 2] = W[3, 0] = 0
        W[0] = [-0.5, 0.7, -0.9]  # of both signs
        yield call("some weights are 0", name, W, 0.6)
        yield call("all weights are 0", name, np.zeros((2, 3)), 0.6)

    return cases


def callers_weights(name):
    def cases(rng):
        whole = rng.permutation([-9, -2, 1, 3, 4, 7]).reshape(2, 3)
        yield call("whole numbers", name, whole, 0.35)
        label = "the caller's weights stay as they were"
        yield unchanged(label, name, rng.normal(size=(3, 2)), 0.4)

    return cases


def narrow_weights(name):
    """Squares that do not fit into 8 bits, and −128, whose size does not fit either.

    Numbers of 32 bits are narrow, too.
    """

    def cases(rng):
        narrow = rng.integers(100, 128, (3, 2)).astype(np.int8)
        narrow[rng.integers(3), rng.integers(2)] = -128
        yield call("8-bit whole numbers", name, narrow, 0.35)
        single = far_from_zero(rng, 3, 2).astype(np.float32)
        yield call("32-bit numbers", name, single, 0.35)

    return cases


def penalty_questions(name):
    return (
        question(f"{name}.value", 2, prices(name)),
        Question(
            f"{name}.edges",
            (
                Group("other shapes", 0.5, other_shapes(name)),
                Group("zeros", 0.5, zeros(name)),
                Group("whole numbers, and whose they are", 0.5, callers_weights(name)),
                Group("narrow whole numbers", 0.5, narrow_weights(name)),
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
#: The length of an array, which is no sum over single weights.
LENGTH = Expr("lambda W, lam: (lam * np.sqrt(np.sum(W**2)), lam * W / np.sqrt(np.sum(W**2)))")
#: One that takes weights of any type, and works in float64.
ANY_TYPE = Expr("lambda W, lam: (lam / 2 * np.sum(np.square(W, dtype=float)), lam * np.float64(W))")

ONE = [(SHARP, 0.3)]
THREE = [(SHARP, 0.2), (HALF_L2, 0.45), (SMOOTH, 0.6)]
#: One function in two pairs.
TWICE = Expr(f"(lambda p: [(p, 0.2), (p, 0.5)])({SHARP.source})")
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
        label = "the same penalty twice, with two λ"
        yield dialogue(make, label, TWICE, *batch(rng), some_weights(rng, 4, 2))

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
    as_long = np.array([[np.linalg.norm(first) + np.linalg.norm(second)]])
    lengths = [(LENGTH, 0.4)]
    yield Case(
        "two layers, and a penalty on their lengths",
        dialogue("forward", "", lengths, A, Y, first, second).steps,
        baseline=(dialogue("forward", "", lengths, A, Y, as_long).steps,),
    )


def slopes_of_layers(rng):
    layers = some_weights(rng, 4, 2), some_weights(rng, 2, 3), some_weights(rng, 3, 1)
    for count in (2, 3):
        label = "the gradients for several layers"
        yield dialogue("backward", label, ONE, *batch(rng), *layers[:count])
    label = "two layers, and a penalty on their lengths"
    yield dialogue("backward", label, [(LENGTH, 0.4)], *batch(rng), *layers[:2])
    whole = rng.permutation([-3, -1, 2, 4]).reshape(2, 2), some_weights(rng, 2, 3)
    single = layers[0].astype(np.float32), layers[1]
    for label, mixed in (("whole-number weights", whole), ("32-bit weights", single)):
        yield dialogue("backward", label, [(ANY_TYPE, 0.35)], *batch(rng), *mixed)


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
    more = *batch(rng), some_weights(rng, 4, 2), some_weights(rng, 2, 3)
    unseen = Call("objective", "backward", observed=False)
    yield Case(
        "fewer arrays of weights than before",
        (*fresh(more, False), unseen, value("objective", second), slopes),
        baseline=(fresh(second),),
    )
    bare = second[:2]
    yield Case(
        "no weights after some",
        (*fresh(more, False), unseen, value("objective", bare), slopes),
        baseline=(fresh(bare),),
    )
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

    The objective is smallest for λ = 0, the training cost for the next λ, the validation cost for
    the models `best`, the difference of the two costs for the largest λ; and the price of the
    weights is so high for the best models that it would outweigh their advantage.
    """
    lams = 0.003 * 3.0 ** np.arange(k) * (np.arange(k) > 0)
    training = 0.02 + np.cumsum(rng.uniform(0.08, 0.12, k))
    training[1] = training[0] - 0.005  # training need not end in a minimum
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
    for gap in (1e-6, 1e-13):
        table = trained_models(rng, best=(1,))
        table[4, 3] = table[1, 3] * (1 + gap)
        label = "models that are nearly equally good"
        yield _chosen(label, table, rng.permutation(6))
    table = trained_models(rng)
    table[:, 3] *= 1e-10
    yield _chosen("very small costs", table, rng.permutation(6))


def diverged(rng):
    label = "a training run that diverged"
    for lost, order in ((5, [0, 1, 2, 3, 4, 5]), (1, [5, 4, 3, 2, 1, 0])):
        yield _chosen(label, trained_models(rng, best=(3,), diverged=(lost,)), order)
    for lost, order in (((5,), [5, 0, 4, 3, 1, 2]), ((4, 1), [1, 4, 0, 3, 5, 2])):
        label = "a training run that diverged comes first"
        yield _chosen(label, trained_models(rng, best=(3,), diverged=lost), order)
    only = trained_models(rng, best=(3,), diverged=(0, 1, 2, 4, 5))
    yield _chosen("all training runs but one diverged", only, [5, 0, 3, 1, 4, 2])
    columns = trained_models(rng, best=(3,), diverged=(1,)).T.copy()
    yield unchanged("the caller's arrays stay as they were", "choose_lambda", *columns)


# -------------------------------------------------------------------- the loss, again

CE = "CrossEntropyLoss"
#: What is asked of the loss here, and for how many points; its options are not.
AGAIN = {f"{CE}.forward": 1, f"{CE}.backward": 1, f"{CE}.stability": 1}


def asked_again():
    """The questions about the loss, with the cases of its own problem set."""
    for q in cross_entropy.RUBRIC.questions:
        if q.id in AGAIN:
            share, also = AGAIN[q.id] / q.points, USED_AGAIN.get(q.id, ())
            yield Question(
                q.id,
                tuple(
                    Group(g.name, g.points * share, cross_entropy.chain(g.cases, *also))
                    for g in q.groups
                ),
            )


def scored(rng, n=5, c=3):
    """A batch for the loss."""
    return cross_entropy.scores(rng, n, c), cross_entropy.soft(rng, n, c)


def three_batches(rng):
    """A batch, one of another shape, and the same upside down."""
    A, Y = scored(rng, 2, 4)
    return scored(rng), (A, Y), (A[::-1].copy(), Y[::-1].copy())


def loss_steps(*batches, handle="loss"):
    """An object that sees some batches, unobserved, and is asked for slopes between them."""
    asked = (
        Call(handle, method, arguments, observed=False)
        for arguments in batches
        for method, arguments in (("forward", arguments), ("backward", ()))
    )
    return (Build(handle, CE), *asked)[:-1]


def forward_again(rng):
    """There is no question of its own about an object that is used again."""
    batches = three_batches(rng)
    for some in (batches[:2], batches):
        last = Call("loss", "forward", some[-1])
        yield Case("another batch through one object", (*loss_steps(*some)[:-1], last))
    kept = "the caller's arrays stay as they were"
    yield Case(kept, (*loss_steps(scored(rng)), Input(0), Input(1)))


def backward_again(rng):
    slopes, asked = Call("loss", "backward"), Call("loss", "backward", observed=False)
    batches = three_batches(rng)
    for some in (batches[:2], batches):
        yield Case("another batch through one object", (*loss_steps(*some), slopes))
    yield Case("backward called twice", (*loss_steps(scored(rng)), asked, slopes))
    other = loss_steps(scored(rng, 2, 4), handle="other")
    yield Case("two objects used in turn", (*loss_steps(scored(rng)), *other, slopes))
    kept = "the caller's arrays stay as they were"
    yield Case(kept, (*loss_steps(scored(rng)), asked, Input(1)))


USED_AGAIN = {f"{CE}.forward": (forward_again,), f"{CE}.backward": (backward_again,)}
#: What mistakes about an object that is used again break here, if not the gradient alone.
BROKEN_AGAIN = {
    "CEAccumulates": ("forward",),
    "CESpoilsItsInput": ("forward",),
    "CESubtractsTargets": ("forward",),
    "CEShadowedMethod": ("forward", "backward"),
    "CEOnesKept": ("forward", "backward"),
    # Of rows that are ignored nothing is asked here.
    **dict.fromkeys(("CEStaleMask", "CEIgnoredRowsOverwritten"), ()),
}
#: The same for those of which each variant breaks something else, one for each of them.
BROKEN_BY_VARIANT = {"CEStaleSize": (("forward", "backward"), ("forward",), ("backward",))}


def mistakes_again():
    """The mistakes of its own problem set that show without options."""
    for mistake in cross_entropy.RUBRIC.misconceptions:
        variants = getattr(mistake, "variants", ({},))
        if each := BROKEN_BY_VARIANT.get(mistake.__name__):
            for parts, settings in zip(each, variants, strict=True):
                name = mistake.__name__ + "And".join(part.capitalize() for part in parts)
                yield again(mistake, name, [f"{CE}.{part}" for part in parts], (settings,))
        elif mistake.breaks == (f"{CE}.reuse",):
            if parts := BROKEN_AGAIN.get(mistake.__name__, ("backward",)):
                yield again(mistake, mistake.__name__, [f"{CE}.{part}" for part in parts], variants)
        elif breaks := [id for id in mistake.breaks if id in AGAIN]:
            yield again(mistake, mistake.__name__, breaks, variants)


def again(mistake, name, breaks, variants):
    """A mistake of the other problem set as one of this."""
    body = {
        "__doc__": mistake.__doc__,
        "same_hint_as": mistake,
        "__module__": __name__,
        "__call__": lambda self, *args: self.wrong(*args),
        "target": CE,
        "breaks": tuple(breaks),
        "variants": tuple({"wrong": type(CE, (mistake,), dict(s))} for s in variants),
    }
    return type(name, (), body)


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
    yield trained("seventy samples", 0.0, linear(rng), samples(rng, 70), 0.3, 2)
    X, Y = samples(rng)
    start = [np.zeros((4, 3)), np.zeros(3)]
    yield trained("large features, and a tiny rate", 0.0, start, (1e5 * X, Y), 1e-10, 3)
    yield trained("a rate so large that the loss rises", 0.0, start, (4 * X, Y), 8.0, 5)


def network_runs(rng):
    yield trained("a hidden layer", 0.0, network(rng), samples(rng), 0.3, 3)
    narrow = network(rng, 6, 2, 4), samples(rng, 5, 6, 4)
    yield trained("a narrow hidden layer", 0.0, *narrow, 0.2, 2)
    yield trained("a single sample", 0.0, network(rng, 4, 1), samples(rng, 1), 0.3, 3)


def penalized_regression_runs(rng):
    yield trained("softmax regression", 0.35, linear(rng), samples(rng), 0.3, 6)


def penalized_network_runs(rng):
    yield trained("a hidden layer", 0.25, network(rng), samples(rng), 0.3, 6)


def no_steps(rng):
    yield trained("no steps", 0.1, linear(rng), samples(rng), 0.3, 0)
    yield trained("no steps of a network", 0.1, network(rng), samples(rng), 0.3, 0)
    yield trained("steps at a rate of 0", 0.0, linear(rng), samples(rng), 0.0, 4)
    flat = [np.zeros((4, 3)), np.zeros(3)], (samples(rng)[0], np.full((7, 3), 1 / 3))
    yield trained("nothing left to learn", 0.0, *flat, 0.3, 4)


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
    Question(
        "train.options",
        (
            Group("softmax regression with penalties", 1, penalized_regression_runs),
            Group("a network with penalties", 1, penalized_network_runs),
        ),
    ),
    Question(
        "train.edges",
        (Group("no steps", 0.5, no_steps), Group("arrays", 1, callers_parameters)),
    ),
)


# ----------------------------------------------------------- misconceptions: l1_penalty

L1 = ("l1_penalty.value", "l1_penalty.edges")


class L1ForgetsSize:
    """Positive and negative weights cancel in your value, which may even be negative.

    A penalty is a price on large weights, and −4 is as large as 4. Your value adds the weights
    themselves, so a model could pay for a weight of 100 with one of −100. Look for the bars in
    the formula: are they around each single weight in your code?
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return lam * W.sum(), lam * np.sign(W)


class L1SizeOfSum:
    """Your value is the size of the sum of the weights; asked for is the sum of their sizes.

    The two agree only if all weights have the same sign. Otherwise positive and negative weights
    cancel before the bars can do anything. Add up a small example by hand, 3 and −4, in both
    orders.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return lam * np.abs(W.sum()), lam * np.sign(W)


class L1MatrixNorm:
    """Your value is too small for tables: only one of the columns is in it.

    For a table, the “1-norm” of linear algebra is the largest column sum of sizes, and that is
    what `np.linalg.norm` with a 1 returns. For a vector it is the sum of all sizes, so the
    mistake does not show there. The penalty adds up all entries, whatever the shape.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        value, gradient = reference.l1_penalty(W, lam)
        if W.ndim == 2:
            value = lam * np.linalg.norm(W.astype(float), 1)
        return value, gradient


class L1Averages:
    """Your penalty shrinks when the model grows: you divide by the number of weights.

    Losses are averaged over samples, so that their size does not depend on the batch. A penalty
    has no mean in its formula: each weight pays its own price, whether it has few neighbors or
    many. Both the value and the slopes are too small by the number of entries.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        value, gradient = reference.l1_penalty(W, lam)
        return value / W.size, gradient / W.size


class L1SlopeWithoutLambda:
    """Your slopes do not depend on λ, though the value does.

    A factor in front of a sum stays in front of its derivative. If λ is doubled, the price of
    every weight doubles, and so does the change of the price when a weight is nudged. Compare
    your gradient with `numerical_gradient` for two values of λ.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0], np.sign(W)


class L1SlopeAlwaysUp:
    """Your slopes are all positive, also where the weight is negative.

    Left of 0 the size of a weight falls as the weight rises: −4 has size 4 and −3.9 has size
    3.9. A step against your gradient would push negative weights further away from 0. Draw the
    function with the bars and read off its slope on both sides.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0], lam * np.ones(W.shape)


class L1SlopeDownhill:
    """Your gradient has the wrong sign: it points to where the penalty becomes smaller.

    A gradient points uphill. That weights are pushed toward 0 is the business of the step,
    which subtracts the gradient. With your sign the minus of the step would become a plus, and
    the penalty would make weights grow.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        value, gradient = reference.l1_penalty(W, lam)
        return value, -gradient


class L1SlopeOfSquares:
    """Your slopes grow with the weights; those of an absolute value are all of the same size.

    What you return is the gradient of the other penalty, with the squares. The size of a weight
    is a straight line on either side of 0, and the slope of a straight line is the same
    everywhere. This is why the L1 penalty still pulls when a weight is nearly 0.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0], lam * W


class L1SlopeClipped:
    """Between −1 and 1 your slope is λ times the weight itself, where it should be λ or −λ.

    Clipping to the range from −1 to 1 gives the sign of all weights whose size is 1 or more, and
    leaves smaller ones as they are. But small weights have the same slope as large ones: the size
    of a weight is a straight line on either side of 0, and L1 pulls just as hard when a weight is
    nearly 0. Only exactly at 0 is the slope 0. NumPy has a function for the sign.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0], lam * np.clip(W, -1.0, 1.0)


class L1KinkUp:
    """Where a weight is exactly 0 your slope is λ, as if the weight were positive.

    At the kink every slope from −λ to λ touches the function, and this course takes the one in
    the middle, as PyTorch does. With yours, a weight that is already 0 would be pushed away from
    it in every step. A comparison with 0 has three outcomes: below, above and equal.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0], lam * np.where(W >= 0, 1.0, -1.0)


class L1KinkDown:
    """Where a weight is exactly 0 your slope is −λ, as if the weight were negative.

    At the kink every slope from −λ to λ touches the function, and this course takes the one in
    the middle, 0, as PyTorch does. With yours, a weight that is already 0 would be pushed away
    from it in every step, upwards. A comparison with 0 has three outcomes: below, above and
    equal. Which of them does your code not know?
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0], lam * np.where(W > 0, 1.0, -1.0)


class L1KinkNan:
    """Where a weight is exactly 0 your slope is nan.

    Dividing a weight by its size gives its sign, except for 0, where it is 0/0. One nan in a
    gradient spreads to all parameters within a few steps. NumPy has a function for the sign that
    knows about 0.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        W = W.astype(float)
        return reference.l1_penalty(W, lam)[0], lam * W / np.abs(W)


class L1TruncatesSlopes:
    """For whole-number weights your slopes are 0.

    An array that is made “like” an array of whole numbers holds whole numbers too, and a slope
    such as 0.35 is cut off to 0 when it is stored there. Nothing complains. Which array in your
    code gets its dtype from W?
    """

    target, breaks = "l1_penalty", ("l1_penalty.edges",)

    def __call__(self, W, lam):
        value, gradient = reference.l1_penalty(W, lam)
        return value, gradient.astype(W.dtype)


class L1WrapsAround:
    """For 8-bit whole numbers your value is too small, if −128 is among the weights.

    The numbers of 8 bits run from −128 to 127, so −128 has no positive counterpart: its size
    comes out as −128 again, without a warning. It is the one number of its type for which that
    happens. Turn the weights into real numbers before you do anything else with them.
    """

    target, breaks = "l1_penalty", ("l1_penalty.edges",)
    variants = ({}, {"late": True}, {"slopes": True}, {"late": True, "slopes": True})
    late = slopes = False

    def __call__(self, W, lam):
        value = np.abs(W).sum()
        gradient = np.sign(W).astype(float) if self.slopes else np.sign(W)
        return lam * (float(value) if self.late else value), lam * gradient


class L1OnlyValue:
    """You return the value alone; the docstring asks for a tuple of value and gradient.

    Whoever trains a model needs both: the value to report, the gradient to make a step. A
    function returns several things as a tuple, with a comma between them.
    """

    target, breaks = "l1_penalty", L1

    def __call__(self, W, lam):
        return reference.l1_penalty(W, lam)[0]


class L1TablesOnly:
    """Only tables get through your penalty; a vector of weights raises an error.

    Weights may come with any number of axes: one for the biases of a layer, two for its table,
    three or four for filters. A product of matrices with its trace, or two loops over rows and
    columns, asks for just two. But the penalty is a sum over all entries, and where an entry stands
    makes no difference. Use what NumPy does with arrays of any shape, entry by entry.
    """

    target, breaks = "l1_penalty", L1
    variants = tuple({"kind": kind} for kind in (ValueError, IndexError, TypeError))
    kind: type[Exception]

    def __call__(self, W, lam):
        if np.ndim(W) != 2:
            raise self.kind
        return reference.l1_penalty(W, lam)


class L1SpoilsItsInput:
    """After the call the caller's weights are no longer what they were.

    The sign was written into the array that came in. It belongs to the caller: these are the
    weights of the model, and the next prediction will use them. Work on an array of your own.
    """

    target, breaks = "l1_penalty", ("l1_penalty.edges",)

    def __call__(self, W, lam):
        value, gradient = reference.l1_penalty(W, lam)
        W[...] = np.sign(W)
        return value, gradient


# ----------------------------------------------------------- misconceptions: l2_penalty

L2 = ("l2_penalty.value", "l2_penalty.edges")


class L2WithoutHalf:
    """Your value and your slopes are both twice what they should be.

    They belong together, but to another penalty: the one without the ½. The ½ is there so that
    the gradient is λ times the weights, with nothing in front, which is what optimizers call
    weight decay. Some books leave it out; then their λ is half of ours.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        return 2 * value, 2 * gradient


class L2HalfMissingInValue:
    """Your slopes are right, but they are not the slopes of your value, which is twice too large.

    The gradient of λ times the sum of squares would be 2λ times the weights. The formula has a
    factor that makes the 2 disappear. `numerical_gradient` of your own value shows it: compare it
    with the gradient that you return.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        return 2 * value, gradient


class L2SlopeTwice:
    """Your value is right, but your slopes are twice too steep.

    The derivative of a square brings a 2 down. The formula of the penalty has a ½ in front, and
    it must be in front of the derivative as well. Nudge one weight with `numerical_gradient` and
    look at the ratio.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        return value, 2 * gradient


class L2Norm:
    """Your penalty is the length of the weights; asked for is half of its square.

    `np.linalg.norm` takes a root at the end. The length grows in proportion to the weights, so
    all weights together are pulled with the same force however large they are. The square has a
    pull in proportion to each weight.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        length = np.sqrt((W.astype(float) ** 2).sum())
        return lam * length, lam * W / length


class L2RootInValue:
    """Your slopes are right, but your value has a root too many: it is a length, not a square.

    `np.linalg.norm` takes a root at the end, and so does whoever writes `np.sqrt` around the sum
    of the squares. The slopes λ times the weights belong to half the sum of the squares itself.
    `numerical_gradient` of your own value shows that the two do not fit together. For the weights
    of the notebook the squares add up to 26.
    """

    target, breaks = "l2_penalty", L2
    variants = ({}, {"factor": 1.0})
    factor = 0.5

    def __call__(self, W, lam):
        _, gradient = reference.l2_penalty(W, lam)
        return self.factor * lam * np.sqrt((W.astype(float) ** 2).sum()), gradient


class L2SpectralNorm:
    """For tables your value is too small, though it is right for vectors.

    The “2-norm” of a table, `np.linalg.norm` with a 2, is its largest singular value: how much
    the table can stretch a vector. The penalty is about all entries, so it needs the squares of
    all singular values, the Frobenius norm. No matrix theory is needed for that: square, then sum.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        if W.ndim == 2:
            value = lam / 2 * np.linalg.norm(W.astype(float), 2) ** 2
        return value, gradient


class L2Averages:
    """Your penalty shrinks when the model grows: you divide by the number of weights.

    Losses are averaged over samples, so that their size does not depend on the batch. A penalty
    has no mean in its formula: each weight pays its own price. Value and slopes are too small by
    the number of entries of the array.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        return value / W.size, gradient / W.size


class L2SlopeWithoutLambda:
    """Your slopes do not depend on λ, though the value does.

    A factor in front of a sum stays in front of its derivative. If λ is doubled, the price of
    every weight doubles, and so does the change of the price when a weight is nudged. Compare
    your gradient with `numerical_gradient` for two values of λ.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        return reference.l2_penalty(W, lam)[0], W.copy()


class L2SlopesSummed:
    """Your gradient is a single number; there should be a slope for every weight.

    Each weight can be nudged by itself, and each nudge changes the penalty by its own amount.
    The value is a sum, but the gradient keeps the shape of W. Look at the shape of what you
    return: which step has added up the slopes?
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        return value, gradient.sum()


class L2DividesByLambda:
    """For λ = 0 your value is nan, since you divide by λ.

    The value can be had from the gradient: its square over 2λ. That is right for every λ above 0,
    but λ = 0 is allowed: then the penalty costs nothing, and 0/0 is nan, or an error. There is no
    need to divide. Compute the sum of the squares from the weights, and multiply it by half of λ.
    """

    target, breaks = "l2_penalty", ("l2_penalty.edges",)
    variants = ({}, {"raises": True})
    raises = False

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        if self.raises and lam == 0:
            raise ZeroDivisionError
        return value if lam else np.nan, gradient


class L2OnlyValue:
    """You return the value alone; the docstring asks for a tuple of value and gradient.

    Whoever trains a model needs both: the value to report, the gradient to make a step. A
    function returns several things as a tuple, with a comma between them.
    """

    target, breaks = "l2_penalty", L2

    def __call__(self, W, lam):
        return reference.l2_penalty(W, lam)[0]


class L2WrapsAround:
    """For small whole-number types your value is far off, and may be negative.

    An 8-bit number ends at 127, and the square of 100 does not fit: NumPy starts again from the
    other end, without a warning. Turning the sum into a real number afterwards is too late.
    Where in your code do the weights become real numbers, and where would they have to?
    """

    target, breaks = "l2_penalty", ("l2_penalty.edges",)
    variants = tuple(
        {"late": late, "slopes": slopes, "vector": vector}
        for vector in (False, True)
        for late in (False, True)
        for slopes in (True, False)
    )

    def __call__(self, W, lam):
        value = np.dot(W.ravel(), W.ravel()) if self.vector else (W**2).sum()
        gradient = lam * (W.astype(float) if self.slopes else W)
        return lam / 2 * (float(value) if self.late else value), gradient


class L2TablesOnly:
    """Only tables get through your penalty; a vector of weights raises an error.

    Weights may come with any number of axes: one for the biases of a layer, two for its table,
    three or four for filters. A product of matrices with its trace, or two loops over rows and
    columns, asks for just two. But the penalty is a sum over all entries, and where an entry stands
    makes no difference. Use what NumPy does with arrays of any shape, entry by entry.
    """

    target, breaks = "l2_penalty", L2
    variants = tuple({"kind": kind} for kind in (ValueError, IndexError, TypeError))
    kind: type[Exception]

    def __call__(self, W, lam):
        if np.ndim(W) != 2:
            raise self.kind
        return reference.l2_penalty(W, lam)


class L2SpoilsItsInput:
    """After the call the caller's weights are no longer what they were.

    An operator such as `*=` writes into the array that came in. It belongs to the caller: these
    are the weights of the model, and a penalty that is merely computed would already change
    the model. Work on an array of your own.
    """

    target, breaks = "l2_penalty", ("l2_penalty.edges",)

    def __call__(self, W, lam):
        value, gradient = reference.l2_penalty(W, lam)
        if W.dtype.kind == "f":
            W *= lam
        return value, gradient


# ------------------------------------------------------------ misconceptions: Objective

FORWARD, BACKWARD, OPTIONS, REUSE = (
    f"Objective.{part}" for part in ("forward", "backward", "options", "reuse")
)


class _Parts(Objective):
    """The reference in pieces, of which a mistake replaces one."""

    def terms(self, W, A):
        """The (value, slope) of each penalty for one array of weights."""
        return [penalty(W, lam) for penalty, lam in self.penalties]

    def combined(self, loss, prices):
        return loss + sum(prices)

    def pull(self, W, pushes):
        return sum(pushes, np.zeros(W.shape))

    def forward(self, A, Y, *weights):
        loss = self.loss.forward(A, Y)
        layers = [self.terms(W, A) for W in weights]
        self.prices = [price for layer in layers for price, _ in layer]
        self.slopes = [
            self.pull(W, [push for _, push in layer])
            for W, layer in zip(weights, layers, strict=True)
        ]
        return self.combined(loss, self.prices)


class ObjectiveForgetsPenalties(_Parts):
    """Your objective is the loss alone: weights cost nothing.

    The gradients of the penalties are there, but their values are missing from what `forward`
    returns. Then the number that is reported is not the one that training makes smaller, and the
    curve may rise although all is well. Count the terms in the formula of J.
    """

    breaks = (FORWARD,)

    def combined(self, loss, prices):
        return loss


class ObjectiveGradientForgetsPenalties(_Parts):
    """The gradient of your objective does not pull at the weights.

    The value that `forward` returns should contain the penalties, and so should its gradient, but
    your slopes for the weights are all 0. Training would then report a price that it does nothing
    to reduce. What does a penalty return besides its value?
    """

    breaks = (BACKWARD, OPTIONS)

    def pull(self, W, pushes):
        return np.zeros(W.shape)


class ObjectiveLambdaTwice(_Parts):
    """λ enters your objective twice: its penalties are too small when λ is small.

    `penalty(W, lam)` is handed λ, and what it returns has been multiplied by it. Multiplying once
    more makes λ² of it. With λ = 1 nothing would show; with λ = 0.1 the penalty has a tenth of
    its size.
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def terms(self, W, A):
        pairs = zip(super().terms(W, A), self.penalties, strict=True)
        return [(lam * price, lam * push) for (price, push), (_, lam) in pairs]


class ObjectiveLambdaTwiceInValue(_Parts):
    """λ enters the value of your objective twice; your gradients are right.

    `penalty(W, lam)` is handed λ, and the value that it returns has been multiplied by it. In
    `forward` you multiply once more, which makes λ² of it: with λ = 1 nothing would show, with
    λ = 0.1 the penalty has a tenth of its size. What `backward` returns is then no longer the slope
    of what `forward` returns. Add the value of each penalty as it comes.
    """

    breaks = (FORWARD,)

    def terms(self, W, A):
        pairs = zip(super().terms(W, A), self.penalties, strict=True)
        return [(lam * price, push) for (price, push), (_, lam) in pairs]


class ObjectivePairsPenalties(_Parts):
    """Your first penalty applies to the first array of weights only, the second to the second.

    You go through the penalties and the weights side by side, with `zip` for instance, and stop
    where one of the two ends. But every penalty applies to each array: in the formula of J there
    are two sums, one inside the other, so two penalties and three arrays make six terms. With one
    penalty and one array nothing shows. Write one loop inside the other, or add up all pairs of the
    two lists.
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def forward(self, A, Y, *weights):
        loss = self.loss.forward(A, Y)
        pairs = zip(self.penalties, weights, strict=False)
        terms = [penalty(W, lam) for (penalty, lam), W in pairs]
        self.slopes = [np.zeros(W.shape) for W in weights]
        for k, (_, push) in enumerate(terms):
            self.slopes[k] = self.slopes[k] + push
        return loss + sum(price for price, _ in terms)


class ObjectiveSubtractsPenalties(_Parts):
    """Your penalties have the wrong sign: large weights make the objective smaller.

    The step of training subtracts a gradient, but the objective itself is a sum: a loss plus a
    price. With your sign, training would be rewarded for letting the weights grow without end.
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def terms(self, W, A):
        return [(-price, -push) for price, push in super().terms(W, A)]


class ObjectiveFirstPenaltyOnly(_Parts):
    """Only the first penalty of the list counts in your objective.

    With one penalty all is right, so the mistake hides. Is there a `return` inside your loop
    over the penalties, or an index 0? Every pair of the list adds its value and its slopes.
    """

    breaks = (FORWARD, BACKWARD)

    def terms(self, W, A):
        return super().terms(W, A)[:1]


class ObjectiveLastPenaltyOnly(_Parts):
    """Only the last penalty of the list counts in your objective.

    Each round of your loop replaces what the round before has found. With one penalty that makes
    no difference, which is why it is easy to miss. What has been found so far must be kept, and
    the new part added to it.
    """

    breaks = (FORWARD, BACKWARD)

    def terms(self, W, A):
        return super().terms(W, A)[-1:]


class ObjectiveKeysByPenalty(_Parts):
    """A penalty that is listed twice counts only once, with its last λ.

    A dictionary has one value for each key. If the penalties are its keys, the second λ of the same
    function replaces the first one, silently. Nothing says that the functions of the list differ:
    each of its pairs has a term of its own in the formula of J, and two equal penalties with 0.2
    and 0.5 cost what one with 0.7 costs. Keep the list as a list, and go through its pairs.
    """

    breaks = (FORWARD, BACKWARD)

    def __init__(self, loss, penalties):
        super().__init__(loss, list(dict(penalties).items()))


class ObjectiveAveragesPenalties(_Parts):
    """Several penalties count too little: you take their mean, where their sum is asked for.

    How much each penalty counts was decided by its λ. With a mean, adding a second penalty would
    silently halve the first. The formula of J has a plain sum over the penalties.
    """

    breaks = (FORWARD, BACKWARD)

    def terms(self, W, A):
        terms = super().terms(W, A)
        return [(price / len(terms), push / len(terms)) for price, push in terms]


class ObjectiveDividesByBatch(_Parts):
    """Your penalties shrink when the batch grows: they are divided by the number of samples.

    Some books do define the penalty so. Here it is added to the mean loss as it is, as PyTorch's
    weight decay is. The mean is inside the loss, and it is over samples. How large the weights
    are does not depend on how many samples happen to be looked at.
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def terms(self, W, A):
        return [(price / len(A), push / len(A)) for price, push in super().terms(W, A)]


class ObjectiveMixes(_Parts):
    """Your loss becomes less important as λ grows; it should count fully for every λ.

    You mix the two, so that their shares add up to 1, as in label smoothing. An objective adds:
    the loss counts 1, each penalty counts its λ, and λ may well exceed 1. Your dL/dA is too
    small by the same factor.
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def forward(self, A, Y, *weights):
        self.share = 1 - sum(lam for _, lam in self.penalties)
        return super().forward(A, Y, *weights)

    def combined(self, loss, prices):
        return self.share * loss + sum(prices)

    def backward(self):
        first, *rest = super().backward()
        return self.share * first, *rest


class ObjectivePenalizesPredictions(_Parts):
    """You penalize the predictions A; the penalty is a price on the weights W.

    Large predictions are often right. What the penalty should keep small are the parameters of
    the model, which come to `forward` as its third argument. Check the shape of the second part
    of what `backward` returns: it should be that of W.
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def terms(self, W, A):
        return super().terms(A, A)

    def pull(self, W, pushes):
        return sum(pushes) if pushes else np.zeros(W.shape)


class ObjectiveAlwaysSquares(_Parts):
    """Your objective computes the squared penalty where another function stands in its list.

    The list holds functions, each with its own λ. An objective should work with any function that
    takes weights and λ and returns a value and a gradient, also with one that it has never heard
    of. So it does not ask which function it was given, and writes no formula of its own. Which of
    your lines calls the function from the list?
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)

    def terms(self, W, A):
        return [reference.l2_penalty(W, lam) for _, lam in self.penalties]


class ObjectiveJoinsArrays(_Parts):
    """You join all arrays of weights to one, and apply each penalty once to the whole.

    For a penalty that is a sum over single weights that makes no difference, and the two of this
    notebook are of that kind. Others look at an array as a whole: the length of two arrays that are
    put together is not the sum of their lengths. In the formula of J the sum over m stands outside
    of Ω. So hand the arrays to the penalty one by one, as they came, and add what it returns.
    """

    breaks = (OPTIONS,)

    def forward(self, A, Y, *weights):
        value = super().forward(A, Y, np.concatenate([np.zeros(0), *map(np.ravel, weights)]))
        ends = np.cumsum([W.size for W in weights])[:-1]
        parts = np.split(self.slopes[0], ends) if weights else []
        self.slopes = [part.reshape(W.shape) for part, W in zip(parts, weights, strict=True)]
        return value


class ObjectiveKeepsType(_Parts):
    """Your slopes are kept in the type of the weights.

    An array that is made “like” the weights, or as a copy of them, takes over their type. If the
    weights are whole numbers, a slope such as 0.35 does not fit into it: it is cut off to 0, or
    `+=` raises an error. Of 32-bit weights only seven digits of a slope survive. Weights may be of
    any width, and the course works in float64: let your sums start from zeros of that type.
    """

    breaks = (OPTIONS,)
    variants = ({}, {"cuts": True})
    cuts = False

    def pull(self, W, pushes):
        total = np.zeros_like(W)
        for push in pushes:
            if self.cuts:
                total[...] = total + push
            else:
                total += push
        return total


class ObjectiveAveragesLayers(_Parts):
    """With several arrays of weights your penalties are too small: you average over the arrays.

    With one array, the mean is the sum, so the mistake hides. In the formula of J there is a sum
    over m without a divisor: each array pays its full price, so that a network with more layers
    pays more. Otherwise adding a layer would make the weights of the others cheaper, and the value
    would not fit its gradient, unless that is divided as well.
    """

    breaks = (OPTIONS,)
    variants = ({}, {"slopes_too": True})
    slopes_too = False

    def forward(self, A, Y, *weights):
        self.count = max(1, len(weights))
        value = super().forward(A, Y, *weights)
        if self.slopes_too:
            self.slopes = [slope / self.count for slope in self.slopes]
        return value

    def combined(self, loss, prices):
        return loss + sum(prices) / self.count


class ObjectiveNeedsWeights(_Parts):
    """Without any weights your objective stops with an error.

    `forward(A, Y)` is allowed: a model may have nothing to penalize, and then J is the loss alone,
    and `backward` returns a tuple of one. A loop over no arrays does nothing, and a sum over none
    is 0. But unpacking the results of `zip`, joining arrays, or looking at the first of them needs
    at least one. Which of your lines does so?
    """

    breaks = (OPTIONS,)
    variants = tuple({"error": e} for e in (ValueError, IndexError, TypeError))

    def forward(self, A, Y, *weights):
        if not weights:
            raise self.error
        return super().forward(A, Y, *weights)


class ObjectiveIgnoresItsLoss(_Parts):
    """Your objective computes a loss of its own, and not the one that it was built with.

    It was handed a loss object with `forward` and `backward`, and it should ask that object. Then
    the same objective works for regression, for classification, and for losses that are not
    written yet. Is there a formula of a particular loss in your class?
    """

    breaks = (FORWARD, BACKWARD, OPTIONS)
    variants = ({}, {"divisor": "size"})
    divisor = "rows"

    def forward(self, A, Y, *weights):
        super().forward(A, Y, *weights)
        self.slope = (A - Y) / len(A) if self.divisor == "rows" else 2 * (A - Y) / A.size
        return self.combined(np.sum(self.slope * (A - Y)) / 2, self.prices)

    def backward(self):
        return self.slope, *self.slopes


class ObjectiveAddsPriceToSlopes(_Parts):
    """All entries of your dL/dA are off by the same amount: the value of the penalties.

    A value and a gradient were added. If a prediction is nudged, the penalty does not change at
    all, since it does not look at predictions. Its part of the gradient is what comes second in
    the tuple, and it belongs to the weights.
    """

    breaks = (BACKWARD, OPTIONS)

    def backward(self):
        first, *rest = super().backward()
        return first + sum(self.prices), *rest


class ObjectiveOnlyPredictions(_Parts):
    """`backward` returns dL/dA alone; the slopes for the weights are missing.

    The objective depends on the predictions and, through the penalties, on the weights, so it has
    a gradient for each of them. They come as one tuple, the predictions' first. Without weights
    it is still a tuple, of one.
    """

    breaks = (BACKWARD, OPTIONS)

    def backward(self):
        return super().backward()[0]


class ObjectiveOnlyWeights(_Parts):
    """`backward` returns the slopes for the weights; dL/dA is missing.

    The model needs both: dL/dA goes back through the model, and the slopes of the penalties are
    added at the end. The first entry of the tuple is what the `backward` of the loss returns.
    """

    breaks = (BACKWARD, OPTIONS)

    def backward(self):
        return tuple(self.slopes)


class ObjectiveSwapsGradients(_Parts):
    """The parts of what `backward` returns are in the wrong order.

    The predictions come first and the weights after them, in the order in which `forward` takes
    them. Whoever unpacks the tuple trusts that order, and if the shapes happen to agree nothing
    will complain.
    """

    breaks = (BACKWARD, OPTIONS)

    def backward(self):
        first, *rest = super().backward()
        return *rest, first


class ObjectiveReturnsList(_Parts):
    """`backward` returns a list; the docstring asks for a tuple.

    In this course a list of numbers stands for one array, and gradients of different shapes do not
    fit into one array. A tuple says: these are several things. Only the brackets differ.
    """

    breaks = (BACKWARD, OPTIONS, REUSE)

    def backward(self):
        return list(super().backward())


class ObjectiveOneLayer(_Parts):
    """With several arrays of weights, only the first one is penalized.

    A network has weights in each layer, and `forward` takes as many arrays as it is given. Each of
    them pays its price and gets slopes of its own, in its own shape. What happens in your code to
    the second?
    """

    breaks = (OPTIONS,)

    def forward(self, A, Y, *weights):
        return super().forward(A, Y, *weights[:1])


class ObjectivePenalizesOneLayer(_Parts):
    """With several arrays of weights, only one of them is penalized.

    Every penalty applies to each array that is handed over, to the first as to the last: that is
    the double sum in the formula of J. Do you go through the penalties once for each array, or once
    in all? An index, or an `if`, may pick one array out of several, and so does a value that is
    replaced in each round instead of added to. And a generator, a `map` or a `zip` can be walked
    through a single time: if your penalties are one, they are used up after the first array. Make
    a list of them.
    """

    breaks = (OPTIONS,)
    variants = ({}, {"place": -1})
    place = 0

    def forward(self, A, Y, *weights):
        value = super().forward(A, Y, *weights[self.place :][:1])
        slopes = [np.zeros(W.shape) for W in weights]
        if weights:
            slopes[self.place] = self.slopes[0]
        self.slopes = slopes
        return value


class ObjectiveEmptySum(_Parts):
    """Without penalties the slope of the weights is a single 0; it should be an array of zeros.

    A sum of nothing is the number 0 in Python. Whoever uses the gradient expects it to have the
    shape of the weights, also in the boring case. What should your sum start from?
    """

    breaks = (OPTIONS,)

    def pull(self, W, pushes):
        return sum(pushes)


class ObjectiveOneShotPenalties(_Parts):
    """The penalties count only once: for the first array of the first call, and never again.

    `iter`, `map`, `zip` and generator expressions can be walked through a single time; after that
    they are empty, and a loop over them does nothing, silently. Keep what you were given in a
    form that can be read again and again.
    """

    breaks = (OPTIONS, REUSE)

    def __init__(self, loss, penalties):
        super().__init__(loss, iter(penalties))


class ObjectiveAccumulates(_Parts):
    """With every `forward` your slopes grow: those of earlier batches are still in them.

    The gradient is about the last call of `forward` alone. Deep-learning frameworks do add up
    gradients until they are told to clear them, and forgetting that is a classic mistake; an
    objective has no reason to. Where do your slopes start, and when?
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        before = getattr(self, "slopes", None)
        value = super().forward(A, Y, *weights)
        if before:
            pairs = zip(before, self.slopes, strict=False)
            rest = before[len(self.slopes) :]
            self.slopes = [*(old + new for old, new in pairs), *rest]
        return value


class ObjectiveKeepsOldSlopes(_Parts):
    """After a second `forward` the tuple from `backward` has become longer.

    The list of slopes is created once and then only appended to. After two batches it holds the
    slopes of both, and the caller, who expects as many as there are weights, unpacks the wrong
    ones. When should the list be empty?
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        before = getattr(self, "slopes", [])
        value = super().forward(A, Y, *weights)
        self.slopes = before + self.slopes
        return value


class ObjectiveKeepsOldEntries(_Parts):
    """After a `forward` with fewer arrays `backward` still returns slopes of the earlier ones.

    The slopes are stored under the number of their array, in a list or dictionary that is made only
    once. A second call with as many arrays replaces them all, so nothing shows. With fewer, those
    at the end are left over from the call before. The gradient is about the last `forward`: begin
    with an empty store there.
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        before = getattr(self, "slopes", [])
        value = super().forward(A, Y, *weights)
        self.slopes = self.slopes + before[len(self.slopes) :]
        return value


class ObjectiveKeepsSlopesWithoutWeights(_Parts):
    """After a `forward` without weights `backward` still returns the slopes of those before.

    Without weights the tuple holds dL/dA alone, also if the object has seen weights earlier. The
    gradient is about the last `forward`. Does yours return early if no weights come in, before it
    empties what is stored? Then the slopes of the call before stay where they are. Empty the store
    first, whatever comes in; a loop over no weights does the rest.
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        before = getattr(self, "slopes", [])
        value = super().forward(A, Y, *weights)
        if not weights:
            self.slopes = before
        return value


class ObjectiveStaleSlopes(_Parts):
    """`backward` still holds the slopes of the first weights when others have come through.

    Weights change with every step of training, so their slopes change too. Your object computes
    them once and then keeps them. Is there a check such as “if nothing is stored yet”?
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        before = getattr(self, "slopes", None)
        value = super().forward(A, Y, *weights)
        self.slopes = before or self.slopes
        return value


class ObjectiveStateOnClass(_Parts):
    """Two objectives disturb each other: the second overwrites what the first has stored.

    A program may train two models in turn, each with an objective of its own. Yours share one
    memory, which hangs on the class, on a global name, or on a default argument such as `[]`,
    which Python makes only once. What belongs to one object is kept on `self` and made anew when
    it is built. Use two objects in turn and print what each of them remembers.
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        value = super().forward(A, Y, *weights)
        type(self).shared = self.slopes
        return value

    def backward(self):
        return self.loss.backward(), *type(self).shared


class ObjectiveBackwardInserts(_Parts):
    """A second call of `backward` returns a longer tuple than the first.

    Asking for a gradient should change nothing. Your `backward` puts dL/dA into the list that
    `forward` has stored, with `insert` or `append` for instance, and so it stands there once more
    after each call. A second name for that list is no copy of it. Make a new list or tuple in
    `backward`, of dL/dA and the slopes, and leave what is stored as it was.
    """

    breaks = (REUSE,)

    def backward(self):
        self.slopes.insert(0, self.loss.backward())
        return tuple(self.slopes)


class ObjectiveBackwardAddsAgain(_Parts):
    """A second call of `backward` returns other slopes than the first.

    Asking for a gradient should change nothing. Your `backward` adds to something that `forward`
    has left on the object, so that every call adds once more. Compute into a new array, or do the
    adding in `forward`.
    """

    breaks = (REUSE,)

    def backward(self):
        gradients = super().backward()
        self.slopes = [2 * slope for slope in self.slopes]
        return gradients


class ObjectiveSpoilsWeights(_Parts):
    """After `forward` the caller's weights hold other numbers than before.

    Something like `slope = W` gives the caller's array a second name, and a `+=` on it changes
    the weights of the model while the objective is merely being computed. Start from an array of
    your own.
    """

    breaks = (REUSE,)

    def forward(self, A, Y, *weights):
        value = super().forward(A, Y, *weights)
        for W, slope in zip(weights, self.slopes, strict=True):
            if W.dtype.kind == "f":
                W += slope
        return value


# -------------------------------------------------------- misconceptions: choose_lambda

LAMBDA = ("choose_lambda.value", "choose_lambda.edges")


class _ByCriterion:
    """Chooses by another column of the table."""

    target = "choose_lambda"

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        price = lams / 2 * squared_norm
        criterion = self.criterion(training_cost, price, validation_cost)
        return reference.choose_lambda(lams, None, None, criterion)


class LambdaByObjective(_ByCriterion):
    """You choose the λ with the smallest objective, and that is always the smallest λ.

    A larger λ raises the price of every set of weights, so the smallest objective that can be
    reached rises with it. This compares values of different functions. λ was there to shape
    training; whether it did well is a question to data that training has not seen.
    """

    breaks = LAMBDA

    def criterion(self, training, price, validation):
        return training + price


class LambdaByTraining(_ByCriterion):
    """You choose by the cost on the training data, and that is smallest with hardly any penalty.

    Any penalty holds the model back on the data that it is fitted to; that is its purpose. A
    model that has learned its data by heart wins this contest and loses the next one. Which
    column of the table tells about data that the model has not seen?
    """

    breaks = LAMBDA

    def criterion(self, training, price, validation):
        return training


class LambdaWithPrice(_ByCriterion):
    """You add the price of the weights to the validation cost, which is held against some models.

    The penalty was a means to find weights, and it has done its work when they are found. New
    data do not ask how large the weights are. On validation data compare what you would like to
    be small in the end: the cost alone.
    """

    breaks = LAMBDA

    def criterion(self, training, price, validation):
        return validation + price


class LambdaByGap(_ByCriterion):
    """You choose the model whose two costs are closest to each other, though both may be high.

    A small gap says that a model does as well on new data as on old, not that it does well. With
    an enormous λ all weights are 0, and the gap is about 0 too: a model that has learned nothing
    forgets nothing. What matters is how low the cost on unseen data is.
    """

    breaks = LAMBDA

    def criterion(self, training, price, validation):
        return validation - training


class LambdaWorst(_ByCriterion):
    """You choose the model with the largest validation cost, which is the worst of them.

    A cost is what one would like to be small. For accuracies, which are often in the same table,
    it is the other way round. Check which of the two your numbers are.
    """

    breaks = LAMBDA

    def criterion(self, training, price, validation):
        return -validation


class LambdaIndex:
    """You return the place of the best model in the list; its λ is asked for.

    `np.argmin` answers “where?”. The answer to “which λ?” stands at that place in another array.
    A place such as 2 would be taken for an enormous λ by the next function.
    """

    target, breaks = "choose_lambda", LAMBDA

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        chosen = reference.choose_lambda(lams, None, None, validation_cost)
        return int(np.flatnonzero(lams == chosen)[0])


class LambdaCost:
    """You return the smallest cost; asked for is the λ that leads to it.

    The minimum of a list and the place of the minimum are two things. Find the place first, and
    then look up what stands there in the list of λ.
    """

    target, breaks = "choose_lambda", LAMBDA

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        return np.nanmin(validation_cost)


class LambdaFirstOfTies:
    """Of several models that are equally good you take the one that happens to come first.

    Then the answer depends on the order of the list. If the validation data cannot tell two models
    apart, the docstring prefers the one with the larger λ, the more careful one. `np.argmin` and
    its siblings know only about the first.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        return lams[np.nanargmin(validation_cost)]


class LambdaLastOfTies:
    """Of several models that are equally good you take the one that happens to come last.

    Then the answer depends on the order of the list. If the validation data cannot tell two models
    apart, the docstring prefers the one with the larger λ, the more careful one, wherever it
    stands. Perhaps you trusted that the list is sorted; the docstring says “in any order”. Look
    among the equally good ones for the largest λ.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        best = validation_cost == np.nanmin(validation_cost)
        return lams[np.flatnonzero(best)[-1]]


class LambdaSmallestOfTies:
    """Of several models that are equally good you take the one with the smallest λ.

    The docstring asks for the largest. If two models do equally well on the validation data, the
    one that was held back more has found the simpler explanation, and it is the safer bet.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        return lams[validation_cost == np.nanmin(validation_cost)].min()


class LambdaNearTies:
    """You take models for equally good that are only nearly so.

    `np.isclose` calls two costs equal if they differ in the sixth digit, and any two that are below
    0.00000001; rounding does something alike. Then a model that is a little worse, but truly worse,
    is chosen because its λ is larger. The docstring asks for the model that does best; only among
    those that are equally good does λ decide. Compare with `==` here.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)
    variants = (
        {"rtol": 1e-5, "atol": 1e-8},
        {"rtol": 1e-9},
        {"rtol": 1e-5},
        *({"atol": 10.0**-n} for n in (4, 5, 6, 7, 8, 9, 10, 12)),
        *({"decimals": n} for n in (3, 4, 5, 6, 8, 10)),
    )
    rtol, atol, decimals = 0.0, 0.0, None

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        costs = validation_cost
        if self.decimals is not None:
            costs = np.round(costs, self.decimals)
        tied = np.isclose(costs, np.nanmin(costs), rtol=self.rtol, atol=self.atol)
        return lams[tied].max()


class LambdaNanFirst:
    """If the first training run diverged, you choose it, though its cost is nan.

    No number is smaller than nan, and nan is not smaller than any. A search that starts with the
    first run and moves on only if another one is smaller never leaves it. Python's `min` works like
    that, and so does a loop with `<`. Further back in the list a nan does no harm. Take the runs
    with cost nan out before you compare, or give them an infinite cost.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        if np.isnan(validation_cost[0]):
            return lams[0]
        return reference.choose_lambda(lams, None, None, validation_cost)


class LambdaShifted:
    """After a training run that diverged, you choose the λ of another model than the best.

    You take the nan out of the costs, and with them the list of costs becomes shorter: what was in
    fourth place may now be in third. The list of λ still has all its places, so the place of the
    best cost points to a wrong one. Take the same runs out of both lists, with one mask for the
    two, or leave every run in its place and give a run that diverged an infinite cost.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)
    variants = ({"last": True}, {"last": False})

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        costs = validation_cost[~np.isnan(validation_cost)]
        best = np.flatnonzero(costs == costs.min())
        if len(costs) == len(lams):
            return lams[best].max()
        return lams[best].max() if self.last else lams[best[0]]


class LambdaSpoilsItsInput:
    """After the call there is no nan left in the caller's costs.

    To write infinity over each nan is a good idea, but you do it in the array that was passed in.
    The caller's table then says that a run which diverged has an infinite cost, and a plot or a
    later test for nan no longer finds it. Inputs are never modified: change a copy, or make a new
    array with `np.where`.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        validation_cost[np.isnan(validation_cost)] = np.inf
        return reference.choose_lambda(lams, None, None, validation_cost)


class LambdaNanIsLargest:
    """A training run that diverged counts as one that is as bad as the worst of the others.

    Where all others are equally good, or only one is left, it is then as good as they are, and
    its λ may be chosen. The largest cost that occurred is not out of the race; infinity is.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        costs = np.nan_to_num(validation_cost, nan=np.nanmax(validation_cost))
        return reference.choose_lambda(lams, None, None, costs)


class LambdaTakesNan:
    """You choose a training run that diverged, whose cost is nan.

    For `np.argmin` and `np.min` one nan outweighs everything, because it is neither smaller nor
    larger than anything. NumPy has a sibling of each such function that leaves nan out.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        if np.isnan(validation_cost).any():
            return lams[np.argmin(validation_cost)]
        return reference.choose_lambda(lams, None, None, validation_cost)


class LambdaNanStops:
    """One training run that diverged, with the cost nan, stops your whole search with an error.

    For `np.min` and `min` the smallest of numbers among which is a nan may be nan itself. No cost
    equals nan, not even nan: so no model is left that has the smallest cost, and the largest λ of
    none is asked for. Runs that diverged are to be left out. NumPy has a sibling of the function
    that ignores nan, or use only the rows whose cost is finite.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)
    variants = ({"kind": ValueError}, {"kind": IndexError})
    kind: type[Exception]

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        if np.isnan(validation_cost).any():
            raise self.kind
        return reference.choose_lambda(lams, None, None, validation_cost)


class LambdaPlainArgmin:
    """You take whatever `np.argmin` says, which goes wrong for ties and for nan.

    Of equal costs it knows only the first, where the docstring asks for the largest λ. And a
    training run that diverged has the cost nan, which `np.argmin` prefers to every number. Both
    happen in real tables: think about which entries may be chosen before you choose.
    """

    target, breaks = "choose_lambda", ("choose_lambda.edges",)

    def __call__(self, lams, training_cost, squared_norm, validation_cost):
        return lams[np.argmin(validation_cost)]


# ---------------------------------------------------------------- misconceptions: train

STEPS, PULLED, EDGES = "train.value", "train.options", "train.edges"


class _Descent:
    """The reference in pieces, of which a mistake replaces one."""

    target = "train"

    def handed_over(self, params):
        """The arrays that the objective gets to see."""
        return params[::2]

    def squash_slope(self, Z):
        """The derivative of the tanh."""
        return 1 - np.tanh(Z) ** 2

    def bias(self, G):
        return G.sum(axis=0)

    def carrier(self, W, slope, rate):
        """The weights through which slopes flow back into the hidden layer."""
        return W

    def pulls(self, P, count):
        """What the penalties add to the gradient of each parameter."""
        return [P[i // 2] if i % 2 == 0 else 0 for i in range(count)]

    def gradients(self, objective, params, X, Y, rate):
        """The objective, and the gradient of each parameter."""
        *hidden, W, b = params
        Z = X @ hidden[0] + hidden[1] if hidden else X
        H = np.tanh(Z) if hidden else X
        value = objective.forward(H @ W + b, Y, *self.handed_over(params))
        G, *P = objective.backward()
        pulls = self.pulls(P, len(params))
        gradients = [H.T @ G + pulls[-2], self.bias(G) + pulls[-1]]
        if hidden:
            dZ = self.squash_slope(Z) * (G @ self.carrier(W, gradients[0], rate).T)
            gradients = [X.T @ dZ + pulls[0], self.bias(dZ) + pulls[1], *gradients]
        return value, gradients

    def stepped(self, params, gradients, rate):
        return [p - rate * g for p, g in zip(params, gradients, strict=True)]

    def __call__(self, objective, params, X, Y, rate, steps):
        losses = []
        for _ in range(steps):
            value, gradients = self.gradients(objective, params, X, Y, rate)
            losses.append(value)
            params = self.stepped(params, gradients, rate)
        return np.array(losses), *params


class TrainUphill(_Descent):
    """Your losses rise: the parameters walk uphill.

    A gradient points to where the objective grows fastest. To make it smaller, walk the other
    way. Print the losses of a few small steps: with the right sign they fall from the first step.
    """

    breaks = (STEPS, PULLED)

    def stepped(self, params, gradients, rate):
        return super().stepped(params, gradients, -rate)


class TrainForgetsPenalties(_Descent):
    """Your training ignores the penalties, although the losses that it reports contain them.

    A weight acts on the objective in two ways: through the predictions, and directly through its
    penalty. The two slopes add up. `objective.backward()` returns more than dJ/dA; what becomes
    of the rest in your code?
    """

    breaks = (PULLED,)

    def pulls(self, P, count):
        return [0] * count


class TrainForgetsOnePenalty(_Descent):
    """In your network only one of the two layers is pulled by the penalty.

    `objective.backward()` returns dJ/dA and then one array for each array of weights that was
    handed over: two of them for a network. Each belongs to the gradient of its own layer, the
    first to the first. One of them is missing in your sums, so that layer is trained as if its
    weights cost nothing. Softmax regression has one layer, which is why it is right.
    """

    breaks = (PULLED,)
    variants = ({}, {"forgotten": 2})
    forgotten = 0

    def pulls(self, P, count):
        pulls = super().pulls(P, count)
        if count == 4:
            pulls[self.forgotten] = 0
        return pulls


class TrainSwapsPenalties(_Descent):
    """In your network the slopes of the penalties end up at the wrong layers.

    `objective.backward()` returns them in the order in which the weights were handed over: the
    first layer's first. You give them to the layers the other way round. Where the two layers
    have different shapes NumPy raises an error about it, and where they agree nothing complains.
    Write down what each name stands for, with its shape, next to the line that unpacks them.
    """

    breaks = (STEPS, PULLED, EDGES)

    def pulls(self, P, count):
        return super().pulls(P[::-1], count)


class TrainPenalizesBiases(_Descent):
    """You hand the biases to the objective, so that they are penalized like weights.

    A bias only shifts the predictions; it does not make the model more wiggly, so there is little
    reason to hold it back. Your losses contain the price of the biases as well. Which of the
    parameters are weights?
    """

    breaks = (PULLED,)
    variants = ({}, {"pulled": False})
    pulled = True

    def handed_over(self, params):
        return params

    def pulls(self, P, count):
        return P if self.pulled else super().pulls(P[::2], count)


class TrainBiasAveraged(_Descent):
    """Your biases move too slowly: you average their slopes over the samples, where a sum is due.

    A bias is added to every row, so a nudge of it moves all rows, and their slopes add up. The
    1/N of the mean loss is already inside dJ/dA; with an average it is counted twice. Compare
    with the slopes of the weights, where the matrix product does the adding.
    """

    breaks = (STEPS, PULLED)
    variants = ({}, {"everywhere": False})
    everywhere = True

    def gradients(self, objective, params, X, Y, rate):
        self.averages = self.everywhere or len(params) == 4
        return super().gradients(objective, params, X, Y, rate)

    def bias(self, G):
        return G.mean(axis=0) if self.averages else G.sum(axis=0)


class TrainFixedBiases(_Descent):
    """Your biases stay where they were; only the weights are trained.

    Biases are parameters like others. They pay no penalty, and perhaps that is how they were
    forgotten, but the loss has a slope for them all the same. How many arrays come in, and how
    many does your step change?
    """

    breaks = (STEPS, PULLED)

    def bias(self, G):
        return np.zeros(G.shape[1])


class TrainDividesAgain(_Descent):
    """Your steps are too small by the number of samples.

    The loss is a mean, and its `backward` has divided by N already. Dividing the gradients of the
    parameters once more counts the mean twice, so that a larger batch would train more slowly.
    Which part of the formulas in the notebook has an N in it?
    """

    breaks = (STEPS, PULLED)

    def gradients(self, objective, params, X, Y, rate):
        value, gradients = super().gradients(objective, params, X, Y, rate)
        return value, [g / len(X) for g in gradients]


class TrainDividesData(_Descent):
    """The part of your steps that comes from the data is too small by the number of samples.

    The loss is a mean, and its `backward` has divided by N already. You divide dJ/dA, or what is
    made of it, once more, so the mean is counted twice, and a larger batch would train more
    slowly. The penalties have their right size, which makes them too strong beside the data.
    Which part of the formulas in the notebook has an N in it?
    """

    breaks = (STEPS, PULLED)

    def gradients(self, objective, params, X, Y, rate):
        value, gradients = super().gradients(objective, params, X, Y, rate)
        _, *P = objective.backward()
        pulls = self.pulls(P, len(params))
        pairs = zip(gradients, pulls, strict=True)
        return value, [(g - pull) / len(X) + pull for g, pull in pairs]


class TrainNewWeightsBack(_Descent):
    """The slopes of your first layer flow back through weights that were already changed.

    All gradients belong to the same point: the parameters at the start of the step. If the second
    layer is updated before the slopes of the first are computed, those mix two points. The error
    is of the size of the rate, which makes it hard to notice. Compute everything, then step.
    """

    breaks = (STEPS, PULLED)

    def carrier(self, W, slope, rate):
        return W - rate * slope


#: A wrong slope of the tanh, alone and where new weights carry it back.
ALONE_OR_THROUGH_NEW_WEIGHTS = ({}, {"carrier": TrainNewWeightsBack.carrier})


class TrainForgetsSquash(_Descent):
    """The first layer of your network gets slopes as if there were no tanh.

    Softmax regression is right, so the mistake is in the way back through the hidden layer.
    Between what goes into the tanh and what comes out lies the slope of the tanh, which is small
    where a unit is saturated. Which factor of ∂J/∂Z is missing?
    """

    breaks = (STEPS, PULLED)
    variants = ALONE_OR_THROUGH_NEW_WEIGHTS

    def squash_slope(self, Z):
        return np.ones(Z.shape)


class TrainSquashOfInput(_Descent):
    """In the slope of the tanh you square what goes in; what comes out should be squared.

    The derivative of the tanh is 1 minus the square of the tanh itself. With the input in its
    place the slope even becomes negative where the input exceeds 1. Softmax regression, which has
    no tanh, is not touched by this.
    """

    breaks = (STEPS, PULLED)
    variants = ALONE_OR_THROUGH_NEW_WEIGHTS

    def squash_slope(self, Z):
        return 1 - Z**2


class TrainSigmoidSlope(_Descent):
    """You use the slope of the sigmoid for the tanh.

    h(1 − h) is the slope of a function with values between 0 and 1. The tanh has values between
    −1 and 1, and for a negative h your slope is negative, though the tanh rises everywhere. The
    notebook gives the derivative of the tanh in terms of itself.
    """

    breaks = (STEPS, PULLED)
    variants = ALONE_OR_THROUGH_NEW_WEIGHTS

    def squash_slope(self, Z):
        H = np.tanh(Z)
        return H * (1 - H)


class TrainSquashWithoutSquare(_Descent):
    """In the slope of the tanh the square is missing: you use 1 − H.

    The derivative of the tanh is 1 minus the square of the tanh. Without the square the slope is
    not even the same for h and −h, although the curve is: at h = −0.8 yours is 1.8, and the
    right one is 0.36, as at h = 0.8. Softmax regression, which has no tanh, is not touched by
    this. The small circle in the formula of the notebook multiplies H with itself.
    """

    breaks = (STEPS, PULLED)
    variants = ALONE_OR_THROUGH_NEW_WEIGHTS

    def squash_slope(self, Z):
        return 1 - np.tanh(Z)


class TrainFrozenLayer(_Descent):
    """The first layer of your network stays as it was; only the last one is trained.

    With a network the list holds four parameters, and all of them take a step. Features that
    are never trained are only as good as the numbers they started from. Softmax regression has no
    such layer, which is why it is right.
    """

    breaks = (STEPS, PULLED)

    def gradients(self, objective, params, X, Y, rate):
        value, gradients = super().gradients(objective, params, X, Y, rate)
        return value, [*(0 * g for g in gradients[:-2]), *gradients[-2:]]


class TrainLossesAfter(_Descent):
    """Your list of losses is shifted by one step: the loss before any step is missing.

    Its first entry should belong to the parameters that came in; for a model that starts at zero
    that is the logarithm of the number of classes, a useful check. You note each loss after the
    step. The parameters that you return are right.
    """

    breaks = (STEPS, PULLED)

    def __call__(self, objective, params, X, Y, rate, steps):
        longer, *_ = super().__call__(objective, params, X, Y, rate, steps + 1)
        return longer[1:], *super().__call__(objective, params, X, Y, rate, steps)[1:]


class TrainExtraLoss(_Descent):
    """Your list of losses is too long by one: it has an entry after the last step as well.

    Before, between and after n steps there are n + 1 points, and you note the objective at all of
    them. That is a good habit, but the docstring asks for one loss for each step, the one before
    it. Without any step the list is empty.
    """

    breaks = (STEPS, PULLED, EDGES)

    def __call__(self, objective, params, X, Y, rate, steps):
        longer, *_ = super().__call__(objective, params, X, Y, rate, steps + 1)
        return longer, *super().__call__(objective, params, X, Y, rate, steps)[1:]


class TrainLastLoss(_Descent):
    """You return a single loss; asked for is one for every step.

    The curve of the losses is what one looks at first when training goes wrong: it shows a rate
    that is too high, a plateau, a rise. Keep them all, in their order.
    """

    breaks = (STEPS, PULLED, EDGES)

    def __call__(self, objective, params, X, Y, rate, steps):
        losses, *params = super().__call__(objective, params, X, Y, rate, steps)
        return losses[-1] if steps else 0.0, *params


class TrainStopsEarly(_Descent):
    """Your training ends before all of its steps are taken if the objective stops changing.

    The number of steps is what the caller asked for, and `losses` has an entry for each of them. If
    the changes are small, for a tiny rate or near a minimum, a criterion of your own makes the list
    shorter than promised, and the last steps are missing. To stop early may save time; nobody asked
    for it here. Take the test for small changes out of the loop.
    """

    breaks = (EDGES,)
    variants = ({"entries": 1}, {"entries": 2}, {"entries": 3})

    def __call__(self, objective, params, X, Y, rate, steps):
        losses, *params = super().__call__(objective, params, X, Y, rate, steps)
        if steps > 1 and abs(losses[1] - losses[0]) < 1e-12:
            losses = losses[: self.entries]
        return losses, *params


class TrainClips(_Descent):
    """Your steps are cut short where the gradient is large.

    Gradient clipping scales a gradient down when its length, or an entry of it, exceeds some limit.
    It helps with networks whose gradients explode, and it is a method of its own. Plain gradient
    descent takes the rate times the gradient, however large that is. Whoever wants smaller steps
    chooses a smaller rate.
    """

    breaks = (STEPS,)
    variants = tuple(
        {"most": m, "way": way}
        for m in (5.0, 10.0, 50.0, 100.0, 1000.0)
        for way in ("each", "together", "entries")
    )

    def stepped(self, params, gradients, rate):
        if self.way == "entries":
            cut = [np.clip(g, -self.most, self.most) for g in gradients]
        else:
            lengths = [np.linalg.norm(g) for g in gradients]
            if self.way == "together":
                lengths = [np.linalg.norm(lengths)] * len(gradients)
            shares = [min(1.0, self.most / max(length, 1e-300)) for length in lengths]
            cut = [share * g for share, g in zip(shares, gradients, strict=True)]
        return super().stepped(params, cut, rate)


class TrainNeedsAStep(_Descent):
    """With no steps at all your function stops with an error.

    `steps` may be 0: then there are no losses, an array of shape (0,), and the parameters come back
    as they were. `np.stack` and its relatives need at least one array to put together, and a name
    that is first given inside the loop does not exist if the loop never runs. Make the array of
    losses in a way that works for an empty list, too.
    """

    breaks = (EDGES,)
    variants = tuple({"error": e} for e in (ValueError, IndexError, UnboundLocalError))

    def __call__(self, objective, params, X, Y, rate, steps):
        if steps == 0:
            raise self.error
        return super().__call__(objective, params, X, Y, rate, steps)


class TrainReturnsInLoop(_Descent):
    """Your training ends after its first step.

    What you return is right for one step. A `return` that stands inside the loop ends the
    function when it is first reached. Look at its indentation. Ask for five steps, and print
    the shape of the losses that you get back.
    """

    breaks = (STEPS, PULLED, EDGES)

    def __call__(self, objective, params, X, Y, rate, steps):
        return super().__call__(objective, params, X, Y, rate, min(steps, 1))


class TrainAccumulates(_Descent):
    """From the second step on your steps are too large: the slopes of earlier steps are in them.

    Each step should use the gradient at the point where it starts, and nothing else. In PyTorch
    gradients add up until `zero_grad` clears them, and forgetting that call gives just your
    numbers. Where do your gradients start in each round?
    """

    breaks = (STEPS, PULLED)

    def __call__(self, objective, params, X, Y, rate, steps):
        self.total = [np.zeros(p.shape) for p in params]
        return super().__call__(objective, params, X, Y, rate, steps)

    def stepped(self, params, gradients, rate):
        self.total = [old + new for old, new in zip(self.total, gradients, strict=True)]
        return super().stepped(params, self.total, rate)


class TrainFirstGradient(_Descent):
    """All your steps go in the direction of the first one.

    A gradient says which way is down at one point. After a step the point is another, and so is
    its gradient. Predictions, objective and slopes have to be computed anew in every round of the
    loop, from the new parameters.
    """

    breaks = (STEPS, PULLED)

    def __call__(self, objective, params, X, Y, rate, steps):
        self.first = None
        return super().__call__(objective, params, X, Y, rate, steps)

    def stepped(self, params, gradients, rate):
        self.first = self.first or gradients
        return super().stepped(params, self.first, rate)


class TrainStaleHidden(_Descent):
    """In your network the hidden layer is computed once, before the loop, and never again.

    After the first step W1 and b1 are others, and so is what the hidden layer says about the data.
    Your gradients still use what it said at the start, so only the first step is right; for softmax
    regression, which has no hidden layer, all of them are. What depends on a parameter that the
    loop changes has to be computed within the loop, anew in every round.
    """

    breaks = (STEPS, PULLED)
    variants = ({"anew": True}, {"anew": False})

    def __call__(self, objective, params, X, Y, rate, steps):
        self.start = params
        return super().__call__(objective, params, X, Y, rate, steps)

    def gradients(self, objective, params, X, Y, rate):
        *hidden, W, b = params
        if not hidden:
            return super().gradients(objective, params, X, Y, rate)
        Z = X @ self.start[0] + self.start[1]
        H = np.tanh(Z)
        seen = np.tanh(X @ hidden[0] + hidden[1]) if self.anew else H
        value = objective.forward(seen @ W + b, Y, *self.handed_over(params))
        G, *P = objective.backward()
        pulls = self.pulls(P, len(params))
        dZ = self.squash_slope(Z) * (G @ W.T)
        gradients = [X.T @ dZ, self.bias(dZ), H.T @ G, self.bias(G)]
        return value, [g + pull for g, pull in zip(gradients, pulls, strict=True)]


class TrainReturnsStart(_Descent):
    """The losses show that your training works, but you return the parameters that came in.

    The trained parameters live under another name, or inside the loop only. Print one of the
    arrays before the `return`: has it changed since the start?
    """

    breaks = (STEPS, PULLED)

    def __call__(self, objective, params, X, Y, rate, steps):
        return super().__call__(objective, params, X, Y, rate, steps)[0], *params


class TrainSpoilsParameters(_Descent):
    """After training, the arrays that the caller handed in have changed.

    A `-=` writes into the array itself. Whoever wants to train a second model from the same start,
    with another λ for instance, would start from the end of the first. Let each step make new
    arrays, or begin with copies.
    """

    breaks = (EDGES,)

    def stepped(self, params, gradients, rate):
        for p, g in zip(params, gradients, strict=True):
            p -= rate * g
        return params


RUBRIC = Rubric(
    "objective", reference, QUESTIONS, (*misconceptions_in(globals()), *mistakes_again())
)
