"""Rubric of the classification losses: weighted_mean, NLLLoss, CrossEntropyLoss."""

from __future__ import annotations

import numpy as np
from surprise_to_gradient.solutions import cross_entropy as reference
from surprise_to_gradient.solutions.cross_entropy import CrossEntropyLoss, NLLLoss, class_weights

from autograder.judging.families import PROBABILITY, Loss, Wrong, made_in, mistake
from autograder.rubric import (
    Build,
    Call,
    Case,
    Group,
    Input,
    Question,
    Rubric,
    backward,
    both,
    call,
    forward,
    misconceptions_in,
    question,
    reuse,
)

CE, NLL = "CrossEntropyLoss", "NLLLoss"

# ---------------------------------------------------------------------------- cases
# The examples that are printed in the notebook come first.

ANIMALS = np.log([[0.6, 0.2, 0.2], [0.1, 0.8, 0.1]]), np.array([0, 2])
SCORES = np.array([[2.0, 1.0, 0.1], [0.1, 2.0, 1.9]]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
LOGITS, LABELS = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]]), np.array([0, 2])
ONE_TWO_THREE = np.array([1.0, 2.0, 3.0])
#: Two more examples of the book, not printed in the notebook.
SURE = np.array([[5.0, 1.0, -1.0], [-2.0, 6.0, 0.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
PAIRS = np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 3.0]]), np.array([0, 1, 1])


def scores(rng, n=5, c=3):
    """Ordinary scores: no probability is below about e⁻¹⁵, none is too close to one."""
    return np.clip(rng.normal(scale=2, size=(n, c)), -5, 5)


def labels(rng, n=5, c=3):
    """Labels of at least three classes, the last one included, where there are so many."""
    return np.concatenate([[1 % c, 0, c - 1], rng.integers(0, c, n)])[:n]


def one_hot(y, c):
    return np.eye(c)[y]


def soft(rng, n=5, c=3):
    return rng.dirichlet(np.ones(c), n)


def whole_weights(rng, c=3):
    """Weights 1 to C in any order."""
    return rng.permutation(np.arange(1, c + 1))


def weights(rng, c=3):
    """Weights that are all different, and whose mean is not 1."""
    return whole_weights(rng, c) * rng.uniform(0.6, 0.8)


def padded(rng, draw):
    """Seven scores, labels and padding, and weights of the four classes.

    The weights of the labels that count do not add up to those of the classes by chance.
    """
    while True:
        y, w = labels(rng, 7, 4), draw(rng, 4)
        y[[3, 5]] = -1
        if not np.isclose(w[y[y >= 0]].sum(), w.sum()):
            return scores(rng, 7, 4), y, w


def surprised(rng, label):
    """A row of four scores in which another class than the right one has the largest."""
    A, other = scores(rng, 1, 4), (label + 1) % 4
    A[0, [label, other]] = np.sort(A[0, [label, other]])
    return A


def mistaken(rng):
    """A batch in which one row is confident, and wrong: its class has a probability near e⁻¹³."""
    A, y = scores(rng, 4), labels(rng, 4)
    A[2] = [-6.0, 7.0, 5.0]
    y[2] = 0
    return A, y


def hard_or_soft(make):
    """The convention of the plain loss: float targets of shape (N, C), no options."""

    def cases(rng):
        yield make("the worked example", CE, *SCORES, public=True)
        yield make("a sure batch, half of it wrong", CE, *SURE)
        yield make("one-hot targets", CE, scores(rng), one_hot(labels(rng), 3))
        yield make("soft targets", CE, scores(rng, 7, 4), soft(rng, 7, 4))
        A, y = mistaken(rng)
        yield make("a confident mistake", CE, A, one_hot(y, 3))
        yield make("a batch of one sample", CE, scores(rng, 1, 4), soft(rng, 1, 4))
        yield make("two classes", CE, scores(rng, 5, 2), one_hot(labels(rng, 5, 2), 2))
        yield make("as many samples as classes", CE, scores(rng, 4, 4), soft(rng, 4, 4))
        for close in ([[0.7, 0.7, 0.7], [0.7, 0.5, 0.6]], [[0.2, 0.4, 0.3]]):
            Y = soft(rng, len(close), 3)
            yield make("scores that are close to each other", CE, np.array(close), Y)

    return cases


def same_as(label, A, Y, other, *, name=CE, plain=None, **options):
    """``forward(A, Y)`` with options must give what the same class gives for plain soft targets.

    So a wrong mean, or a wrong gradient, is not punished again. Or scores ``plain`` are plain.
    """
    backward, ordinary = Call("loss", "backward"), A if plain is None else plain
    steps = (Build("loss", name, (), options), Call("loss", "forward", (A, Y)), backward)
    baseline = (Build("loss", name), Call("loss", "forward", (ordinary, other)), backward)
    return Case(label, steps, baseline=(baseline,))


def class_indices(rng):
    for y in (3, 1, 2):
        yield both("a single row", CE, surprised(rng, y), np.array([y]))
    for n, c, dtype in ((5, 3, np.int64), (4, 4, np.int32), (7, 2, np.uint8)):
        y = labels(rng, n, c).astype(dtype)
        label = "as many samples as classes" if n == c else "labels of any integer type"
        yield same_as(label, scores(rng, n, c), y, one_hot(y, c))


def ce_reduction(rng):
    yield both("the two rows, summed", CE, LOGITS, LABELS, public=True, reduction="sum")
    yield both("the two rows, one by one", CE, LOGITS, LABELS, public=True, reduction="none")
    for reduction in ("sum", "none"):
        A, y = mistaken(rng)
        yield both(f'reduction="{reduction}"', CE, A, one_hot(y, 3), reduction=reduction)
        A, Y = scores(rng, 1), soft(rng, 1)
        yield both(f'reduction="{reduction}", one sample', CE, A, Y, reduction=reduction)


def ce_weight(rng):
    for Y in (one_hot([2], 4), one_hot([1], 4), soft(rng, 1, 4)):
        yield both(
            "a single row of probabilities", CE, scores(rng, 1, 4), Y, weight=weights(rng, 4)
        )


def light_weights(rng, c=3):
    """Weights of which a batch holds less than 1 together."""
    return whole_weights(rng, c) * rng.uniform(0.01, 0.02)


def ce_weighted_mean(rng):
    yield both("weights 1, 2, 3", CE, LOGITS, LABELS, public=True, weight=ONE_TWO_THREE)
    yield both("two classes", CE, *PAIRS, weight=ONE_TWO_THREE[:2])
    yield both("class indices", CE, scores(rng), labels(rng), weight=weights(rng))
    yield both("probabilities", CE, scores(rng), soft(rng), weight=weights(rng))
    whole = np.array([3, 1, 2])
    yield both("whole-number weights", CE, scores(rng), labels(rng), weight=whole)
    Y = one_hot(labels(rng), 3).astype(int)
    yield both("probabilities that are whole numbers", CE, scores(rng), Y, weight=weights(rng))
    yield both("small weights", CE, scores(rng), labels(rng), weight=light_weights(rng))


def loss_as(label, name, A, Y, plain, public=False, plainly=None, **options):
    """``forward(A, Y)`` with options must give what it gives for the batch ``plain`` without them.

    So a loss that is wrong without options is not punished again; ``plainly`` keeps some of them.
    """
    steps = (Build("loss", name, (), options), Call("loss", "forward", (A, Y)))
    baseline = (Build("loss", name, (), plainly or {}), Call("loss", "forward", plain))
    return Case(label, steps, public, baseline=(baseline,))


def ignored(name):
    """One row counts in each of these batches, so that the mean is its loss."""

    def both_ways(label, A, y, marker, **options):
        kept = y != marker
        yield loss_as(label, name, A, y, (A[kept], y[kept]), **options)
        yield backward(label, name, A, y, **options)

    def cases(rng):
        padding = np.array([-100, 1, -100])
        yield from both_ways("padding with the default label", scores(rng, 3), padding, -100)
        for marker, dtype in ((-1, np.int64), (255, np.uint8)):
            y, label = np.array([marker, 1, marker], dtype=dtype), "padding with another label"
            yield from both_ways(label, scores(rng, 3), y, marker, ignore_index=marker)
        for marker in (2, 0):
            y, label = np.array([marker, marker, 1, marker]), "a class that is ignored"
            yield from both_ways(label, scores(rng, 4), y, marker, ignore_index=marker)
        y = np.array([1, -1, -1])
        build = Build("loss", name, (), {"ignore_index": -1})
        run = Call("loss", "forward", (scores(rng, 3, 3), y), observed=False)
        yield Case("the caller's labels stay as they were", (build, run, Input(1)))

    return cases


def kept_weights(name):
    """With weights, so it belongs to their step: no class that is ignored gets another weight."""

    def cases(rng):
        weight = np.array([0.5, 2.0, 1.5])
        build = Build("loss", name, (), {"weight": weight, "ignore_index": 1})
        run = Call("loss", "forward", (scores(rng, 3, 3), np.array([1, 0, 2])), observed=False)
        yield Case("the caller's weights stay as they were", (build, run, Input(0)))

    return cases


def mean_of_kept(name):
    """The mean over a padded batch must be the mean over the batch without its padding."""

    def cases(rng):
        for marker in (-100, -1):
            A, y = scores(rng, 7), labels(rng, 7)
            y[[3, 5]] = marker
            A[5] = A.max(axis=0) + np.array(
                [0.5, 1.5, 1]
            )  # the maxima are in a row that is ignored
            options = {} if marker == -100 else {"ignore_index": marker}
            build = Build("loss", name, (), options)
            kept = Build("loss", name), Call("loss", "forward", (A[y != marker], y[y != marker]))
            steps = (build, Call("loss", "forward", (A, y)))
            yield Case("a padded batch", steps, baseline=(kept,))

    return cases


def smoothing(rng):
    for epsilon, y in ((0.3, 2), (0.1, 1)):
        Y = np.array([y])
        yield both("a single row", CE, scores(rng, 1, 4), Y, label_smoothing=epsilon)
    yield both("a single soft row", CE, scores(rng, 1, 4), soft(rng, 1, 4), label_smoothing=0.2)
    A, y = scores(rng), labels(rng)
    smooth = 0.8 * one_hot(y, 3) + 0.2 / 3
    yield same_as("class indices", A, y, smooth, label_smoothing=0.2)
    yield same_as("everything smoothed away", A, y, np.full((5, 3), 1 / 3), label_smoothing=1.0)
    A, Y = scores(rng, 5, 4), soft(rng, 5, 4)
    yield same_as("probabilities", A, Y, 0.7 * Y + 0.3 / 4, label_smoothing=0.3)
    A, Y = scores(rng, 3, 4), soft(rng, 3, 4) * np.array([[2.0], [0.5], [0.0]])
    label = "probabilities that do not sum to one"
    yield same_as(label, A, Y, 0.7 * Y + 0.3 / 4, label_smoothing=0.3)
    A, y = scores(rng), labels(rng)
    label, whole = "probabilities that are whole numbers", one_hot(y, 3).astype(int)
    yield same_as(label, A, whole, 0.7 * one_hot(y, 3) + 0.3 / 3, label_smoothing=0.3)
    build = Build("loss", CE, (), {"label_smoothing": 0.3})
    run = Call("loss", "forward", (scores(rng), soft(rng)), observed=False)
    yield Case("the caller's targets stay as they were", (build, run, Input(1)))


def weighted_smoothing(rng):
    for Y in (one_hot([2], 4), one_hot([1], 4), soft(rng, 1, 4)):
        w, A = weights(rng, 4), scores(rng, 1, 4)
        yield both("a single row of probabilities", CE, A, Y, weight=w, label_smoothing=0.3)


def ce_together(rng):
    for reduction in ("mean", "sum", "none"):
        A, y, w = padded(rng, weights)
        options = {"weight": w, "ignore_index": -1, "label_smoothing": 0.2}
        label = f'all at once, reduction="{reduction}"'
        yield both(label, CE, A, y, reduction=reduction, **options)


def positional(name, *rest):
    """The documented order of the options."""

    def cases(rng):
        A, y = scores(rng, 5, 3), labels(rng)
        y[3] = 2
        steps = (
            Build("loss", name, (weights(rng), 2, "sum", *rest)),
            Call("loss", "forward", (A, y)),
            Call("loss", "backward"),
        )
        yield Case("options given by position", steps)

    return cases


def chain(*makers):
    """The cases of several makers, one after the other."""

    def cases(rng):
        for maker in makers:
            yield from maker(rng)

    return cases


def any_sum(rng):
    """Single rows whose targets do not sum to one: where p·ΣY − Y and p − Y part."""
    for total in (2.0, 0.4):
        Y = total * soft(rng, 1, 4)
        yield both("a row of positive numbers", CE, scores(rng, 1, 4), Y)
    yield both("a row of zeros", CE, scores(rng, 1, 4), np.zeros((1, 4)))


def whole_targets(rng):
    for dtype in (np.int64, np.uint8):
        Y = one_hot(labels(rng), 3).astype(dtype)
        yield same_as("whole-number one-hot rows", scores(rng), Y, Y.astype(float))
        Y = np.array([[1, 0, 1], [2, 0, 0], [0, 3, 1], [0, 0, 0]], dtype)
        A, build = scores(rng, 4), Build("loss", CE)
        whole, real = ((build, Call("loss", "forward", (A, T))) for T in (Y, Y.astype(float)))
        yield Case("whole-number rows that do not sum to one", whole, baseline=(real,))


def whole_scores(rng):
    for dtype, low in ((np.int32, -5), (np.uint8, 0)):
        A, Y = rng.integers(low, 6, (5, 3)).astype(dtype), soft(rng)
        backward = Call("loss", "backward")
        steps = (Build("loss", CE), Call("loss", "forward", (A, Y)), backward)
        plain = (Build("loss", CE), Call("loss", "forward", (A.astype(float), Y)), backward)
        yield Case("whole-number scores", steps, baseline=(plain,))


def large_gaps(rng):
    """Scores that differ by thousands, one row at a time: nothing is divided by N."""
    right, wrong = one_hot([0], 3), one_hot([1], 3)
    for size in (1e3, 1e4):
        A = size * np.array([[1.0, 0.0, -1.0]]) + scores(rng, 1)
        yield both("a certain and wrong row", CE, A, wrong)
        yield both("a certain and right row", CE, A, right)
        yield both("a certain row with a soft target", CE, A, soft(rng, 1))
    for row in ([-1.0, 1.0, 0.0], [0.0, -1.0, 1.0], [-1.0, 0.0, 1.0]):  # the largest anywhere
        A = 3e3 * np.array([row]) + scores(rng, 1)
        yield both("a certain and wrong row", CE, A, wrong if row[1] < 1 else right)


def large_offsets(rng):
    """Ordinary differences on top of large numbers; the batch has loss 0 in any mean."""
    for offset in (8192.0, -8192.0):
        yield both("a large number added to a row", CE, scores(rng, 1) + offset, soft(rng, 1))
    A = np.array([[40.0, 0.0, 0.0], [0.0, 0.0, 40.0], [0.0, 40.0, 0.0]])
    offsets = np.array([[10000.0], [0.0], [-10000.0]])
    yield both("rows of very different size", CE, A + offsets, one_hot([0, 2, 1], 3))


def protocol(name, targets):
    def cases(rng):
        sizes = (5, 3), (2, 4)
        yield from reuse(name, [(scores(rng, n, c), targets(rng, n, c)) for n, c in sizes])

    return cases


def with_last_class(rng, n, c):
    """Labels that end with the last class, so that a batch of more classes shows that it is one."""
    return np.append(labels(rng, n - 1, c), c - 1)


def turns(first, then):
    """Two batches through one object, the second of which must be judged as by a new one.

    With weights the mean of labels has another divisor than that of probabilities.
    """
    weight = 0.5 + np.arange(first[0].shape[1])
    build, backward = Build("loss", CE, (), {"weight": weight}), Call("loss", "backward")
    one, other = Call("loss", "forward", first), Call("loss", "forward", then)
    fresh = (build, one, backward), (build, other, backward)
    return Case("indices and probabilities in turn", (*fresh[0], other, backward), baseline=fresh)


def kept_scores(name, A, y):
    """A padded batch whose scores must stay as they were."""
    run = Call("loss", "forward", (A, y), observed=False)
    steps = Build("loss", name), run, Call("loss", "backward", observed=False), Input(0)
    return Case("the caller's scores stay as they were", steps, baseline=(steps,))


def ce_reused(rng):
    yield from protocol(CE, soft)(rng)
    y = np.array([1, -100, 2, -100])
    yield turns((scores(rng, 4), y), (scores(rng, 4), soft(rng, 4)))
    yield turns((scores(rng, 4), soft(rng, 4)), (scores(rng, 4), y))
    yield kept_scores(CE, scores(rng, 4), y)
    y = np.array([0, 1, -100, 2])
    yield turns((scores(rng, 4), np.array([-100, 0, 2, 1])), (scores(rng, 4), y))


def nll_reused(rng):
    yield from protocol(NLL, with_last_class)(rng)
    build, backward = Build("loss", NLL), Call("loss", "backward")
    batches = [(scores(rng, 3), np.array(y)) for y in ([-100, 1, 2], [2, 0, -100])]
    calls = [(build, Call("loss", "forward", each), backward) for each in batches]
    steps = (*calls[0], *calls[1][1:])
    yield Case("padded batches of one size", steps, baseline=tuple(calls))
    yield kept_scores(NLL, *batches[0])


def log_probabilities(rng, n=5, c=3):
    return np.log(soft(rng, n, c) + 0.01)


def nll_plain(make):
    def cases(rng):
        yield make("the worked example", NLL, *ANIMALS, public=True)
        yield make("a random batch", NLL, log_probabilities(rng), labels(rng))
        A, y = scores(rng), labels(rng)
        A[0, y[0]] = 1 + rng.random()  # above 0, where no logarithm of a probability is
        yield make("rows that are not normalized", NLL, A, y)
        yield make("a batch of one sample", NLL, log_probabilities(rng, 1, 4), np.array([2]))
        A, y = log_probabilities(rng, 4, 4), labels(rng, 4, 4)
        yield make("as many samples as classes", NLL, A, y)
        yield make("two classes", NLL, log_probabilities(rng, 7, 2), labels(rng, 7, 2))

    return cases


def nll_reduction(rng):
    for reduction in ("sum", "none"):
        A, y = log_probabilities(rng), labels(rng)
        yield both(f'reduction="{reduction}"', NLL, A, y, reduction=reduction)
        A, y = log_probabilities(rng, 1, 4), np.array([2])
        yield both(f'reduction="{reduction}", one sample', NLL, A, y, reduction=reduction)


def nll_weight(rng):
    A, y, w = log_probabilities(rng), labels(rng), weights(rng)
    scaled, options = w[y, np.newaxis] * A, {"reduction": "sum"}
    yield loss_as("summed", NLL, A, y, (scaled, y), plainly=options, weight=w, **options)
    yield backward("summed", NLL, A, y, weight=w, **options)


def as_often(A, y, counts):
    """A batch in which every row stands as often as its label's count says."""
    return np.repeat(A, counts[y], axis=0), np.repeat(y, counts[y])


def nll_weighted_mean(rng):
    for label, A, y, w, unit in (
        ("weights 3, 1, 2", *ANIMALS, np.array([3, 1, 2]), 1.0),
        ("a random batch", log_probabilities(rng), labels(rng), whole_weights(rng), 0.7),
        ("as many rows as classes", scores(rng, 4, 4), labels(rng, 4), whole_weights(rng, 4), 0.6),
        ("whole-number weights", log_probabilities(rng), labels(rng), np.array([3, 1, 2]), 1),
        ("small weights", log_probabilities(rng), labels(rng), whole_weights(rng), 0.01),
    ):
        options = {"public": A is ANIMALS[0], "weight": unit * w}
        yield loss_as(label, NLL, A, y, as_often(A, y, w), **options)
        yield backward(label, NLL, A, y, **options)


def nll_together(rng):
    for reduction in ("mean", "sum", "none"):
        label = f'all at once, reduction="{reduction}"'
        A, y, w = padded(rng, whole_weights)
        kept, class_of = y >= 0, np.maximum(y, 0)
        options = {"weight": 0.65 * w, "ignore_index": -1, "reduction": reduction}
        plain = (0.65 * kept * w[class_of])[:, np.newaxis] * A, class_of
        if reduction == "mean":
            plain = as_often(A[kept], y[kept], w)
        plainly = {"reduction": reduction}
        yield loss_as(label, NLL, A, y, plain, plainly=plainly, **options)
        yield backward(label, NLL, A, y, **options)


def impossible(rng):
    """One row in which other classes have probability 0, whose logarithm is −∞.

    It must be judged as the row is where the other classes are merely unlikely.
    """
    far = log_probabilities(rng, 1, 4) * 1e4
    one = far.copy()
    one[0, 0] = -np.inf
    for label, A, y in (
        ("other classes are impossible", np.array([[-np.inf, -0.7, -np.inf]]), 1),
        ("a probability far below the smallest float", far, 2),
        ("one class is impossible", one, 3),
    ):
        ordinary = log_probabilities(rng, *A.shape)
        ordinary[0, y] = A[0, y]
        yield same_as(label, A, np.array([y]), np.array([y]), name=NLL, plain=ordinary)


def means(rng):
    value = np.array([1.3133, 0.1269, 0.1269])
    yield call(
        "the three samples", "weighted_mean", value, PAIRS[1], ONE_TWO_THREE[:2], public=True
    )
    for n, c in ((5, 3), (7, 4)):
        losses, y = rng.exponential(size=n), labels(rng, n, c)
        yield call("a random batch", "weighted_mean", losses, y, weights(rng, c))
    one = np.array([1])
    yield call("one sample", "weighted_mean", rng.exponential(size=1), one, weights(rng))
    losses, y = rng.exponential(size=5), np.array([3, 1, 3, 1, 1])
    yield call("classes that do not occur", "weighted_mean", losses, y, weights(rng, 4))
    yield call("a class of weight zero", "weighted_mean", losses, y, np.array([1.0, 2.0, 1.0, 0.0]))
    losses, y = rng.exponential(size=6), np.array([2, 0, 0, 2, 0, 2])
    yield call("the last class does not occur", "weighted_mean", losses, y, weights(rng, 5))
    losses, y = rng.exponential(size=5), labels(rng, 5, 3)
    yield call("small weights", "weighted_mean", losses, y, light_weights(rng))
    y = labels(rng, 5, 3).astype(np.uint8)
    yield call("whole-number weights", "weighted_mean", losses, y, np.array([3, 1, 2]))


QUESTIONS = (
    question("weighted_mean.value", 2, means),
    question(f"{NLL}.forward", 2, nll_plain(forward)),
    question(f"{NLL}.backward", 2, nll_plain(backward)),
    Question(
        f"{NLL}.options",
        (
            Group("reduction", 1, nll_reduction, spared=True),
            Group("class weights", 1, nll_weight, spared=True),
            Group("weighted mean", 1, nll_weighted_mean, spared=True),
            Group("ignored rows", 1, ignored(NLL), spared=True),
            Group("mean over the rows that count", 1, mean_of_kept(NLL), spared=True),
            Group(
                "options together",
                1,
                chain(nll_together, positional(NLL), kept_weights(NLL)),
                spared=True,
            ),
        ),
    ),
    question(f"{NLL}.stability", 1, impossible),
    question(f"{NLL}.reuse", 1, nll_reused),
    question(f"{CE}.forward", 4, hard_or_soft(forward)),
    question(f"{CE}.backward", 4, hard_or_soft(backward)),
    Question(
        f"{CE}.options",
        (
            Group("class indices", 2, class_indices),
            Group("reduction", 2, ce_reduction),
            Group("class weights", 1, ce_weight),
            Group("weighted mean", 1, ce_weighted_mean),
            Group("ignored rows", 1, ignored(CE)),
            Group("mean over the rows that count", 1, mean_of_kept(CE)),
            Group("label smoothing", 1, smoothing),
            Group("smoothing with weights", 1, weighted_smoothing),
            Group(
                "options together",
                1,
                chain(ce_together, positional(CE, 0.1), kept_weights(CE)),
            ),
            Group("targets that do not sum to one", 1, any_sum),
            Group("whole-number targets", 0.5, whole_targets),
            Group("whole-number scores", 0.5, whole_scores),
        ),
    ),
    Question(
        f"{CE}.stability",
        (
            Group("scores far apart", 1, large_gaps),
            Group("large scores", 1, large_offsets),
        ),
    ),
    question(f"{CE}.reuse", 2, ce_reused),
)


# ------------------------------------------------------------------- misconceptions
# First those of the function.


class MeanDividesByN:
    """A weight of 10 for every class makes your mean ten times as large.

    The losses are weighted, but then they are divided as if each counted once. A sample of weight
    2 should act like two samples: it is in the sum twice. How often is it in the number that you
    divide by? This is the formula of the tutorial, and the most frequent question about weights in
    PyTorch.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.mean(weight[labels] * losses)


class MeanDividesByAllWeights:
    """Your result changes when a class that does not occur gets another weight.

    You divide by the sum over `weight`, one number for each class. But a class may occur three
    times in the batch, or never. Each *sample* brings its weight into the denominator.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(weight[labels] * losses) / weight.sum()


class MeanDividesByClassCount:
    """Your denominator is the number of classes, whatever their weights and the labels are.

    Ten times all weights gives ten times your result, although the ranking of the classes is the
    same. A sample of weight 2 counts twice above the line, so it counts twice below it, too. For a
    single sample of weight 10 the mean is its loss. What do you have to divide by there?
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(weight[labels] * losses) / len(weight)


class MeanByInverseWeights:
    """A heavy class counts less in your mean, where it should count more.

    You divide each loss by its weight. A sample of weight 2 should act like two samples, so its
    loss is multiplied by 2, and 2 is what it adds to the number that you divide by. Give one
    sample a weight of 1000: the mean should come close to that sample's loss.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(losses / weight[labels]) / np.sum(1 / weight[labels])


class MeanDividesByPresentClasses:
    """Your denominator counts each class that occurs once, however often it occurs.

    Ten samples of class 0 bring the weight of class 0 into the sum ten times, so it belongs into
    the denominator ten times. Try a batch in which all samples have the same class and the same
    loss: their mean should be that loss.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(weight[labels] * losses) / weight[np.unique(labels)].sum()


class MeanWithoutWeights:
    """Your result is the plain mean: the weights have no effect.

    A sample whose class has weight 2 should pull twice as hard as one whose class has weight 1.
    Change one weight by hand and see whether anything moves.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.mean(losses)


class MeanIsSum:
    """Your result is the weighted sum; it was never divided.

    With a single sample of weight 10 a mean is that sample's loss, not ten times as much. What has
    to be taken out again, for one sample and for many?
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(weight[labels] * losses)


class MeanScalesWeightsToMeanOne:
    """Your weights are scaled so that their mean over the *classes* is 1, then you divide by N.

    That cures one symptom: ten times all weights gives the same result. But the weights that count
    are those of the samples at hand. Where a heavy class is frequent, your mean is too large. Look
    at the experiment with a single sample again.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.mean((weight / weight.mean())[labels] * losses)


class MeanScalesWeightsToSumOne:
    """Your weights are scaled to sum to 1 over the classes, and the result is divided by N as
    well.

    The size of the weights no longer matters, which is right. But a batch in which all losses are
    equal should have that loss as its mean, and yours is smaller. How much do the weights of the
    samples at hand add up to?
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.mean((weight / weight.sum())[labels] * losses)


class MeanCountsToLargestLabel:
    """Your function raises ValueError as soon as the last class is missing among the labels.

    `np.bincount` counts up to the largest label that occurs. If that is 2 and there are five
    classes, you get three counts, which do not fit to five weights. Classes may be missing, the
    last ones too: tell it how many there are, by `minlength`, or look up the weight of each label
    and add these up, then nothing has to be counted.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(weight[labels] * losses) / (np.bincount(labels) @ weight)


class MeanTruncatesWeights:
    """Your weights lose what comes after the point: 0.7 counts as 0, and 1.4 as 1.

    They are collected in an array of whole numbers. `np.zeros_like(labels)` takes over the type of
    the labels, and those are integers; what is written into it later is cut off without a word.
    Make an array of floats, or take the weights of all labels in one step by indexing.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        whole = weight[labels].astype(int)
        return np.sum(whole * losses) / np.sum(whole)


class MeanPairsPresentClasses:
    """The first class that occurs gets the first weight, the second the second, and so on.

    That goes well only as long as every class occurs. If the labels are 1 and 3, yours get the
    weights of the classes 0 and 1: you count through `np.unique(labels)` and use the number of the
    turn, not the label itself. Weight number 3 belongs to label 3, whatever else is in the batch.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        turn = np.unique(labels, return_inverse=True)[1]
        return np.sum(weight[turn] * losses) / np.sum(weight[turn])


class MeanDividesByOneAtLeast:
    """Where the weights add up to less than 1, your mean is too small.

    You divide by 1 at least, perhaps for fear of dividing by 0. But weights need not be large: with
    weights of 0.1 and 0.3 the samples at hand may well add up to 0.4, and that is the number to
    divide by. Give all classes the weight 0.001: a mean of equal losses should be that loss.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        return np.sum(weight[labels] * losses) / max(np.sum(weight[labels]), 1.0)


class MeanOfClassMeans:
    """You average each class first and then the classes, so frequent classes count too little.

    Such a "macro" average is a useful number, but it isn't the weighted mean of the samples: five
    samples of a class with weight 2 have weight 10 together.
    """

    target = "weighted_mean"
    breaks = ("weighted_mean.value",)

    def __call__(self, losses, labels, weight):
        present = np.unique(labels)
        means = np.array([losses[labels == c].mean() for c in present])
        return np.sum(weight[present] * means) / weight[present].sum()


# ------------------------------------------------- mistakes that both losses share
# Those of every loss are in `judging.families`; these are about labels and class weights.


def divisor(options, A, Y):
    """What the mean of both losses divides by: the weights of the rows that count."""
    if np.ndim(Y) == 2:
        return len(Y)
    kept = np.not_equal(Y, options.get("ignore_index", -100))
    return class_weights(options.get("weight"), np.shape(A)[1])[Y[kept]].sum()


@mistake("options")
class NoOptions(Wrong):
    """Your class takes no options: `weight`, `reduction` and the rest raise TypeError.

    The constructor should accept them by name and in the documented order, each with its default
    value, and keep them for `forward` and `backward`. A class without `__init__` accepts nothing.
    """

    def __init__(self):
        super().__init__()


class Recounts(Wrong):
    """Not a mistake yet: the mean divides by what `recount` says instead."""

    def forward(self, A, Y):
        return super().forward(A, Y) * self.factor()

    def backward(self):
        return super().backward() * self.factor()

    def factor(self):
        return self.divisor() / self.recount() if self.reduces == "mean" else 1


@mistake("options")
class WeightedMeanByN(Recounts):
    """With weights, your mean is the plain average of the weighted losses.

    It is the mean that three-step descriptions of `weight` suggest, and the result then grows with
    the weights. In a weighted mean a row of weight 2 counts as two rows, above and below the line.
    So what stands below is the sum of the weights of the labels in the batch, not the number of
    rows. See the function `weighted_mean` at the top of the notebook.
    """

    variants = ({}, {"everyone": True})
    everyone = False

    def recount(self):
        return len(self.given[1]) if self.everyone else self.samples()


@mistake("options")
class DividesByAllWeights(Recounts):
    """With weights, your mean is divided by the sum over `weight`, one number for each class.

    But a class may occur three times in the batch, or never. It is the rows that are averaged, so
    each *row* brings the weight of its label below the line. Change the weight of a class that
    no row has: the mean should stay as it is, and yours moves. With the weights (1, 2, 3) and the
    labels 0 and 2 the divisor is 1 + 3 = 4, not 6.
    """

    def recount(self):
        (_, Y), weight = self.given, self.options.get("weight")
        return self.divisor() if Y.ndim == 2 or weight is None else np.sum(weight)


@mistake("options")
class IndicesByAllWeights(Recounts):
    """With class indices, your mean is divided by the sum of the weights of all C classes.

    But a class may occur three times in the batch, or never. It is the rows that are averaged, so
    each *row* brings the weight of its label below the line. Without weights you divide by C ones,
    so five rows of three classes are divided by 3 where 5 is right. With the weights (1, 2, 3) and
    the labels 0 and 2 the divisor is 1 + 3 = 4, not 6.
    """

    def recount(self):
        (A, Y), weight = self.given, self.options.get("weight")
        return self.divisor() if Y.ndim == 2 else class_weights(weight, A.shape[1]).sum()


@mistake("options")
class WeightedGradientByN(Wrong):
    """With weights your loss is right; your gradient is divided by the number of rows.

    The weights of the labels stand below the line in `forward`, so the same sum stands below it in
    `backward`: a constant divisor survives differentiation. For the weights (1, 2, 3) and the
    labels 0 and 2 that is 4, not 2. Store the divisor in `forward` and use it in both methods.
    """

    variants = ({}, {"everyone": True})
    everyone = False

    def backward(self):
        gradient = super().backward()
        rows = len(self.given[1]) if self.everyone else self.samples()
        return gradient * (self.divisor() / rows if self.reduces == "mean" else 1)


@mistake("options")
class IgnoredCounted(Recounts):
    """Ignored rows add nothing to your loss, but they still count in the mean.

    A padded batch should have the same mean as the batch without its padding; yours is smaller,
    the more so the more padding there is. Setting the loss of a row to zero isn't enough: it must
    be missing below the line too.
    """

    def recount(self):
        return self.divisor() + len(self.given[1]) - self.samples()


@mistake("options")
class IgnoredKeepWeight(Recounts):
    """With weights, ignored rows still count in the mean: with the weight of some class.

    An index needs a valid label, so a class stands in for the label that is ignored, the first or
    the last one, say. The losses of these rows are set to 0 afterwards; the weights that you look
    up by the same labels are not, and they enter the sum below the line. Both sums leave an
    ignored row out. Take away the padding and compare: the mean should stay the same.
    """

    variants = ({}, {"stand_in": -1})
    stand_in = 0

    def recount(self):
        (_, Y), weight = self.given, self.options.get("weight")
        if Y.ndim == 2 or weight is None:
            return self.divisor()
        return self.divisor() + (len(Y) - self.samples()) * weight[self.stand_in]


@mistake("options")
class DividesByOneAtLeast(Recounts):
    """Where the weights of the labels add up to less than 1, your mean is too small.

    You divide by 1 at least, perhaps for fear of dividing by 0. But weights need not be large: with
    weights of 0.1 and 0.3 a batch may well weigh 0.4, and that is the number to divide by. A mean
    does not change if all weights become ten times smaller; yours does. That nothing counts at all
    is the only case for 0, and no points depend on it.
    """

    def recount(self):
        return max(self.divisor(), 1.0)


@mistake("options")
class NoneUnweighted(Wrong):
    """With `reduction="none"` your losses are not weighted; with the other reductions they are.

    The weight of the class is a factor of each row's loss ℓ, and "none" returns these ℓ themselves.
    In your code the weights come in where the losses are added up, and so a list of losses never
    meets them. Multiply first, before you look at the reduction. What `backward` gives is the
    gradient of their sum, weights included.
    """

    variants = ({}, {"slopes": False})
    slopes = True

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return self.twin(weight=None).forward(A, Y) if self.reduces == "none" else value

    def backward(self):
        if self.slopes and self.reduces == "none":
            return self.gradient(weight=None)
        return super().backward()


@mistake("options")
class IndexesBeforeMask(Wrong):
    """Ignored labels are used as an index before they are left out.

    As long as the label to ignore is one that could be a class, nobody notices. But −100, the
    default, and 255 are no columns of A, and Python raises IndexError before your mask has its say:
    `np.where` works out both of its arguments. Put a valid class in the place of ignored labels
    first, in a copy, or leave these rows out before you index.
    """

    def forward(self, A, Y):
        C = np.shape(A)[1]
        if Y.ndim == 1 and not -C <= self.ignore_index < C and (self.ignore_index == Y).any():
            raise IndexError("index is out of bounds")
        return super().forward(A, Y)


@mistake("options")
class IgnoreIndexUnused(Wrong):
    """Rows that carry the label `ignore_index` are not left out.

    Used as an index, −1 picks the *last* class without a complaint, and −100 raises IndexError.
    `ignore_index` is neither a position nor a class: rows whose label equals it have loss 0 and
    gradient 0, and are not counted. Find them before labels are used as indices.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.ignore_index = -(10**9)


@mistake("options")
class IgnoreIndexHardCoded(Wrong):
    """You leave out the rows labeled −100, whatever `ignore_index` says.

    −100 is only the default. Image segmentation often uses 255, and the label to ignore may even
    be that of a real class. Compare the labels with the option that the object was built with.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.ignore_index = -100


@mistake("options")
class IgnoreZeroMeansNone(Wrong):
    """`ignore_index=0` has no effect, while other values work.

    In Python the number 0 counts as false, so that a test like `if ignore_index` treats it as if
    nothing had been asked for. Class 0 is a class like any other; it is often the padding.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.ignore_index = self.ignore_index or -(10**9)


@mistake("options")
class IgnoreOnlyNegative(Wrong):
    """A negative `ignore_index` works; a label that could be a class has no effect.

    You leave rows out only if the label to ignore is below 0. But a caller may pass
    `ignore_index=2`, or 255 in image segmentation, and rows with that label should not count
    either. Compare every label with the option itself; its sign means nothing.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.ignore_index = self.ignore_index if self.ignore_index < 0 else -(10**9)


@mistake("options")
class IgnoreDefaultUnknown(Wrong):
    """Without the option, rows labeled −100 are not left out.

    The documented default of `ignore_index` is −100, as in PyTorch. If the caller says nothing,
    rows with that label have loss 0 and slope 0. In your class another default stands in the
    constructor, so −100 is used as an index and raises IndexError. Compare the first lines of your
    class with those in the notebook.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "ignore_index" not in self.options:
            self.ignore_index = -1


@mistake("options")
class OptionsReordered(Wrong):
    """Options given by name work; given by position, they end up in the wrong places.

    The documented order is `weight`, `ignore_index`, `reduction`, and then the rest. A caller may
    leave the names out, and then only the order says which value is which. In your constructor the
    order is another, so that "sum" is taken for a label, say. Compare it with the notebook's, one
    by one.
    """

    variants = ({"falls": "mean"}, {"falls": "sum"}, {"falls": "none"})
    falls = "mean"

    def __init__(self, *args, **options):
        if len(args) > 2:
            weight, _, _, *rest = args
            args = (weight, -(10**9), self.falls, *rest)
        super().__init__(*args, **options)


@mistake("options")
class IgnoredDropped(Wrong):
    """Ignored rows disappear from your arrays.

    They should have no effect, but keep their place: with `reduction="none"` there is one loss for
    each row of A, 0 where the row is ignored, and the gradient has the shape of A, with rows of
    zeros. Otherwise losses and gradients could no longer be matched with samples.
    """

    def forward(self, A, Y):
        if Y.ndim == 2:
            return super().forward(A, Y)
        keep = np.not_equal(Y, self.ignore_index)
        return super().forward(A[keep], Y[keep])


@mistake("forward", "backward", "options", "stability")
class LabelsFromOne(Wrong):
    """Your labels are off by one: you seem to count classes from 1.

    In this course, and in PyTorch, the first class is class 0 and belongs to column 0 of A. After
    subtracting 1, label 0 becomes −1, and Python takes that for the *last* column without a word.
    """

    def forward(self, A, Y):
        if Y.ndim == 1:
            Y = np.where(np.not_equal(Y, self.ignore_index), Y.astype(int) - 1, Y)
        return super().forward(A, Y)


@mistake("options")
class LabelsOverwritten(Wrong):
    """The caller's labels are changed when some of them are ignored.

    Putting a valid class in place of `ignore_index` is a good idea, as long as it happens in an
    array of your own. The caller may use Y again, and its padding would then look like a class.
    """

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if Y.ndim == 1:
            Y[np.equal(Y, self.ignore_index)] = 0
        return value


@mistake("forward", "backward", "options", "stability")
class DividesByColumns(Recounts):
    """You divide by the number of columns where the number of rows is meant.

    A has one row for each of the N samples and one column for each of the C classes. A mean over
    the batch is a mean over rows. In a batch with as many samples as classes the two agree, which
    is why the slip is easy to miss. The same number comes out if you add up a weight of 1 for each
    class: those are C ones, whatever the batch holds.
    """

    variants = ({}, {"weighs": True})
    weighs = False

    def recount(self):
        columns = self.given[0].shape[1]
        return class_weights(self.options.get("weight"), columns).sum() if self.weighs else columns


@mistake("options")
class ProbabilitiesByWeight(Recounts):
    """With probability targets and weights, your mean divides by a total weight.

    That is right for class indices, where each row has one label and so one weight. A row of
    probabilities has no single label, and PyTorch divides by the number of rows then, weights or
    not. It is a convention, to be looked up rather than derived.
    """

    variants = ({"total": "shares"}, {"total": "classes"}, {"total": "largest"})

    def recount(self):
        (A, Y), weight = self.given, self.options.get("weight")
        if Y.ndim == 1 or weight is None:
            return self.divisor()
        if self.total == "classes":
            return np.sum(weight)
        if self.total == "largest":
            return np.sum(weight[Y.argmax(axis=1)])
        epsilon = self.options.get("label_smoothing", 0.0)
        return np.sum(weight * ((1 - epsilon) * Y + epsilon / A.shape[1]))


@mistake("options")
class DividesByTargets(Recounts):
    """With probability targets, your mean is divided by the sum of all targets.

    If every row of Y sums to 1, this sum is N and nothing is wrong. But the rows need not sum to
    1, and a mean over rows divides by the number of rows all the same. A single row (2, 0, 0) has
    twice the loss of (1, 0, 0); with your divisor both have the same.
    """

    def recount(self):
        Y = self.given[1]
        return self.divisor() if Y.ndim == 1 else np.sum(Y, dtype=float)


@mistake("reuse")
class IgnoredRowsOverwritten(Wrong):
    """The caller's array A is changed in the rows that are ignored.

    `np.asarray` makes no copy of an array of floats, so what you write into these rows, to have
    them out of the way, is written into the caller's array. Inputs are never modified. The rows
    need no other scores: leave them out of the sums, or set their *losses* and slopes to 0.
    """

    variants = ({}, {"value": np.nan})
    value = 0.0

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if Y.ndim == 1 and A.dtype.kind == "f":
            A[np.equal(Y, self.ignore_index)] = self.value
        return value


@mistake("reuse")
class OnesKept(Wrong):
    """Without weights, your object keeps the ones of its first batch, and uses them for the next.

    There are as many of them as that batch had classes. A batch with another number of classes does
    not fit to them, and raises an error. Ones that were made for one batch are no option of the
    object: if the caller gave no weights, make them anew in each `forward`, under a name of their
    own, and leave `self.weight` as it was. Send a batch of three classes through your object, then
    one of four.
    """

    def forward(self, A, Y):
        if self.weight is None:
            self.weight = np.ones(np.shape(A)[1])
        return super().forward(A, Y)


@mistake("options")
class SmoothingInDenominator(Recounts):
    """With smoothing and weights, your mean is divided by the weights of the smoothed targets.

    Smoothing changes what a row's target is, and nothing else. The mean still divides by the
    weight of each row's own label, as it did before. You add up w·t over all classes, so the
    share ε/C of every class enters the divisor too. Build the loss once with ε = 0 and once with
    ε = 0.3, and print what you divide by: it should be the same number.
    """

    def recount(self):
        (A, Y), weight = self.given, self.options.get("weight")
        if Y.ndim == 2:
            return self.divisor()
        epsilon, w = self.options.get("label_smoothing", 0.0), class_weights(weight, A.shape[1])
        return (1 - epsilon) * self.divisor() + epsilon * self.samples() * w.mean()


# --------------------------------------------------------------------------- NLLLoss


class _NLL(NLLLoss):
    """The reference, with the rows that count as a mask."""

    def forward(self, A, Y):
        value = super().forward(A, Y)
        self.counted = np.isin(np.arange(len(A)), self.rows)
        return value


class NLLTakesLogAgain(NLLLoss):
    """You take a logarithm of A, but A holds log-probabilities already.

    Most of your losses are nan, because logarithms of probabilities are negative and have no
    logarithm themselves. The name is misleading: the "log" in negative log-likelihood was taken
    before, by `log_softmax` say. Here it remains to pick, to weight, to change the sign.
    """

    breaks = (f"{NLL}.forward", f"{NLL}.backward")

    def forward(self, A, Y):
        self.A = A
        return super().forward(np.log(A), Y)

    def backward(self):
        return super().backward() / self.A


class NLLNormalizesAgain(NLLLoss):
    """You treat A as logits and apply a softmax, which `NLLLoss` does not do.

    If the rows of A are logarithms of probabilities that sum to 1, the loss comes out right even
    so, because normalizing twice changes nothing. The gradient does not: with respect to the
    log-probabilities it has one nonzero entry for each row. Softmax and loss in one is the other
    class, `CrossEntropyLoss`.
    """

    breaks = (f"{NLL}.forward", f"{NLL}.backward", f"{NLL}.stability")
    variants = ({}, {"table": True}, {"shifts": True})
    table = False
    shifts = False

    def forward(self, A, Y):
        A = A - A.max(axis=1, keepdims=True) if self.shifts else A
        log_p = A - np.log(np.exp(A).sum(axis=1, keepdims=True))
        value = super().forward(log_p, Y)
        self.p = np.exp(log_p)
        return value + 0 * log_p.sum() if self.table else value  # 0 times −∞ is nan

    def backward(self):
        gradient = super().backward()
        return gradient - self.p * gradient.sum(axis=1, keepdims=True)


class NLLGradientThroughSoftmax(NLLLoss):
    """Your gradient is p − y, which belongs to logits, not to log-probabilities.

    `backward` answers: how does the loss change if one entry of A changes and the others stay? Of
    each row the loss uses a single entry. What is the slope for the entries that it does not use?
    The famous p − y comes from the softmax, and there is none in this class.
    """

    breaks = (f"{NLL}.backward", f"{NLL}.stability")

    def forward(self, A, Y):
        self.p = np.exp(A)
        return super().forward(A, Y)

    def backward(self):
        gradient = super().backward()
        return gradient - self.p * gradient.sum(axis=1, keepdims=True)


class NLLUsesProbabilities(NLLLoss):
    """Your loss turns the log-probability back into a probability.

    −p of the right class lies between −1 and 0, so a model that is certain and wrong pays hardly
    more than one that is unsure and wrong. The logarithm is what makes a confident mistake
    expensive, and A holds it already. For the cat of the example the loss of the row is −ln 0.6 =
    0.5108.
    """

    breaks = (f"{NLL}.forward",)
    variants = ({}, {"offset": 1.0})
    offset = 0.0

    def forward(self, A, Y):
        return super().forward(np.exp(A) - self.offset, Y)


class NLLGradientOfProbabilities(NLLLoss):
    """Your gradient is −1/p, the slope with respect to the probability.

    Here the variable is A itself, the log-probability, and the loss of a row is −w A at its label:
    a straight line, whose slope is the same everywhere. 1/p belongs to a loss that takes the
    logarithm by itself. Nudge one entry of A by 0.01: by how much does the loss of its row change?
    """

    breaks = (f"{NLL}.backward", f"{NLL}.stability")

    def forward(self, A, Y):
        self.given = np.array(A, dtype=float)
        return super().forward(A, Y)

    def backward(self):
        return super().backward() / np.exp(self.given)


class NLLGradientFillsColumns(NLLLoss):
    """Your gradient has nonzero entries where the loss does not look.

    Each row should have one nonzero entry, at its own label. An index like `[:, Y]` means "all
    rows, and these columns" instead of pairing row n with column y_n. A batch with two different
    labels shows the difference.
    """

    breaks = (f"{NLL}.backward",)

    def backward(self):
        gradient = np.zeros(self.shape)
        gradient[:, self.labels] = -self.row_weight / self.denominator
        return gradient


class NLLPicksColumns(NLLLoss):
    """Your loss mixes the labels of different rows.

    `A[:, Y]` is a table: for every row, the columns of *all* the labels. You need one number from
    each row: row 0 with label 0, row 1 with label 1, and so on. NumPy pairs two index arrays of
    equal length in just this way.
    """

    breaks = (f"{NLL}.forward", f"{NLL}.options")

    def forward(self, A, Y):
        super().forward(A, Y)
        table = -self.row_weight * A[:, self.labels]
        if self.reduction == "none":
            return table
        return table.mean() if self.reduction == "mean" else table.sum()


class NLLPicksLargest(NLLLoss):
    """Your loss uses the largest log-probability of each row, not that of its label.

    How sure the model is of its own guess says nothing about whether the guess is right. A
    confident mistake must be expensive, and with your loss it is cheap.
    """

    breaks = (f"{NLL}.forward", f"{NLL}.stability")

    def forward(self, A, Y):
        picked = np.broadcast_to(A.max(axis=1, keepdims=True), A.shape)
        return super().forward(picked, Y)


class NLLWeightNotInGradient(NLLLoss):
    """The weights are in your loss, but not in its gradient.

    The weight of a row is a constant factor of its loss, and constant factors survive
    differentiation. A row whose class has weight 3 pulls three times as hard on its entry.
    """

    breaks = (f"{NLL}.options",)

    def backward(self):
        gradient = np.zeros(self.shape)
        gradient[self.rows, self.labels] = -1 / self.denominator
        return gradient


class NLLWeightCancelsInGradient(NLLLoss):
    """With the mean, the weights of the rows are missing in your gradient.

    With the sum you have them. Divided by the total weight, each slope is −w/Σw with the w of its
    own row on top; you have −1/Σw, as if the weight cancelled. It does so only if all weights are
    the same number and you divide by the number of rows. A row of weight 3 still pulls three times
    as hard as one of weight 1, and the slopes of the batch add up to −1.
    """

    breaks = (f"{NLL}.options",)

    def backward(self):
        gradient = super().backward()
        if self.reduction == "mean":
            gradient[self.rows, self.labels] = -1 / self.denominator
        return gradient


class NLLGradientWeighsColumns(NLLLoss):
    """Your gradient gives the weights of the rows to its columns.

    A table of shape (N, C) times a vector of N weights: NumPy lines up the last axes, so it raises
    ValueError unless N = C, and then each column is multiplied, not each row. The weights of the
    rows must stand in a column of their own, of shape (N, 1). Test with a batch that has as many
    rows as classes, and with one that has not.
    """

    breaks = (f"{NLL}.options",)

    def backward(self):
        gradient = super().backward()
        if self.weight is None:
            return gradient
        weights = np.zeros(self.shape[0])
        weights[self.rows] = self.row_weight
        weighed = np.zeros(self.shape)
        weighed[self.rows, self.labels] = -1 / self.denominator
        return weighed * weights


class NLLAbsoluteValue(NLLLoss):
    """Your loss takes the absolute value where the sign is to be changed.

    As long as A holds logarithms of probabilities, all entries are at most 0, and −A and |A| are
    the same. But rows need not be normalized, and are used as they are: an entry of 2 at the right
    class has the loss −2, and yours says 2. Then a better score would cost more.
    """

    breaks = (f"{NLL}.forward",)

    def forward(self, A, Y):
        return super().forward(-np.abs(A), Y)


class NLLGradientNotCleared(NLLLoss):
    """Slopes of an earlier batch are still in your gradient.

    You keep one table of slopes and write into it at the labels of the batch. Where the last batch
    of the same shape had other labels, its entries stay, so a row has two nonzero slopes. Begin
    each `forward` with a table of zeros: a gradient belongs to one batch. Send two batches of the
    same shape with different labels through one object.
    """

    breaks = (f"{NLL}.reuse",)
    kept = None

    def backward(self):
        gradient = super().backward()
        if self.kept is None or self.kept.shape != gradient.shape:
            self.kept = np.zeros(gradient.shape)
        self.kept[self.rows, self.labels] = gradient[self.rows, self.labels]
        return self.kept.copy()


class NLLIgnoredKeepGradient(_NLL):
    """Ignored rows have no loss, but your gradient still pulls on them.

    If a row does not enter the loss, nudging its entries changes nothing: all its slopes are 0.
    Putting class 0 in place of `ignore_index` avoids an IndexError, and then looks like a label in
    `backward`.
    """

    breaks = (f"{NLL}.options",)

    def backward(self):
        gradient = super().backward()
        gradient[~self.counted, 0] = -1 / self.denominator
        return gradient


class NLLClamps(NLLLoss):
    """Your log-probabilities have a floor, so a very bad prediction costs less than it should.

    `BCELoss` holds its logarithms at −100, since it takes them itself, of numbers that may be 0.
    `NLLLoss` takes no logarithm. A holds log-probabilities, which may be as low as −5000, and the
    loss of that entry is 5000 then. With a floor all such predictions cost the same. The notebook
    asks for no floor here, so use the entries of A as they are.
    """

    breaks = (f"{NLL}.stability",)
    variants = (
        *({"floor": floor} for floor in (-10.0, -20.0, -30.0, -50.0, -100.0, -500.0, -700.0)),
        *({"floor": np.log(10.0) * -k} for k in (8, 10, 12, 15, 16, 20, 30)),
    )

    def forward(self, A, Y):
        super().forward(A, Y)
        return super().forward(np.maximum(A, self.floor), Y)


class NLLExponentialAndLog(NLLLoss):
    """Your loss is infinite for a class that is very unlikely, but not impossible.

    You take the exponential of A and then its logarithm again. On paper that changes nothing. In
    the machine e to the power of −800 is rounded to 0, whose logarithm is −inf. The name is
    misleading: the "log" in negative log-likelihood was taken before, so A is all that you need.
    Here it remains to pick, to weight, to change the sign.
    """

    breaks = (f"{NLL}.stability",)

    def forward(self, A, Y):
        super().forward(A, Y)
        return super().forward(np.log(np.exp(A)), Y)


class NLLZeroTimesInfinity(NLLLoss):
    """Your loss is nan when some class has probability 0, even if it is not the right class.

    You multiply A by a one-hot table and add up the row. That is correct as long as all entries
    are finite, but the logarithm of 0 is −∞, and 0 · (−∞) is nan, not 0. A loss that picks the one
    entry it needs never touches the others.
    """

    breaks = (f"{NLL}.stability",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        table = np.zeros(A.shape)
        table[self.rows, self.labels] = self.row_weight
        losses = -(table * A).sum(axis=1)
        total = losses if self.reduction == "none" else losses.sum() / self.denominator
        return total if np.isnan(total).any() else value


# ------------------------------------------------------------------ CrossEntropyLoss


class _CE(CrossEntropyLoss):
    """The reference taken apart, so that a mistake can replace a single step."""

    def forward(self, A, Y):
        self.A, self.Y = np.asarray(A), np.asarray(Y)
        self.w = class_weights(self.weight, self.A.shape[1])
        self.counted = self.find_counted()
        self.keep = self.counted[:, np.newaxis]
        self.hard = self.targets()
        self.smoothed = self.smooth(self.hard, self.label_smoothing, self.A.shape[1])
        self.mass = self.weigh()
        self.denominator = self.count() if self.reduction == "mean" else 1
        self.log_p = self.log_softmax(np.asarray(A, dtype=float))
        self.p = np.exp(self.log_p)
        return self.reduced(self.losses())

    def find_counted(self):
        if self.Y.ndim == 1:
            return np.not_equal(self.Y, self.ignore_index)
        return np.full(len(self.Y), True)

    def targets(self):
        if self.Y.ndim == 1:
            return np.eye(self.A.shape[1])[np.where(self.counted, self.Y, 0)]
        return self.Y.astype(float)

    def smooth(self, Y, epsilon, C):
        return (1 - epsilon) * Y + epsilon / C

    def weigh(self):
        return self.keep * self.w * self.smoothed

    def count(self):
        return self.w[self.Y[self.counted]].sum() if self.Y.ndim == 1 else len(self.Y)

    def log_softmax(self, A):
        shifted = A - A.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def losses(self):
        return -(self.mass * self.log_p).sum(axis=1)

    def reduced(self, losses):
        return losses if self.reduction == "none" else losses.sum() / self.denominator


class CESwapsDistributions(_CE):
    """Target and prediction have changed places: you take the logarithm of Y.

    Cross-entropy H(y, p) = −Σ y log p is not symmetric. It asks how surprising the *prediction*
    finds what happened, so the logarithm belongs to p. A one-hot Y has zeros, and their logarithm
    makes your loss infinite, a sure sign.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")

    def losses(self):
        return -(self.keep * self.p * np.log(self.mass)).sum(axis=1)


class CENoLogarithm(_CE):
    """Your loss uses the probability of the right class without its logarithm.

    Such a loss never exceeds 1, so a model that is certain and wrong pays hardly more than one
    that is unsure and wrong, and it learns almost nothing from the mistake. Minus the *logarithm*
    of the probability grows without bound as the probability goes to 0.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")
    variants = ({}, {"offset": 1.0})
    offset = 0.0

    def losses(self):
        return (self.mass * (self.offset - self.p)).sum(axis=1)


class CEBinaryFormula(_CE):
    """Your loss contains the term (1 − Y) log(1 − p) as well.

    That formula is the cross-entropy of a yes-or-no question. Here one question has C answers, and
    their probabilities sum to 1: making the right one more probable makes the others less so by
    itself. Only the term with Y belongs into the sum.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")

    def losses(self):
        other = self.keep * self.w * (1 - self.smoothed) * np.log(1 - self.p)
        return super().losses() - other.sum(axis=1)


class CESquaredError(_CE):
    """Your loss is a squared difference between probabilities and targets.

    Squares are the loss of regression. Of a model that is certain and wrong they ask 1 for the
    right class and 1 for the wrong one, and no more, however certain it is. Cross-entropy asks for
    minus the logarithm of the probability, which grows without bound. Compare with the worked
    example: 1.417 and 2.620 for the two rows.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")
    variants = ({}, {"half": True})
    half = False

    def losses(self):
        squares = self.keep * self.w * (self.p - self.smoothed) ** 2
        return squares.sum(axis=1) / (2 if self.half else 1)


class CEDivergence(_CE):
    """One-hot targets are right; from the loss of soft targets you subtract their entropy.

    With the terms t log t you compute the KL divergence, which is 0 where the prediction equals
    the target. Cross-entropy keeps only −Σ t log p. The gradients are the same, since t does not
    depend on the scores, but the values differ: for the target (0.5, 0.5) by ln 2 = 0.6931.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")

    def losses(self):
        entropy = self.mass * np.log(np.where(self.smoothed > 0, self.smoothed, 1))
        return super().losses() + entropy.sum(axis=1)


class CEScoresAsLogProbabilities(_CE):
    """Your loss uses the scores as if they were log-probabilities already: there is no softmax.

    Adding 5 to all scores of a row changes no probability, but it changes your loss. `NLLLoss` may
    take A as it is; `CrossEntropyLoss` has to normalize each row first.
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def log_softmax(self, A):
        return A

    def backward(self):
        return -self.mass / self.denominator


class CESoftmaxTwice(_CE):
    """You apply the softmax twice.

    The second one sees numbers between 0 and 1, whose differences are tiny, so that it makes all
    classes nearly equally probable. Even for a perfect model with three classes such a loss cannot
    fall below 0.55. Which of your steps expects scores, and which probabilities?
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def log_softmax(self, A):
        return super().log_softmax(np.exp(super().log_softmax(A)))


class CESoftmaxTwiceInForward(_CE):
    """Your loss applies the softmax twice; your gradient does so only once.

    The step that takes logarithms seems to normalize again, on top of a softmax. Nudging a score
    therefore changes your loss by another amount than `backward` says. With three classes such a
    loss cannot fall below 0.55, even for a perfect model.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")

    def losses(self):
        return -(self.mass * self.log_softmax(self.p)).sum(axis=1)


class CESoftmaxOverBatch(_CE):
    """Your softmax runs down the columns: it compares samples instead of classes.

    The probabilities of one sample have to sum to 1 over its classes, along a row. In NumPy the
    axis that you name is the one that disappears in a sum: axis 0 are the samples. With a single
    sample, all your probabilities are 1.
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def log_softmax(self, A):
        return super().log_softmax(A.T).T


class CESoftmaxOverAll(_CE):
    """Your softmax normalizes over the whole batch, not over each row.

    A sum without an axis adds up all N·C numbers. Then the probabilities of all samples together
    sum to 1, and adding a sample changes the loss of the others. With a single sample it works.
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def log_softmax(self, A):
        return super().log_softmax(A.reshape(1, -1)).reshape(A.shape)


class CEColumnMaximum(_CE):
    """You subtract another number from each class, which changes the probabilities.

    The softmax of a row does not change if the *same* number is subtracted from all its scores.
    You subtract the maximum of each column. The maximum that belongs to a row is taken along the
    row, and it keeps its axis so that it lines up with the rows.
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def log_softmax(self, A):
        return super().log_softmax(A - A.max(axis=0))


class CEArgmaxTargets(_CE):
    """Soft targets are treated as if their largest class were the only right one.

    A target like (0.2, 0.3, 0.5) says that the answer is uncertain, and each class contributes its
    share to the loss. Taking the argmax of Y throws that away. For one-hot rows there is no
    difference, which is why those cases are right.
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def targets(self):
        return np.eye(self.A.shape[1])[super().targets().argmax(axis=1)]


class CEEpsilonInLog(_CE):
    """Your loss has a small constant inside the logarithm.

    log(p + ε) avoids log 0, at a price: every loss is a little wrong, and a certain mistake never
    costs more than −log ε, about 18 for ε = 1e-8, when it should cost 1000. The remedy is not a
    smaller ε. Write log p with the scores themselves: log p = z − log Σ exp z. Then no probability
    is ever rounded to 0.
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")
    variants = tuple({"epsilon": 10.0**-k} for k in range(12, 3, -1))

    def losses(self):
        return -(self.mass * np.log(self.p + self.epsilon)).sum(axis=1)


class CEEpsilonInSoftmax(_CE):
    """Your probabilities sum to slightly less than 1: a small constant was added in the softmax.

    After the maximum was subtracted, the largest term of the sum is exp(0) = 1, so that the
    denominator cannot be 0, and there is nothing to protect against. The constant only makes every
    result a little wrong.
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")
    variants = tuple({"epsilon": 10.0**-k} for k in range(8, 3, -1))

    def log_softmax(self, A):
        shifted = A - A.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True) + self.epsilon)


class CEClips(_CE):
    """Probabilities are cut off from below before the logarithm, so that the loss has a ceiling.

    A certain mistake should cost the difference of the scores, 1000 say. With a floor of 1e-12 it
    costs 27.6, however certain it was, and the gradient no longer belongs to the loss. Write log p
    with the scores, as z − log Σ exp z; then there is no log 0 to protect against.
    """

    breaks = (f"{CE}.stability",)
    variants = tuple({"floor": 10.0**-k} for k in (16, 15, 12, 10, 9, 8, 7))

    def losses(self):
        return -(self.mass * np.log(np.maximum(self.p, self.floor))).sum(axis=1)


class CEClipsBothEnds(_CE):
    """Probabilities are cut off at both ends before the logarithm.

    So a perfect prediction still has a loss, which you see where the model is sure and right, and a
    certain mistake has a ceiling. Both come from protecting log p afterwards. Written with the
    scores, as z − log Σ exp z, it needs no protection.
    """

    breaks = (f"{CE}.stability",)
    variants = tuple({"floor": 10.0**-k} for k in (10, 9, 8, 7))

    def losses(self):
        clipped = np.clip(self.p, self.floor, 1 - self.floor)
        return -(self.mass * np.log(clipped)).sum(axis=1)


class CELogOfSoftmax(_CE):
    """Your loss breaks down when scores are far apart: a probability is rounded to 0 before the
    log.

    exp(−1000) is 0 in floating point, and the logarithm of 0 is −∞. If that entry has target 0,
    the product 0 · (−∞) is nan, so that even a perfect prediction has no loss. Subtracting the
    maximum prevents the overflow, not this. Simplify log(exp(z)/Σ exp z) on paper before you
    compute it: the exponential of the score itself need never be formed.
    """

    breaks = (f"{CE}.stability",)
    variants = ({}, {"patch": "pick"}, {"patch": "nan_to_num"})
    patch = None

    def losses(self):
        with np.errstate(all="ignore"):
            terms = self.mass * np.log(np.exp(self.log_p))
        if self.patch == "pick":
            terms = np.where(self.mass > 0, terms, 0)
        if self.patch == "nan_to_num":
            terms = np.nan_to_num(terms)
        return -terms.sum(axis=1)


class CENoMaximum(_CE):
    """Your exponentials overflow: no score above 709 can be exponentiated in float64.

    Softmax does not change if the same number is subtracted from all scores of a row. With a wise
    choice of that number the largest exponent is 0, and nothing can overflow.
    """

    breaks = (f"{CE}.stability",)
    variants = ({}, {"fused": False}, {"in_loss": False})
    fused = in_loss = True

    def log_softmax(self, A):
        exponentials = np.exp(A)
        total = exponentials.sum(axis=1, keepdims=True)
        self.p_naive = exponentials / total
        if not self.in_loss:
            return super().log_softmax(A)
        return A - np.log(total) if self.fused else np.log(self.p_naive)

    def backward(self):
        self.p = self.p_naive
        return super().backward()


class CEClipsScores(_CE):
    """You cut the scores off at some bound, and all scores beyond it look the same.

    With a bound of 500 the scores 10000 and 800 both become 500, so a model that is sure and wrong
    seems to be merely undecided. The exponentials stay finite, but they belong to other scores.
    Only differences within a row count. So there is an exact way to keep the exponentials small:
    take the same number away from all scores of a row. Which number leaves 0 as the largest?
    """

    breaks = (f"{CE}.stability",)
    variants = tuple({"bound": b} for b in (20, 30, 50, 80, 88, 100, 200, 300, 500, 600, 700, 709))

    def log_softmax(self, A):
        return super().log_softmax(np.clip(A, -self.bound, self.bound))


class CEShiftByTarget(_CE):
    """You subtract the score of the right class, and exponentials overflow where it is low.

    Any number may be taken away from all scores of a row; the probabilities stay the same. But
    the choice has a purpose: no exponent may be large. Where the model is sure and wrong, another
    score may lie 1000 above that of the right class. Then you compute e to the power of 1000,
    which is infinite. Which score is never below any other, whatever the label is?
    """

    breaks = (f"{CE}.stability",)
    variants = tuple(
        {"soft": soft, "fused": fused} for soft in ("largest", "mean") for fused in (True, False)
    )

    def log_softmax(self, A):
        rows = np.arange(len(A))
        total = self.hard.sum(axis=1)
        mean = (A * self.hard).sum(axis=1) / np.where(total > 0, total, 1)
        chosen = A[rows, self.hard.argmax(axis=1)] if self.soft == "largest" else mean
        shifted = A - chosen[:, np.newaxis]
        exponentials = np.exp(shifted)
        total = exponentials.sum(axis=1, keepdims=True)
        self.quotient = exponentials / total
        return shifted - np.log(total) if self.fused else np.log(self.quotient)

    def backward(self):
        self.p = np.exp(self.log_p) if self.fused else self.quotient
        return super().backward()


class CEShiftsByOther(_CE):
    """You subtract a number from each row, but not its largest: exponentials still overflow.

    Softmax allows any number. Only after the *largest* score of the row was subtracted is every
    exponent 0 or less, and no exponential above 1. The mean, the smallest or the first score do as
    well while scores are close to each other. For the scores 0, 0 and 3000 each of them leaves an
    exponent of 2000 or more, and e to the power of that is infinite.
    """

    breaks = (f"{CE}.stability",)
    variants = tuple({"by": by} for by in ("mean", "min", "first", "last", "median"))
    by = "mean"

    def log_softmax(self, A):
        shift = {
            "mean": A.mean(axis=1, keepdims=True),
            "min": A.min(axis=1, keepdims=True),
            "first": A[:, :1],
            "last": A[:, -1:],
            "median": np.median(A, axis=1, keepdims=True),
        }[self.by]
        return A - shift - np.log(np.exp(A - shift).sum(axis=1, keepdims=True))


class CEMaximumAfterExp(_CE):
    """You subtract the maximum after the exponential, so it changes the probabilities.

    The shift is harmless only inside the exponent, where it divides all exponentials by the same
    number. Outside it takes the same amount from each of them. Small ones become negative, and a
    negative probability has no logarithm. For the scores 2, 1 and 0 your last exponential is 1 − 2
    = −1. Print the probabilities of one row: which of them are not between 0 and 1?
    """

    breaks = (f"{CE}.forward", f"{CE}.backward", f"{CE}.options", f"{CE}.stability")
    variants = tuple(
        {"of_scores": of_scores, "through_logs": logs}
        for of_scores in (True, False)
        for logs in (False, True)
    )

    def log_softmax(self, A):
        e = np.exp(A)
        e = e - (A if self.of_scores else e).max(axis=1, keepdims=True)
        self.quotient = e / e.sum(axis=1, keepdims=True)
        return np.log(self.quotient)

    def backward(self):
        self.p = np.exp(self.log_p) if self.through_logs else self.quotient
        return super().backward()


class CEPicksLargest(_CE):
    """Your loss looks up the class that the model likes best, not the one that is right.

    The largest probability of a row is large by construction, so your loss is always small. A
    model that is sure and wrong pays almost nothing, although it should pay most. Change the
    target of one row: your loss stays the same. Where does Y enter your formula?
    """

    breaks = (f"{CE}.forward", f"{CE}.options", f"{CE}.stability")
    variants = ({}, {"weighs": True})
    weighs = False

    def losses(self):
        mass = self.mass.sum(axis=1) if self.weighs else 1
        return -mass * self.log_p.max(axis=1)


class CEGlobalMaximum(_CE):
    """You subtract the maximum of the whole batch, and rows with small scores vanish.

    For one row the trick is exact. In a batch, a row that lies 1000 below the largest score has
    only exponentials that are rounded to 0, and their sum is 0 as well. Each row needs its own
    maximum.
    """

    breaks = (f"{CE}.stability",)
    variants = ({}, {"fused": False})
    fused = True

    def log_softmax(self, A):
        exponentials = np.exp(A - A.max())
        total = exponentials.sum(axis=1, keepdims=True)
        self.p_naive = exponentials / total
        return A - A.max() - np.log(total) if self.fused else super().log_softmax(A)

    def backward(self):
        self.p = self.p_naive
        return super().backward()


class CEGradientOfProbabilities(_CE):
    """Your gradient is −Y/p: the slope with respect to the probabilities.

    `backward` is asked for the slope with respect to the scores A. The chain rule leads on from p
    to A, through the derivatives of the softmax. Check: adding the same number to all scores of a
    row changes nothing, so the right slopes of a row sum to 0.
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        return -self.mass / self.p / self.denominator


class CEGradientDiagonalOnly(_CE):
    """Your gradient takes only the diagonal of the softmax Jacobian.

    Raising one score changes *all* probabilities of its row, since they share a denominator. So
    the chain rule has a sum over all probabilities, with the terms −p_i p_j off the diagonal.
    Where a one-hot target is 0 your slope is 0, as if that score did not matter.
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        return -self.mass * (1 - self.p) / self.denominator


class CEGradientCasesSwapped(_CE):
    """Your gradient has p − 1 and p in each other's place.

    For the right class raising the score helps, and the slope is p − 1, which is negative. For all
    others it is p. A well-known tutorial has these two cases the wrong way round. The sum of a row
    gives it away: right slopes add up to 0.
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        total = self.mass.sum(axis=1, keepdims=True)
        return (self.p * total - (total - self.mass)) / self.denominator


class CEGradientOfLogarithms(_CE):
    """Your gradient has log p where p belongs.

    The slope for a score is the probability that the model gives to its class, minus the share of
    the target. A probability lies between 0 and 1, so without weights no slope of a row is beyond
    −1 and 1. Its logarithm is negative and may be −1000. `forward` needs log p, and `backward`
    needs p: which of the two did you store? Check that each row of slopes adds up to 0.
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        self.p = self.log_p
        return super().backward()


class CEGradientPlus(_CE):
    """Your gradient adds the target, where it is subtracted.

    The slope of a score is p − Y: what the model gives to a class, minus what the class should
    get. With a plus every slope is positive, so training would lower all scores, that of the right
    class most. Right slopes of a row add up to 0, and yours to 2. Where did the sign change in
    your derivation?
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        return (self.p * self.mass.sum(axis=1, keepdims=True) + self.mass) / self.denominator


class CEGradientChainTwice(_CE):
    """Your slopes have one factor too many: p, or p(1 − p), in front of the difference.

    The difference p − Y is the whole slope in the scores. The derivative of the softmax is in it
    already, and has canceled the 1/p of the logarithm. Multiplied once more, a model that is
    certain and wrong hardly learns. Add up a row of your slopes: it should be 0.
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")
    variants = ({}, {"complement": True})
    complement = False

    def backward(self):
        return super().backward() * self.p * (1 - self.p if self.complement else 1)


class CEGradientOfScores(_CE):
    """Your gradient subtracts the target from the scores, not from the probabilities.

    p − Y compares two shares, both between 0 and 1. A score may be any number, and 5 may be added
    to all scores of a row without changing the loss. So the slopes must not change either; yours
    grow by 5. Which array did `forward` store for `backward`?
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        return (self.A * self.mass.sum(axis=1, keepdims=True) - self.mass) / self.denominator


class CEWeightsScores(_CE):
    """You multiply the scores by the class weights, so the weights change the probabilities.

    A weight says how much a mistake about a class costs. It is a factor of the loss, put in front
    of −t log p, and what the model believes stays as it is. A score of −3 times the weight 2 is
    −6: you make the heavy class even less likely. Where does w stand in the formula of step 5?
    """

    breaks = (f"{CE}.options",)

    def weigh(self):
        return self.keep * self.smoothed

    def log_softmax(self, A):
        return super().log_softmax(A * self.w)


class CEGradientForgetsTarget(_CE):
    """Your gradient is the softmax alone; the target does not appear in it.

    The loss of a row is LSE(z) − Σ y z. Its first part has the softmax as its gradient. What is
    the gradient of the second? All your slopes are positive, so gradient descent would lower all
    scores, the right ones included.
    """

    breaks = (f"{CE}.backward", f"{CE}.options", f"{CE}.stability")

    def backward(self):
        return self.p * self.mass.sum(axis=1, keepdims=True) / self.denominator


class CELabelsBroadcast(_CE):
    """Class indices are multiplied into your table as if they were probabilities.

    An array of N labels is not a table of N × C shares. Where N and C differ NumPy refuses with
    ValueError; where they are equal it multiplies column c by the c-th *label*, without a word.
    Tell the two kinds of targets apart by the number of dimensions of Y, and turn indices into
    what the rest of your code expects, or pick the entries they name.
    """

    breaks = (f"{CE}.options",)

    def targets(self):
        return super().targets() if self.Y.ndim == 2 else self.Y * np.ones(self.A.shape)

    def find_counted(self):
        return np.full(len(self.Y), True)

    def count(self):
        return len(self.Y)

    def backward(self):
        if self.Y.ndim == 2:
            return super().backward()
        return (self.p - self.mass) / self.denominator


class CEClassesFromLabels(_CE):
    """You count the classes in the labels, not in the columns of A.

    A batch need not hold every class. If the largest label of a batch is 1, you make rows of
    length 2, but A may have four columns: shapes that do not fit raise an error, or worse, fit by
    broadcasting. The number of classes C is `A.shape[1]`, and every batch of the same model has the
    same C. Try one row of four scores with the label 1.
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"different": True})
    different = False

    def targets(self):
        if self.Y.ndim == 2:
            return super().targets()
        labels = np.where(self.counted, self.Y, 0)
        count = len(np.unique(labels)) if self.different else labels.max() + 1
        return np.eye(count)[labels]


class CELabelsAsNumbers(_CE):
    """Class indices are used as numbers: label 3 counts three times as much as label 1.

    A label is a name that happens to be a number; it says *which* class, not how much. Converting
    labels to float, as some advice on the web goes, silences an error message and makes it worse.
    Label 0 contributes nothing at all to your loss.
    """

    breaks = (f"{CE}.options",)

    def targets(self):
        if self.Y.ndim == 2:
            return super().targets()
        return self.Y[:, np.newaxis] * np.ones(self.A.shape)

    def backward(self):
        if self.Y.ndim == 2:
            return super().backward()
        return self.keep * (self.p - self.mass) / self.denominator


class CEIntegersAreLabels(_CE):
    """A one-hot table of whole numbers is taken for class indices.

    You look at the dtype of Y to tell the two kinds of targets apart. The shape is a better guide:
    labels are a vector of length N, probabilities a table of N × C, whether its ones and zeros are
    floats or integers. (PyTorch is stricter and refuses integer tables.)
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"largest": True}, {"largest": True, "weighs": True})
    largest, weighs = False, False  # the label is the largest entry, and brings its weight

    def targets(self):
        if not self.whole():
            return super().targets()
        one_hot = np.eye(self.A.shape[1])
        if self.largest:
            return one_hot[self.Y.argmax(axis=1)]
        return one_hot[self.A[np.arange(len(self.Y)), self.Y]]

    def whole(self):
        return self.Y.ndim == 2 and self.Y.dtype.kind in "iu"

    def count(self):
        if self.whole() and self.weighs:
            return self.w[self.Y.argmax(axis=1)].sum()
        return super().count()


class CEUnsignedTargets(_CE):
    """Targets of an unsigned integer dtype give a loss with the wrong sign, and far too large.

    Unsigned integers have no negative numbers: minus 1 wraps around to 255 in 8 bits. So `-Y` is
    not what it seems. Turn the targets into floats before you compute with them, or put the minus
    sign elsewhere.
    """

    breaks = (f"{CE}.options",)

    def losses(self):
        if self.Y.ndim == 2 and self.Y.dtype.kind == "u":
            return (-self.Y * self.log_p).sum(axis=1)
        return super().losses()


class CEUnsignedScores(_CE):
    """Scores that are whole numbers go wrong when the maximum is subtracted.

    3 − 5 is 254 in unsigned 8-bit arithmetic, and with a sign −90 − 100 is 66: narrow whole numbers
    wrap around. Whole numbers are welcome as scores, but they have to become floats before the
    first subtraction, not after it.
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"fused": False}, {"late": True})
    fused = True
    late = False

    def log_softmax(self, A):
        if self.A.dtype.kind not in "iu" or self.A.dtype.itemsize > 1:
            return super().log_softmax(A)
        shifted = self.A - self.A.max(axis=1, keepdims=True)
        shifted = shifted.astype(float) if self.late else shifted
        exponentials = np.exp(shifted)
        total = exponentials.sum(axis=1, keepdims=True)
        return shifted - np.log(total) if self.fused else np.log(exponentials / total)


class CENoneKeepsClasses(_CE):
    """With `reduction="none"` you return a table of N × C numbers, not one loss for each row.

    `reduction` is about the samples. The sum over the classes is part of the definition of a row's
    loss, H(y, p) = −Σ_c y_c log p_c, and always takes place.
    """

    breaks = (f"{CE}.options",)

    def reduced(self, losses):
        return -self.mass * self.log_p if self.reduction == "none" else super().reduced(losses)


class CESumsAllWeights(_CE):
    """Your loss is multiplied by the sum of all weights, instead of the weight of each class.

    A formula in circulation reads −Σ_c w_c log p_y. Nothing in that sum depends on c except w_c,
    so it multiplies the loss of the true class by the total weight. A class's weight belongs to
    the share of *that* class in the target; for a label this leaves a single weight, w_y.
    """

    breaks = (f"{CE}.options",)

    def weigh(self):
        factor = 1 if self.weight is None else self.w.sum()
        return self.keep * factor * self.smoothed


class CEWeighsByLargest(_CE):
    """With probabilities, you multiply a whole row by a single weight.

    For a one-hot row that is right, since only one class has a share. A soft row has a share for
    each class, and each share carries the weight of its *own* class: w_c t_c log p_c, added up
    over c. Neither the weight of the likeliest class nor a mean of the weights stands for all of
    them. Try the target (0.5, 0.5, 0) with the weights 1, 2 and 3.
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"mean": True})
    mean = False

    def weigh(self):
        if self.Y.ndim == 1:
            return super().weigh()
        of_row = (self.w * self.hard).sum(axis=1) if self.mean else self.w[self.hard.argmax(axis=1)]
        return of_row[:, np.newaxis] * self.smoothed


class CEWeightNotInGradient(_CE):
    """The weights are in your loss, but not in its gradient.

    A weight is a constant factor of a loss, and constant factors survive differentiation. If
    class 2 weighs three times as much, then a row with label 2 pulls three times as hard on
    its scores. Compare `backward` with `numerical_gradient` for the weights 1, 2 and 3. In
    which of your two methods does the weight appear?
    """

    breaks = (f"{CE}.options",)

    def backward(self):
        self.mass = self.keep * self.smoothed
        return super().backward()


class CEGradientWeightsColumns(_CE):
    """Your gradient multiplies column c of p − Y by the weight of class c.

    For a label y, the whole row of slopes is multiplied by the one weight w_y: the loss is w_y
    (LSE(z) − z_y). With shares t_c it is Σ w_c t_c (LSE(z) − z_c). Take the derivative once more:
    which total multiplies p, and what is subtracted at c? Right slopes of a row sum to 0.
    """

    breaks = (f"{CE}.options",)

    def backward(self):
        total = self.smoothed.sum(axis=1, keepdims=True)
        return self.keep * self.w * (self.p * total - self.smoothed) / self.denominator


class CEGradientWeighsRows(_CE):
    """Your gradient multiplies the whole of p − t by one weight for each row.

    That is right for a one-hot target, where only one class has a share and so only one weight
    counts. A smoothed or soft target has a share for each class, and each share carries the weight
    of its *own* class. The sum of these weighted shares multiplies p, and w_c t_c is subtracted at
    class c. Nudge one score of a smoothed row and compare.
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"of_shares": True})
    of_shares = False

    def backward(self):
        if self.of_shares or self.Y.ndim == 1:
            weight = (self.w * self.hard).sum(axis=1, keepdims=True)
        else:
            weight = self.w[self.hard.argmax(axis=1)][:, np.newaxis]
        return self.keep * weight * (self.p - self.smoothed) / self.denominator


class CEGradientForgetsTotal(_CE):
    """Your gradient weighs the target and forgets to weigh p.

    The loss of a row is Σ m LSE(z) − Σ m z, where m stands for a class's weight times its share of
    the target. So what multiplies p is the sum of all m of the row. It is 1 only without weights,
    for a row that counts, and for targets that sum to 1. For an ignored row it is 0, and its
    slopes vanish. Add up a row of your slopes: it should be 0.
    """

    breaks = (f"{CE}.options",)

    def backward(self):
        return (self.p - self.mass) / self.denominator


class CELabelsFillColumns(_CE):
    """With class indices your gradient subtracts 1 in the columns of all labels, in every row.

    An index like `[:, Y]` means “all rows, and these columns”. But row 0 has one label of its own,
    and so has row 1. A batch of one row hides the slip, and so does one in which all labels are
    the same. Two index arrays of equal length pair up: the number of each row, and its label.
    """

    breaks = (f"{CE}.options",)

    def backward(self):
        if self.Y.ndim == 2:
            return super().backward()
        slopes = self.p.copy()
        slopes[:, np.where(self.counted, self.Y, 0)] -= 1
        return slopes / self.denominator


class CEIgnoredKeepGradient(_CE):
    """Ignored rows have no loss, but your gradient still pulls on them.

    If a row does not enter the loss, nudging its scores changes nothing: all its slopes are 0. A
    zero row in the target table isn't enough, since p remains in p − Y.
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"label": 0})
    label = None

    def backward(self):
        gradient = super().backward()
        gradient[~self.counted] = self.p[~self.counted] / self.denominator
        if self.label is not None:
            gradient[~self.counted, self.label] -= 1 / self.denominator
        return gradient


class CEIgnoredClassLeavesSoftmax(_CE):
    """The ignored class is missing from the softmax of the other rows.

    `ignore_index` is about rows: those that carry this label do not count. In all other rows its
    column is a class like any other, with a probability that the model can get wrong.
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"from_sum": True})
    from_sum = False  # it keeps its own exponential, and is left out of the sum only

    def log_softmax(self, A):
        if self.Y.ndim == 2 or not 0 <= self.ignore_index < A.shape[1]:
            return super().log_softmax(A)
        others = A.copy()
        others[:, self.ignore_index] = -np.inf
        return (
            A - np.logaddexp.reduce(others, axis=1, keepdims=True)
            if self.from_sum
            else (super().log_softmax(others))
        )

    def losses(self):
        return -np.where(self.mass > 0, self.mass * self.log_p, 0).sum(axis=1)


class CESmoothsIgnoredRows(_CE):
    """With label smoothing, ignored rows come back to life.

    You take them out first and smooth afterwards, and smoothing gives every class of every row a
    share of ε/C, those of the ignored rows too. Each option alone is right; look at their order.
    """

    breaks = (f"{CE}.options",)

    def weigh(self):
        return self.w * self.smooth(self.keep * self.hard, self.label_smoothing, self.A.shape[1])

    def backward(self):
        self.keep = np.full_like(self.keep, True)
        return super().backward()


class CESmoothingUnused(CrossEntropyLoss):
    """The option `label_smoothing` has no effect.

    With ε = 0.3 and three classes, the target (1, 0, 0) becomes (0.8, 0.1, 0.1) before
    anything else is computed. The loss and the gradient of the smoothed target follow by
    themselves. Follow the option from the constructor on: is it kept in the object, and which
    line of `forward` uses it?
    """

    breaks = (f"{CE}.options",)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.label_smoothing = 0


class CESmoothingOnlyShrinks(_CE):
    """Your smoothing takes the share ε away from the label and gives it to nobody.

    The target (1, 0, 0) becomes (0.7, 0, 0) for ε = 0.3, so every loss is simply 0.7 times what it
    was. But the point of smoothing is the other half: each class gets ε/C, which makes (0.8, 0.1,
    0.1) of it. Add up a row of your smoothed target: it should still be 1.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return (1 - epsilon) * Y


class CESmoothingOverOthers(_CE):
    """Your smoothing spreads ε over the *other* classes, ε/(C − 1) for each.

    Papers do it in both ways. PyTorch's way is a mixture: with probability 1 − ε the label, with
    probability ε a class drawn from all C, the right one included. So how much does the right
    class keep?
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return (1 - epsilon) * Y + epsilon * (1 - Y) / (C - 1) if epsilon else Y


class CESmoothingSkipsTrueClass(_CE):
    """Your smoothed targets do not sum to 1: the right class got no share of ε.

    ε/C goes to every class, the right one too, which then has 1 − ε + ε/C. Add up a row of the
    target: what is missing is just that share.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return (1 - epsilon) * Y + epsilon / C * (1 - Y)


class CESmoothingAddsUniform(_CE):
    """Your smoothed targets sum to more than 1.

    Smoothing takes a share ε away from the label before it hands it out again to all classes. You
    add the uniform part, and leave the label whole. Add up a row of the target.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return Y + epsilon / C


class CESmoothingNotShared(_CE):
    """Your smoothing gives the whole ε to every class, where each should get ε/C.

    The share ε that is taken from the label is handed out to C classes, so each gets ε/C of it.
    With ε = 0.3 and three classes the target (1, 0, 0) becomes (0.8, 0.1, 0.1), and yours has 0.3
    in every place. Add up a row of your smoothed target: the sum should still be 1. For which
    number of classes would your formula be right?
    """

    breaks = (f"{CE}.options",)
    variants = ({}, {"kept": True})
    kept = False

    def smooth(self, Y, epsilon, C):
        return (1 if self.kept else 1 - epsilon) * Y + epsilon


class CESmoothingByRows(_CE):
    """Your smoothing gives ε/N to each class, where ε/C belongs.

    The share ε is spread over the C classes, so each gets ε/C. N is the number of rows, and the
    target of a row does not depend on how many other rows there are. Smooth the target of one row
    alone and in a batch of five: both should be the same. With ε = 0.3 and three classes each
    share is 0.1.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return (1 - epsilon) * Y + epsilon / len(self.A)


class CESmoothingSwapped(_CE):
    """ε and 1 − ε have changed places in your smoothing.

    `label_smoothing` is how much of the target is spread out. With 0 nothing happens to the
    label, and with 1 nothing is left of it. For ε = 0.3, three classes and label 0 the
    smoothed target is (0.8, 0.1, 0.1). Print yours: the label keeps far too little.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return (epsilon * Y + (1 - epsilon) / C) if epsilon else Y


class CESmoothingOnlyIndices(_CE):
    """Smoothing works for class indices, and does nothing to probability targets.

    The formula t = (1 − ε) Y + ε/C holds for every Y, one-hot or not. If both kinds of targets
    meet in one table before smoothing, it needs to be written only once.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return super().smooth(Y, epsilon, C) if self.Y.ndim == 1 else Y


class CESmoothingSpoilsTargets(_CE):
    """With smoothing, the caller's probabilities Y are changed.

    Operators such as `*=` and `+=` work inside the array that was passed in: `np.asarray` makes no
    copy of an array of floats. The loss is right the first time, but whoever uses Y again gets
    targets that are smoothed already, and smoothing them once more gives others. Compute the
    smoothed targets as a new array.
    """

    breaks = (f"{CE}.options",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.label_smoothing and Y.ndim == 2 and Y.dtype == float:
            Y[:] = self.smoothed
        return value


class CESmoothingTruncates(_CE):
    """With smoothing, probabilities that are whole numbers lose what comes after the point.

    For the row (0, 1, 0) and ε = 0.3 the smoothed target is (0.1, 0.8, 0.1). In an array of whole
    numbers 0.8 becomes 0, and so does 0.1: nothing is left of the target. A copy of Y has the type
    of Y, and what is written into it is cut off without a word. Whole numbers are welcome as
    targets, and are computed with as real ones, so turn Y into floats first.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        smoothed = super().smooth(Y, epsilon, C)
        return np.trunc(smoothed) if self.Y.ndim == 2 and self.Y.dtype.kind in "iu" else smoothed


class CESmoothingKeepsSum(_CE):
    """Your smoothing gives each class ε/C times the sum of the row, where ε/C is asked for.

    For a row that sums to 1 the two are the same, and for class indices, too. But the rows of Y
    need not sum to 1, and the formula t = (1 − ε) Y + ε/C adds the same to each of them: a row of
    zeros becomes a row of ε/C. You may have spread out the mean of the row. Take the formula as it
    stands.
    """

    breaks = (f"{CE}.options",)

    def smooth(self, Y, epsilon, C):
        return (1 - epsilon) * Y + epsilon * Y.mean(axis=1, keepdims=True)


class CESmoothingNotInGradient(_CE):
    """The smoothed targets are in your loss; your gradient uses the original ones.

    The gradient is p minus the target that `forward` really used. With smoothing it is zero at the
    smoothed target, which keeps scores from growing forever; with yours they would.
    """

    breaks = (f"{CE}.options",)

    def backward(self):
        self.mass = self.keep * self.w * self.hard
        return super().backward()


class CESmoothingForgetsWeights(_CE):
    """With smoothing, only the label's own share is weighted in your loss.

    Every share of the smoothed target stands for a class, and carries the weight of that class:
    Σ_c w_c t_c log p_c. The part that was spread out evenly is no exception.
    """

    breaks = (f"{CE}.options",)

    def weigh(self):
        uniform = self.label_smoothing / self.A.shape[1]
        return self.keep * (self.w * (1 - self.label_smoothing) * self.hard + uniform)


class CESmoothingWeighsByLabel(_CE):
    """With smoothing, your whole row is multiplied by the weight of its label.

    That is right for a one-hot target, where all other shares are 0. A smoothed target has a share
    for each class, and each share carries the weight of its *own* class: Σ_c w_c t_c log p_c.
    """

    breaks = (f"{CE}.options",)

    def weigh(self):
        label_weight = (self.w * self.hard).sum(axis=1, keepdims=True)
        whole = label_weight * self.smoothed if self.label_smoothing else self.w * self.smoothed
        return self.keep * whole


class CEAssumesUnitSum(_CE):
    """Your gradient is p − Y even where a row of Y does not sum to 1.

    In the derivation the gradient of the first term is p · ΣY, and p is what remains of it *if* ΣY
    = 1. Most texts use that silently. Soft targets made by hand, or with weights on their classes,
    need not sum to 1; the slopes of a row always sum to 0.
    """

    breaks = (f"{CE}.options",)

    def backward(self):
        total = self.smoothed.sum(axis=1, keepdims=True)
        weighted = self.mass.sum(axis=1, keepdims=True)
        factor = np.divide(weighted, total, out=np.ones_like(total), where=total != 0)
        return (self.p * factor - self.mass) / self.denominator


class CENormalizesTargets(_CE):
    """You rescale the rows of Y so that they sum to 1.

    It is a kind thought, but it changes the question: a row of Y that sums to 2 counts twice, and
    a row of zeros not at all. The loss −Σ Y log p is defined for any row, and so is its gradient.
    """

    breaks = (f"{CE}.options",)

    def targets(self):
        targets = super().targets()
        return targets / targets.sum(axis=1, keepdims=True)


class CEShadowedMethod(CrossEntropyLoss):
    """Your object works once: the second `forward` raises TypeError, "object is not callable".

    An attribute and a method have the same name. The first `forward` stores an array as
    `self.softmax`, say, and from then on this name means the array, no longer the method that
    computes it. Give the result a name of its own.
    """

    breaks = (f"{CE}.reuse",)

    def forward(self, A, Y):
        if hasattr(self, "p"):
            raise TypeError("'numpy.ndarray' object is not callable")
        return super().forward(A, Y)


class CEStaleMask(_CE):
    """The ignored rows of an earlier batch are still left out when probabilities come.

    Your object notes which rows are ignored when Y holds labels, and forgets to clear that note
    when Y holds probabilities: then the old mask is used on a new batch, or does not even fit it.
    Whatever `backward` needs must be set anew in every `forward`, in both branches. Send a padded
    batch of labels through an object, then one of probabilities.
    """

    breaks = (f"{CE}.reuse",)
    variants = ({}, {"in_loss": True})
    in_loss = False
    mask = None

    def forward(self, A, Y):
        value = super().forward(A, Y)
        self.mask = self.counted if self.Y.ndim == 1 else self.mask
        if self.in_loss and self.mask is not None and self.Y.ndim == 2:
            self.mass = self.mask[:, np.newaxis] * self.mass
            return self.reduced(self.losses())
        return value

    def backward(self):
        gradient = super().backward()
        if self.mask is not None:
            gradient[~self.mask] = 0
        return gradient


class CESpoilsItsInput(CrossEntropyLoss):
    """The caller's scores are changed by `forward`.

    `A -= A.max(...)` subtracts in the caller's array, because the name A inside your method is the
    same object. The loss is right, but the caller's scores are gone. `A - A.max(...)` makes a new
    array.
    """

    breaks = (f"{CE}.reuse",)
    variants = ({}, {"axis": None}, {"exponentiates": True})
    axis = 1
    exponentiates = False

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if A.dtype.kind == "f":
            A -= A.max(axis=self.axis, keepdims=True)
            if self.exponentiates:
                np.exp(A, out=A)
        return value


class CEBackwardSpoilsCache(CrossEntropyLoss):
    """The second call of `backward` gives another gradient than the first.

    Asking twice must not change the answer. An operator like `-=` in `backward` subtracts the
    target from the very array of probabilities that `forward` stored, and the next call subtracts
    it again.
    """

    breaks = (f"{CE}.reuse",)
    variants = ({}, {"divides": True})
    divides = False

    def backward(self):
        gradient = super().backward()
        self.p = gradient if self.divides else self.p - self.mass
        return gradient


# ------------------------------------------------------ what both losses have in common

#: Names that are older than the families.
NAMES = {
    "NegativeLoss": "PositiveSign",
    "ReductionIgnored": "ReductionUnused",
    "NoneIsDividedInBackward": "NoneAveragesInBackward",
    "SumIsDividedInBackward": "SumAveragesInBackward",
    "WeightIgnored": "WeightsUnused",
    "LossAccumulates": "Accumulates",
}
LABELS_AND_WEIGHTS = (
    NoOptions,
    WeightedMeanByN,
    WeightedGradientByN,
    DividesByAllWeights,
    DividesByColumns,
    IgnoredCounted,
    IgnoreIndexUnused,
    IgnoreIndexHardCoded,
    IgnoreZeroMeansNone,
    IgnoreOnlyNegative,
    IgnoreDefaultUnknown,
    IgnoredDropped,
    IgnoredKeepWeight,
    IgnoredRowsOverwritten,
    DividesByOneAtLeast,
    NoneUnweighted,
    IndexesBeforeMask,
    OptionsReordered,
    LabelsFromOne,
    LabelsOverwritten,
)


def common(reference, prefix, *also, names=(), **chosen):
    """The mistakes that any loss with one label a row allows, made in one."""
    loss = Loss(
        reference,
        prefix,
        Y=None if reference is NLLLoss else PROBABILITY,
        entries=False,
        divisor=divisor,
        logarithms=reference is CrossEntropyLoss,
        # In the options of NLLLoss a mistake of forward or backward costs nothing more.
        mean=("options",) if reference is CrossEntropyLoss else (),
        extremes=("stability",) if reference is CrossEntropyLoss else (),
    )
    own = {family: prefix + name for family, name in {**NAMES, **dict(names)}.items()}
    return made_in(loss, names=own, also=(*LABELS_AND_WEIGHTS, *also), **chosen)


RUBRIC = Rubric(
    "cross_entropy",
    reference,
    QUESTIONS,
    (
        *misconceptions_in(globals()),
        *common(
            NLLLoss,
            "NLL",
            OnesKept,
            breaks={
                "MeanOverEntries": ("forward",),
                "DividesByColumns": ("forward", "backward"),
                "SinglePrecision": ("forward", "backward"),
                "LosesLastRow": ("forward", "backward"),
                "KeepsFirstRow": ("forward", "backward"),
                "NegativeLoss": ("forward",),
                "GradientOfSum": ("backward",),
                "GradientPointsDown": ("backward",),
                "GradientAveraged": ("backward",),
                "LabelsFromOne": ("forward", "backward", "stability"),
            },
        ),
        *common(
            CrossEntropyLoss,
            "CE",
            DividesByTargets,
            IndicesByAllWeights,
            ProbabilitiesByWeight,
            SmoothingInDenominator,
            OnesKept,
            names={"BaseTwo": "LogBase2", "SpoilsItsInput": "SubtractsTargets"},
            breaks={"LabelsFromOne": ("options",)},
        ),
    ),
)
