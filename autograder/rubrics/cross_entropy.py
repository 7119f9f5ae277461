"""Rubric of the classification losses: weighted_mean, NLLLoss, CrossEntropyLoss."""

from __future__ import annotations

import numpy as np

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
from solutions import cross_entropy as reference
from solutions.cross_entropy import CrossEntropyLoss, NLLLoss, class_weights

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
    """Labels in which class 1 is the most frequent and, where possible, not all are the same."""
    return np.concatenate([[1 % c, 0], rng.integers(0, c, n)])[:n]


def one_hot(y, c):
    return np.eye(c)[y]


def soft(rng, n=5, c=3):
    return rng.dirichlet(np.ones(c), n)


def weights(rng, c=3):
    """Weights that are all different, and whose mean is not 1."""
    return rng.permutation(np.arange(1, c + 1)) * rng.uniform(0.6, 0.8)


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
        yield make("equal scores", CE, np.full((2, 3), 0.7), soft(rng, 2, 3))
        yield make("a single class", CE, scores(rng, 3, 1), np.ones((3, 1)))

    return cases


def single(make):
    """Rows one by one: no division by N and no `reduction` can go wrong here."""

    def cases(rng, name, targets, **options):
        for Y in targets:
            yield make("a single row", name, scores(rng, 1, 4), Y, **options)

    return cases


def same_as(label, A, Y, other, **options):
    """``forward(A, Y)`` with options must give what the same class gives for plain soft targets.

    So a wrong mean, or a wrong gradient, is not punished again.
    """
    backward = Call("loss", "backward")
    steps = (Build("loss", CE, (), options), Call("loss", "forward", (A, Y)), backward)
    plain = (Build("loss", CE), Call("loss", "forward", (A, other)), backward)
    return Case(label, steps, baseline=(plain,))


def class_indices(rng):
    for y in (3, 1, 2):
        yield both("a single row", CE, scores(rng, 1, 4), np.array([y]))
    for n, c, dtype in ((5, 3, np.int64), (4, 4, np.int32), (7, 2, np.uint8)):
        y = labels(rng, n, c).astype(dtype)
        label = "as many samples as classes" if n == c else "labels of any integer type"
        yield same_as(label, scores(rng, n, c), y, one_hot(y, c))


def ce_reduction(rng):
    yield both("the two rows, summed", CE, LOGITS, LABELS, public=True, reduction="sum")
    yield both("the two rows, one by one", CE, LOGITS, LABELS, public=True, reduction="none")
    for reduction in ("sum", "none"):
        yield both(f'reduction="{reduction}"', CE, scores(rng), soft(rng), reduction=reduction)
        A, Y = scores(rng, 1, 3), soft(rng, 1, 3)
        yield both(f'reduction="{reduction}", one sample', CE, A, Y, reduction=reduction)


def ce_weight(rng):
    for Y in (one_hot([2], 4), one_hot([1], 4), soft(rng, 1, 4)):
        yield both("a single row of probabilities", CE, scores(rng, 1, 4), Y, weight=weights(rng, 4))


def ce_weighted_mean(rng):
    yield both("weights 1, 2, 3", CE, LOGITS, LABELS, public=True, weight=ONE_TWO_THREE)
    yield both("two classes", CE, *PAIRS, weight=ONE_TWO_THREE[:2])
    yield both("class indices", CE, scores(rng), labels(rng), weight=weights(rng))
    yield both("probabilities", CE, scores(rng), soft(rng), weight=weights(rng))
    whole = np.array([3, 1, 2])
    yield both("whole-number weights", CE, scores(rng), labels(rng), weight=whole)


def ignored(name, make):
    """One row counts in each of these batches, so that the mean is its loss."""

    def cases(rng):
        for marker, c, dtype in ((-100, 3, np.int64), (-1, 3, np.int64), (255, 3, np.uint8)):
            options = {} if marker == -100 else {"ignore_index": marker}
            y = np.array([marker, 1, marker], dtype=dtype)
            yield make(f"rows labeled {marker}", name, scores(rng, 3, c), y, **options)
        for marker in (2, 0):
            y = np.array([marker, marker, 1, marker])
            A = scores(rng, 4, 3)
            yield make("rows labeled with a class", name, A, y, ignore_index=marker)
        y = np.array([1, -1, -1])
        build = Build("loss", name, (), {"ignore_index": -1})
        run = Call("loss", "forward", (scores(rng, 3, 3), y), observed=False)
        yield Case("the caller's labels stay as they were", (build, run, Input(1)))

    return cases


def mean_of_kept(name):
    """The mean over a padded batch must be the mean over the batch without its padding."""

    def cases(rng):
        for marker in (-100, -1):
            A, y = scores(rng, 7), labels(rng, 7)
            y[[3, 5]] = marker
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


def weighted_smoothing(rng):
    for Y in (one_hot([2], 4), one_hot([1], 4), soft(rng, 1, 4)):
        w, A = weights(rng, 4), scores(rng, 1, 4)
        yield both("a single row of probabilities", CE, A, Y, weight=w, label_smoothing=0.3)


def together(name, **more):
    def cases(rng):
        for reduction in ("mean", "sum", "none"):
            A, y = scores(rng, 7, 4), labels(rng, 7, 4)
            y[[2, 6]] = -1
            options = {"weight": weights(rng, 4), "ignore_index": -1, "reduction": reduction}
            yield both(f'all at once, reduction="{reduction}"', name, A, y, **options, **more)

    return cases


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


def whole_scores(rng):
    for dtype, low in ((np.int32, -20), (np.uint8, 0)):
        A, Y = rng.integers(low, 20, (5, 3)).astype(dtype), soft(rng)
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


def log_probabilities(rng, n=5, c=3):
    return np.log(soft(rng, n, c) + 0.01)


def nll_plain(make):
    def cases(rng):
        yield make("the worked example", NLL, *ANIMALS, public=True)
        yield make("a random batch", NLL, log_probabilities(rng), labels(rng))
        yield make("rows that are not normalized", NLL, scores(rng), labels(rng))
        yield make("a batch of one sample", NLL, log_probabilities(rng, 1, 4), np.array([2]))
        A, y = log_probabilities(rng, 4, 4), labels(rng, 4, 4)
        yield make("as many samples as classes", NLL, A, y)
        yield make("two classes", NLL, log_probabilities(rng, 7, 2), labels(rng, 7, 2))
        A = log_probabilities(rng, 3, 1)
        yield make("a single class", NLL, A, np.zeros(3, dtype=int))

    return cases


def nll_reduction(rng):
    for reduction in ("sum", "none"):
        A, y = log_probabilities(rng), labels(rng)
        yield both(f'reduction="{reduction}"', NLL, A, y, reduction=reduction)
        A, y = log_probabilities(rng, 1, 4), np.array([2])
        yield both(f'reduction="{reduction}", one sample', NLL, A, y, reduction=reduction)


def nll_weight(rng):
    A, y = log_probabilities(rng), labels(rng)
    yield both("summed", NLL, A, y, weight=weights(rng), reduction="sum")


def nll_weighted_mean(rng):
    w = np.array([3.0, 1.0, 2.0])
    yield both("weights 3, 1, 2", NLL, *ANIMALS, public=True, weight=w)
    yield both("a random batch", NLL, log_probabilities(rng), labels(rng), weight=weights(rng))
    whole = np.array([3, 1, 2])
    yield both("whole-number weights", NLL, log_probabilities(rng), labels(rng), weight=whole)


def impossible(rng):
    """One row in which other classes have probability 0, whose logarithm is −∞."""
    yield both("other classes are impossible", NLL, np.array([[-np.inf, -0.7, -np.inf]]), [1])
    A = log_probabilities(rng, 1, 4) * 1e4
    yield both("a probability far below the smallest float", NLL, A, np.array([2]))
    A[0, 0] = -np.inf
    yield both("one class is impossible", NLL, A, np.array([3]))


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


RUBRIC_QUESTIONS = (
    question("weighted_mean.value", 2, means),
    question(f"{NLL}.forward", 2, nll_plain(forward)),
    question(f"{NLL}.backward", 2, nll_plain(backward)),
    Question(
        f"{NLL}.options",
        (
            Group("reduction", 1, nll_reduction),
            Group("class weights", 1, nll_weight),
            Group("weighted mean", 1, nll_weighted_mean),
            Group("ignored rows", 1, ignored(NLL, both)),
            Group("mean over the rows that count", 1, mean_of_kept(NLL)),
            Group("options together", 1, chain(together(NLL), positional(NLL))),
        ),
    ),
    question(f"{NLL}.stability", 1, impossible),
    question(f"{NLL}.reuse", 1, protocol(NLL, labels)),
    question(f"{CE}.forward", 4, hard_or_soft(forward)),
    question(f"{CE}.backward", 4, hard_or_soft(backward)),
    Question(
        f"{CE}.options",
        (
            Group("class indices", 2, class_indices),
            Group("reduction", 2, ce_reduction),
            Group("class weights", 1, ce_weight),
            Group("weighted mean", 1, ce_weighted_mean),
            Group("ignored rows", 1, ignored(CE, both)),
            Group("mean over the rows that count", 1, mean_of_kept(CE)),
            Group("label smoothing", 1, smoothing),
            Group("smoothing with weights", 1, weighted_smoothing),
            Group(
                "options together",
                1,
                chain(together(CE, label_smoothing=0.2), positional(CE, 0.1)),
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
    question(f"{CE}.reuse", 2, protocol(CE, soft)),
)


RUBRIC = Rubric("cross_entropy", reference, RUBRIC_QUESTIONS, misconceptions_in(globals()))
