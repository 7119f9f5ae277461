"""Rubric of the yes-or-no losses and KL divergence: BCELoss, BCEWithLogitsLoss, KLDivLoss."""

from __future__ import annotations

import numpy as np
from surprise_to_gradient.solutions import binary as reference
from surprise_to_gradient.solutions.binary import BCELoss, BCEWithLogitsLoss, KLDivLoss, paired

from autograder.judging.cases import by_position
from autograder.judging.families import (
    LOG_PROBABILITY,
    PROBABILITY,
    Loss,
    Wrong,
    made_in,
    mistake,
)
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
    protocol,
    question,
    reductions,
    shapes,
)

# ---------------------------------------------------------------------------- cases

SEEN = np.array([[0.6, 0.2, 0.2], [0.1, 0.5, 0.9]])
SHOWN = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])
SCORES = np.array([[5.0, 1.0, -1.0], [-2.0, 6.0, 0.0]])
ANSWERS = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
P = np.array([[0.5, 0.25, 0.25], [0.6, 0.2, 0.2]])
LOG_Q = np.log(np.array([[0.25, 0.5, 0.25], [0.2, 0.2, 0.6]]))


def labels(rng, n, c):
    """Yes and no in random places, at least one of each."""
    Y = rng.integers(0, 2, (n, c)).astype(float)
    Y[0, 0], Y[-1, -1] = 1.0, 0.0
    return Y


def probabilities(rng, n=5, c=3, soft=False):
    """Predictions away from 0 and 1, and labels. N = 5, C = 3: all factors are different."""
    return rng.uniform(0.05, 0.95, (n, c)), rng.random((n, c)) if soft else labels(rng, n, c)


def logits(rng, n=5, c=3, soft=False):
    return rng.normal(scale=2, size=(n, c)), rng.random((n, c)) if soft else labels(rng, n, c)


def distributions(rng, n=5, c=3):
    """Log-probabilities and target probabilities, all of them well above 0."""
    q, p = rng.dirichlet(np.full(c, 3.0), (2, n)) + 0.05
    return np.log(q / q.sum(axis=1, keepdims=True)), p / p.sum(axis=1, keepdims=True)


def yes_or_no(make, name, example, batch):
    """The worked example, then hard and soft labels in every shape."""

    def cases(rng):
        yield make("the worked example", name, *example, public=True)
        yield make("a random batch", name, *batch(rng))
        yield make("labels between 0 and 1", name, *batch(rng, soft=True))
        yield make("a batch of one sample", name, *batch(rng, n=1, c=4))
        yield make("one output per sample", name, *batch(rng, n=7, c=1))

    return cases


def divergence(make):
    name = "KLDivLoss"

    def cases(rng):
        yield make("the worked example", name, LOG_Q, P, public=True)
        yield make("a random batch", name, *distributions(rng))
        yield make("a batch of one sample", name, *distributions(rng, n=1, c=4))
        A, Y = distributions(rng, n=4, c=2)
        yield make("rows that do not sum to 1", name, A - rng.random((4, 1)), 3 * Y)

    return cases


def weights(rng):
    """A weight per class, per sample, and per entry."""
    yield "a weight for each class", rng.uniform(0.5, 3, 3)
    yield "a weight for each sample", rng.uniform(0.5, 3, (5, 1))
    yield "a weight for each entry", rng.uniform(0.5, 3, (5, 3))


def weighted(make, name, batch, option):
    """With the sum, so that what the mean divides by is not asked here."""

    def cases(rng):
        for label, w in weights(rng):
            yield make(label, name, *batch(rng), reduction="sum", **{option: w})
        yield make(
            "labels between 0 and 1", name, *batch(rng, soft=True), reduction="sum", **{option: w}
        )
        w = rng.uniform(100, 200, 3)
        yield make("large weights", name, *batch(rng), reduction="sum", **{option: w})

    return cases


def in_order(name, batch, *weights):
    """All options given by position, in the order of the notebook."""

    def cases(rng):
        options = {weight: rng.uniform(0.5, 3, 3) for weight in weights}
        given = batch(rng)
        yield by_position("options given by position", name, *given, **options, reduction="sum")

    return cases


def weighted_mean(name, batch, *options):
    """Weights must not enter what the mean divides by."""

    def cases(rng):
        for option in options:
            for label, w in weights(rng):
                yield both(f"{option}: {label}", name, *batch(rng), **{option: w})

    return cases


def label_types(name, batch):
    """Labels as they are stored in files; predictions in single precision."""

    def cases(rng):
        for label, dtype in (("8-bit labels", np.uint8), ("64-bit labels", np.int64)):
            A, Y = batch(rng)
            yield forward(label, name, A, Y.astype(dtype), reduction="sum")
        A, Y = batch(rng)
        yield forward("32-bit predictions", name, A.astype(np.float32), Y, reduction="sum")

    return cases


def logit_types(name, batch):
    """Whole numbers as logits, too: the negative of an unsigned one is none."""
    stored = label_types(name, batch)

    def cases(rng):
        yield from stored(rng)
        for dtype in (np.int8, np.uint8):
            _, Y = batch(rng)
            A = rng.integers(-7 if dtype == np.int8 else 1, 8, Y.shape)
            yield both("8-bit logits", name, A.astype(dtype), Y, reduction="sum")

    return cases


def outside(rng):
    for entry in (-0.25, 1.5, -1e-9, 1 + 1e-9):
        A, Y = probabilities(rng)
        A[1, 2] = entry
        yield forward("an entry of A that is no probability", "BCELoss", A, Y)


def single(make, name, pairs):
    """One entry at a time, where the mean is the sum, so that only the extreme value counts."""

    def cases(rng):
        for label, a, y in pairs:
            yield make(label, name, np.array([[a]]), np.array([[y]]))

    return cases


SATURATED = (
    ("sure and right", 1.0, 1.0),
    ("sure and right", 0.0, 0.0),
    ("sure and wrong", 0.0, 1.0),
    ("sure and wrong", 1.0, 0.0),
    ("sure, with a label between 0 and 1", 0.0, 0.25),
    ("sure, with a label between 0 and 1", 1.0, 0.25),
    ("nearly sure and wrong", 1e-50, 1.0),
    ("nearly sure and wrong", 1e-14, 1.0),
)
FAR_OUT = (
    ("a large logit, right", 1e4, 1.0),
    ("a large logit, wrong", 1e4, 0.0),
    ("a very negative logit, right", -1e4, 0.0),
    ("a very negative logit, wrong", -1e4, 1.0),
    ("a large logit, label between 0 and 1", 800.0, 0.25),
    ("a very negative logit, label between 0 and 1", -800.0, 0.25),
    ("a rather large logit, wrong", 30.0, 0.0),
    ("a rather negative logit, wrong", -30.0, 1.0),
    # Where one exponential hardly counts beside 1, and yet does.
    ("a rather negative logit, right", -24.0, 0.0),
    ("a rather large logit, right", 24.0, 1.0),
)
IMPOSSIBLE = (
    ("a target of 0", -0.5, 0.0),
    ("a target of 1", -0.5, 1.0),
    ("a target close to 0", -50.0, 1e-7),
    ("a very unlikely class that happens", -1e4, 0.5),
    ("an impossible class that happens", -np.inf, 0.5),
)


def saturated(make):
    """One entry at a time; then others beside it, so that N·C is not 1 where the floor is."""

    def cases(rng):
        name, build = "BCELoss", Build("loss", "BCELoss", (), {})
        yield from single(make, name, SATURATED)(rng)
        if make is forward:
            return
        # Where the floor begins, the slope is what it is at 0: so each is held to itself.
        A, Y = probabilities(rng, n=2, c=3)
        Y[0, 1] = 1.0
        shown = []
        for prediction in (0.0, 1e-12):
            A = A.copy()
            A[0, 1] = prediction
            calls = Call("loss", "forward", (A, Y), observed=False), Call("loss", "backward")
            shown.append((build, *calls))
        yield Case("sure and wrong, among others", shown[0], baseline=(shown[1],))

    return cases


def impossible(make):
    """One entry at a time; then a target of 0 among others, held to a target of nearly 0."""

    def cases(rng):
        name, build = "KLDivLoss", Build("loss", "KLDivLoss")
        yield from single(make, name, IMPOSSIBLE)(rng)
        if make is backward:
            return
        A, Y = distributions(rng, n=2)
        shown = []
        for target in (0.0, 1e-200):
            Y = Y.copy()
            Y[1, 0] = target
            shown.append((build, Call("loss", "forward", (A, Y))))
        yield Case("a target of 0, among others", shown[0], baseline=(shown[1],))

    return cases


def stability(name, pairs, cases=None):
    cases = cases or (lambda make: single(make, name, pairs))
    groups = (Group("loss", 1, cases(forward)), Group("gradient", 1, cases(backward)))
    return Question(f"{name}.stability", groups)


def protocol_at_the_ends(name, batch, ends, **options):
    """The protocol; and what belongs to the caller stays as it is at the ends, too."""
    ordinary = protocol(name, batch)

    def cases(rng):
        yield from ordinary(rng)
        A, Y = batch(rng)
        A[1], Y[1], Y[2] = ends, (1.0, 0.0, 1.0), (0.0, 1.0, 0.0)
        for given in ({"reduction": "mean"}, {"reduction": "none"}, *options.values()):
            steps = (
                Build("loss", name, (), given),
                Call("loss", "forward", (A, Y), observed=False),
                Call("loss", "backward", observed=False),
                Input(0),
                Input(1),
            )
            yield Case("the caller's arrays stay as they were", steps)

    return cases


def log_targets(make):
    def cases(rng):
        name, options = "KLDivLoss", {"log_target": True}
        for reduction in ("sum", "none"):
            A, Y = distributions(rng)
            label = f'log_target=True, reduction="{reduction}"'
            yield make(label, name, A, np.log(Y), reduction=reduction, **options)
        A, Y = distributions(rng, n=1, c=4)
        Y = np.log(Y) + np.array([0.0, -1e4, 0.0, 0.0])
        yield make("a log-target of −10000", name, A, Y, reduction="sum", **options)
        A, Y = distributions(rng, n=2, c=4)
        Y = np.log(Y)
        Y[0, 1] = 0.0  # the logarithm of 1, which a mask for targets of 0 would hide
        yield make("a log-target of 0", name, A, Y, reduction="sum", **options)
        A, Y = distributions(rng)
        # Not "sum": exchanged, it passes for true, and true for a reduction that divides nothing.
        by_name = {"reduction": "batchmean", "log_target": True}
        seen = Call("loss", "forward", (A, np.log(Y)), observed=make is forward)
        last = () if make is forward else (Call("loss", "backward"),)
        yield Case(
            "options given by position",
            (Build("loss", name, (*by_name.values(),)), seen, *last),
            baseline=((Build("loss", name, (), by_name), seen, *last),),
        )

    return cases


def divergence_types(rng):
    A, Y = distributions(rng)
    whole = rng.integers(-9, 0, (5, 3)).astype(np.int8)
    yield both("8-bit log-probabilities", "KLDivLoss", whole, Y, reduction="sum")
    yield both("8-bit targets", "KLDivLoss", A, np.full((5, 3), 2, np.uint8), reduction="sum")
    yield both("32-bit targets", "KLDivLoss", A, Y.astype(np.float32), reduction="sum")


def scores_and_labels(rng):
    name = "score_gradient"
    p = np.exp([2.0, 1.0, 0.1])
    yield call("the article's example", name, p / p.sum(), np.array([0.0, 1.0, 0.0]), public=True)
    for c in (4, 2, 5):
        p = rng.dirichlet(np.full(c, 3.0)) + 0.05
        p /= p.sum()
        yield call("a one-hot label", name, p, np.eye(c)[rng.integers(c)])
        yield call("several labels at once", name, p, np.arange(c) % 2.0)
        yield call("labels between 0 and 1", name, p, rng.random(c))


def halves(name, cases, *args):
    """A point for the loss under an option, and one for its gradient."""
    return (
        Group(f"{name}: loss", 1, cases(forward, *args)),
        Group(f"{name}: gradient", 1, cases(backward, *args)),
    )


RUBRIC_QUESTIONS = (
    question("BCELoss.forward", 3, yes_or_no(forward, "BCELoss", (SEEN, SHOWN), probabilities)),
    question("BCELoss.backward", 3, yes_or_no(backward, "BCELoss", (SEEN, SHOWN), probabilities)),
    Question(
        "BCELoss.options",
        (
            *halves("reduction", reductions, "BCELoss", probabilities, "sum", "none"),
            *halves("weight", weighted, "BCELoss", probabilities, "weight"),
            Group("weight and the mean", 1, weighted_mean("BCELoss", probabilities, "weight")),
            Group("order of options", 1, in_order("BCELoss", probabilities, "weight")),
            Group("number types", 1, label_types("BCELoss", probabilities)),
            Group("shapes", 1, shapes("BCELoss", probabilities)),
            Group("probabilities only", 1, outside),
        ),
    ),
    stability("BCELoss", SATURATED, saturated),
    question(
        "BCELoss.reuse",
        2,
        protocol_at_the_ends("BCELoss", probabilities, (1e-20, 1e-9, 1 - 1e-14)),
    ),
    question(
        "BCEWithLogitsLoss.forward",
        3,
        yes_or_no(forward, "BCEWithLogitsLoss", (SCORES, ANSWERS), logits),
    ),
    question(
        "BCEWithLogitsLoss.backward",
        3,
        yes_or_no(backward, "BCEWithLogitsLoss", (SCORES, ANSWERS), logits),
    ),
    Question(
        "BCEWithLogitsLoss.options",
        (
            *halves("reduction", reductions, "BCEWithLogitsLoss", logits, "sum", "none"),
            *halves("weight", weighted, "BCEWithLogitsLoss", logits, "weight"),
            *halves("pos_weight", weighted, "BCEWithLogitsLoss", logits, "pos_weight"),
            Group(
                "weights and the mean",
                1,
                weighted_mean("BCEWithLogitsLoss", logits, "weight", "pos_weight"),
            ),
            Group(
                "order of options", 1, in_order("BCEWithLogitsLoss", logits, "weight", "pos_weight")
            ),
            Group("number types", 1, logit_types("BCEWithLogitsLoss", logits)),
            Group("shapes", 1, shapes("BCEWithLogitsLoss", logits)),
        ),
    ),
    stability("BCEWithLogitsLoss", FAR_OUT),
    question(
        "BCEWithLogitsLoss.reuse",
        2,
        protocol_at_the_ends("BCEWithLogitsLoss", logits, (-1e4, 1e4, 50.0)),
    ),
    question("KLDivLoss.forward", 3, divergence(forward)),
    question("KLDivLoss.backward", 3, divergence(backward)),
    Question(
        "KLDivLoss.options",
        (
            *halves("sum and none", reductions, "KLDivLoss", distributions, "sum", "none"),
            # Three batches: in single precision one sum may be right to all digits by chance.
            *halves("batchmean", reductions, "KLDivLoss", distributions, *["batchmean"] * 3),
            *halves("log_target", log_targets),
            Group("number types", 1, divergence_types),
            Group("shapes", 1, shapes("KLDivLoss", distributions)),
        ),
    ),
    stability("KLDivLoss", IMPOSSIBLE, impossible),
    question(
        "KLDivLoss.reuse",
        2,
        protocol_at_the_ends(
            "KLDivLoss", distributions, (-0.5, -9.0, -1e4), logs={"log_target": True}
        ),
    ),
    question("score_gradient.value", 3, scores_and_labels),
)


# ------------------------------------------------------------------- misconceptions
# Mistakes that several losses share are written once, as mixins in front of the reference.


def reduced(losses, reduction):
    total = losses.sum()
    means = {"mean": total / losses.size, "batchmean": total / len(losses)}
    return {"none": losses, "sum": total, **means}[reduction]


def sigma(z):
    """Sigmoid as most people write it: right also where its exponential overflows."""
    return 1 / (1 + np.exp(-z))


class _Losses:
    """Only the pointwise losses are different: a subclass defines ``losses(A, Y)``."""

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduced(getattr(self, "weight", 1.0) * self.losses(*paired(A, Y)), self.reduction)


class _Slopes:
    """Only the elementwise slopes are different: a subclass defines ``slopes(A, Y)``."""

    def forward(self, A, Y):
        self.given = paired(A, Y)
        return super().forward(A, Y)

    def backward(self):
        slopes = getattr(self, "weight", 1.0) * self.slopes(*self.given)
        scales = {"mean": slopes.size, "batchmean": len(slopes)}
        return slopes / scales.get(self.reduction, 1)


# ---- BCELoss


def clamped_log(p):
    return np.maximum(np.log(p), -100)


def binary(A, Y):
    return -(Y * clamped_log(A) + (1 - Y) * clamped_log(1 - A))


class BCEOnlyYes(_Losses, BCELoss):
    """Your loss does not care what was predicted where the answer is no.

    That is enough for a softmax, where probability given to one class is taken from the
    others. Here each class is a question of its own: a model that says yes to everything
    would cost nothing. What should a “no” cost?
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return -Y * clamped_log(A)


class BCESwapped(_Losses, BCELoss):
    """You take logarithms of the labels and weigh them with the predictions.

    A label of 0 or 1 has a logarithm that only the clamp keeps finite, so your loss comes in
    steps of 100. The target weighs, the prediction is what the logarithm is taken of: the
    surprise of the model, averaged over what is true.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return binary(Y, A)


class BCEEpsilon(_Losses, BCELoss):
    """Your loss is wrong from about the seventh digit on.

    A small constant inside the logarithms protects against log 0, but it changes every
    ordinary value, and it caps the loss far below 100. This course protects only where it
    must, as PyTorch does: see “At the ends” in the notebook.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 9))

    def losses(self, A, Y):
        e = self.epsilon
        return -(Y * np.log(A + e) + (1 - Y) * np.log(1 - A + e))


class BCEClipsProbabilities(_Losses, BCELoss):
    """Ordinary predictions are right; one that is sure and wrong costs less than it should.

    You keep the probabilities a little away from 0 and 1, as some libraries do, so that their
    logarithms stop early, at −16 or −34 perhaps. Here the probabilities stay what they
    are, and it is the logarithm that has a floor.
    """

    breaks = ("BCELoss.stability",)
    variants = tuple(
        {"epsilon": e}
        for e in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 2.0**-52)
    )

    def losses(self, A, Y):
        return binary(np.clip(A, self.epsilon, 1 - self.epsilon), Y)


class BCEOtherClamp(_Losses, BCELoss):
    """Your logarithms have a floor, but not at −100.

    A prediction that is certain and wrong should cost 100, since each logarithm is held at −100 as
    in PyTorch. With a floor of −10 it costs 10, and so does one that gives the right answer a
    probability of e to the power of −20. Look up the number in “At the ends” in the notebook.
    """

    breaks = ("BCELoss.stability",)
    variants = tuple({"floor": f} for f in (-10, -12, -15, -16, -20, -30, -50, -200, -500, -1000))

    def losses(self, A, Y):
        yes, no = np.maximum(np.log(A), self.floor), np.maximum(np.log1p(-A), self.floor)
        return -(Y * yes + (1 - Y) * no)


class BCEClipsAtOneEnd(_Losses, BCELoss):
    """At A = 0 your loss has its floor, and at A = 1 it is infinite or nan.

    You keep the probability away from both ends by a tiny number such as e to the power of −100.
    That works at 0. But 1 minus something so small is exactly 1 in the machine, so A = 1 is not
    changed at all, and the logarithm of 1 − A is −inf. Leave the probabilities as they are, and
    give a floor to the two logarithms.
    """

    breaks = ("BCELoss.stability",)
    variants = ({}, {"epsilon": 1e-40}, {"epsilon": 1e-30}, {"epsilon": 1e-20})
    epsilon = np.exp(-100.0)

    def losses(self, A, Y):
        p = np.clip(A, self.epsilon, 1 - self.epsilon)
        return -(Y * np.log(p) + (1 - Y) * np.log(1 - p))


class BCECapsWeighted(BCELoss):
    """With a large weight your loss of an entry still never exceeds 100.

    You hold the weighted loss at 100. What has the floor are the logarithms alone, and the weight
    multiplies what comes out of them, so that one question costs at most 100w. With a weight of 3
    that is 300. Where does the weight enter your formula, before the cut or after it?
    """

    breaks = ("BCELoss.options",)

    def forward(self, A, Y):
        super().forward(A, Y)
        return reduced(np.minimum(self.weight * binary(*paired(A, Y)), 100), self.reduction)


class BCEClampsLosses(_Losses, BCELoss):
    """Your floor is one for the loss of an entry, and not for its two logarithms.

    With labels of 0 and 1 only one of the logarithms counts, and both come to the same. For a label
    of 0.25 and a prediction of exactly 0, one quarter of 100 and three quarters of 0 are asked for,
    which is 25. You cut the sum at 100, after the label was multiplied with something infinite.
    Hold each logarithm at −100 first, and weigh it with its label then.
    """

    breaks = ("BCELoss.stability",)

    def losses(self, A, Y):
        yes, no = np.where(Y > 0, Y * np.log(A), 0), np.where(Y < 1, (1 - Y) * np.log1p(-A), 0)
        return np.minimum(-(yes + no), 100)


class BCERepairsAfterwards(_Losses, BCELoss):
    """You repair infinite losses after the formula, where the notebook holds each logarithm.

    `np.nan_to_num`, or a mask of what is not finite, comes too late. For a label of 0.25 and a
    prediction of exactly 0, a quarter of 100 and three quarters of 0 are asked for, which is 25.
    But by then one infinite logarithm has made a product or the whole sum infinite, and its share
    is lost. And the logarithm of 1e-50 is −115, which is finite and is not replaced, though it is
    below −100. Hold each logarithm at −100 first; then nothing is left to repair.
    """

    breaks = ("BCELoss.stability",)
    variants = ({"infinity": 100.0}, {"infinity": np.finfo(float).max})

    def losses(self, A, Y):
        losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))
        return np.nan_to_num(losses, nan=0.0, posinf=self.infinity)


class BCERejectsCertain(BCELoss):
    """You refuse predictions of exactly 0 or 1, which are probabilities too.

    The docstring asks for a ValueError if an entry of A is *not between* 0 and 1, and both ends
    are allowed. A sigmoid returns exactly 1 for a logit of 40, so such entries do occur. The clamp
    of the logarithms is there for just these. Which of your comparisons should include the equal
    sign?
    """

    breaks = ("BCELoss.stability",)

    def forward(self, A, Y):
        if np.any((np.asarray(A) == 0) | (np.asarray(A) == 1)):
            raise ValueError("not strictly between 0 and 1")
        return super().forward(A, Y)


class BCEAbsoluteDifference(_Losses, BCELoss):
    """Labels of 0 and 1 are right; labels between them are not.

    You take the logarithm of 1 − |Y − A|. For Y = 1 that is log A and for Y = 0 it is log(1 − A),
    as it should be. For Y = 0.5 and A = 0.5 it gives 0, though nobody can be certain there: the
    right loss is ln 2 = 0.6931. The formula weighs two logarithms with Y and 1 − Y, and both are
    needed.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return -clamped_log(1 - np.abs(Y - A))


class BCEOneMore(_Losses, BCELoss):
    """Your loss has log(1 + A) where log A belongs.

    `log1p(x)` is the logarithm of 1 + x. It fits the second half, since log(1 − A) is log1p of −A,
    but the first half takes the logarithm of A as it is. At A = 1 a right “yes” should cost 0;
    with you it is −ln 2, which is even negative. A loss below 0 is a sign that something is wrong.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return -(Y * np.log1p(A) + (1 - Y) * clamped_log(1 - A))


class BCEFlipped(_Losses, BCELoss):
    """You charge for being right: a high probability costs much where the answer is yes.

    Y and 1 − Y have changed places. The label of a “yes” weighs the logarithm of A, and the label
    of a “no” that of 1 − A. For A = 0.9 and the answer yes the loss is −ln 0.9 = 0.105, and yours
    is 2.303. Say aloud what each half of the bracket charges for.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return binary(A, 1 - Y)


class BCEWithoutLabels(_Losses, BCELoss):
    """Your loss does not look at the labels: both logarithms are added whole.

    The labels choose. For a “yes” only log A counts, for a “no” only log(1 − A), and for a label
    of 0.3 both count, with the shares 0.3 and 0.7. Your loss is smallest at A = 0.5, whatever is
    true. Set all labels of a batch to 0 and then to 1: the two losses should differ.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return -(clamped_log(A) + clamped_log(1 - A))


class BCESignInside(_Losses, BCELoss):
    """One half of your loss has the wrong sign.

    The minus stands in front of the whole bracket, so both logarithms come out positive. In your
    code it reaches only the first of them, or only the second. Then a “no” that was held unlikely
    makes the loss smaller. Every loss of an entry is 0 or more: look at those of
    `reduction="none"`.
    """

    breaks = ("BCELoss.forward", "BCELoss.options", "BCELoss.stability")

    def losses(self, A, Y):
        return -(Y * clamped_log(A) - (1 - Y) * clamped_log(1 - A))


class BCEUnclamped(_Losses, BCELoss):
    """Predictions of exactly 0 or 1 make your loss infinite, or nan even where they are right.

    The logarithm of 0 is −inf, and 0 times −inf is nan, so a sure and right prediction spoils
    the whole mean. See “At the ends” in the notebook for the floor that a logarithm has here.
    """

    breaks = ("BCELoss.stability",)

    def losses(self, A, Y):
        return -(Y * np.log(A) + (1 - Y) * np.log(1 - A))


class BCESigmoidAgain(BCELoss):
    """You apply a sigmoid to A, which holds probabilities already.

    A second sigmoid maps everything between 0 and 1 into the narrow range from 0.5 to 0.73,
    so the model can never say no. The loss that takes logits is the next one in the notebook.
    """

    breaks = ("BCELoss.forward", "BCELoss.backward", "BCELoss.options", "BCELoss.stability")

    def forward(self, A, Y):
        super().forward(A, Y)
        return super().forward(sigma(np.asarray(A, dtype=float)), Y)


class BCEGradientOfLogits(_Slopes, BCELoss):
    """You return prediction minus target, which is the slope for another variable.

    That simple difference is the slope in the logit, where a sigmoid has taken part. In this
    class A holds probabilities, and no sigmoid takes part. Take the derivative of −log A at A
    = 0.1. It is −10, since raising such a small probability helps a lot. Your answer for a
    “yes” there is only −0.9. What has to stand below your difference?
    """

    breaks = ("BCELoss.backward", "BCELoss.options", "BCELoss.stability")
    variants = ({"per_sample": False}, {"per_sample": True})

    def slopes(self, A, Y):
        classes = A.shape[1] if self.per_sample and self.reduction == "mean" else 1
        return (A - Y) * classes


class BCEGradientSignInside(_Slopes, BCELoss):
    """Your slopes are right where the answer is yes, and have the wrong sign where it is no.

    The inner function of log(1 − A) falls with A, which gives a minus by the chain rule. It
    meets the minus in front of the bracket. Where the answer is no, a higher A costs more.
    """

    breaks = ("BCELoss.backward", "BCELoss.options", "BCELoss.stability")

    def slopes(self, A, Y):
        return -(Y + A - 2 * A * Y) / np.maximum(A * (1 - A), 1e-12)


class BCEGradientHalfDivided(_Slopes, BCELoss):
    """Your slope has only half of its denominator.

    The difference A − Y stands over A(1 − A). You divide by one of the two factors only, so your
    slope is right for one kind of label at most. Put the two halves −Y/A and (1 − Y)/(1 − A) over
    a common denominator: it holds both factors. At A = 0.5 and Y = 1 the slope is −2.
    """

    breaks = ("BCELoss.backward", "BCELoss.options", "BCELoss.stability")
    variants = ({"other": False}, {"other": True})

    def slopes(self, A, Y):
        return (A - Y) / np.maximum(1 - A if self.other else A, 1e-12)


class BCEGradientOnlyYes(_Slopes, BCELoss):
    """Your slope is 0 where the answer is no.

    Only the first half of the bracket was differentiated. A “no” costs −log(1 − A), which
    rises with A, so its slope is positive: at A = 0.9 it is 10. With your slope a model that
    says yes to everything would never be told to change. What is the derivative of the second
    half?
    """

    breaks = ("BCELoss.backward", "BCELoss.options", "BCELoss.stability")

    def slopes(self, A, Y):
        return -Y / np.maximum(A, 1e-12)


class BCEGradientUnclamped(_Slopes, BCELoss):
    """The slope at predictions of exactly 0 or 1 is infinite or nan, or it grows without limit.

    The denominator A(1 − A) vanishes there. A single such entry would destroy the weights of
    a network in one step. The notebook gives this denominator a floor.
    """

    breaks = ("BCELoss.stability",)
    variants = ({"split": False}, {"split": True})

    def slopes(self, A, Y):
        return (1 - Y) / (1 - A) - Y / A if self.split else (A - Y) / (A * (1 - A))


class BCEGradientMovedDenominator(_Slopes, BCELoss):
    """Your slopes are right to a few digits: a small constant is added to every denominator.

    It keeps A(1 − A) away from 0, and it moves all other slopes a little as well. The notebook
    takes the larger one of A(1 − A) and 10⁻¹², so that an ordinary denominator stays what it is.
    """

    breaks = ("BCELoss.backward", "BCELoss.options", "BCELoss.stability")
    variants = tuple({"epsilon": 10.0**-k} for k in (3, 4, 5, 6, 7, 8))

    def slopes(self, A, Y):
        return (A - Y) / (A * (1 - A) + self.epsilon)


class BCEGradientFloorAdded(_Slopes, BCELoss):
    """Your slopes are right at 0 and 1, and too small just beside them.

    You add 10⁻¹² to the denominator A(1 − A). At A = 0 and A = 1 that comes to the same as the
    larger one of the two, which the notebook takes, and for an ordinary A nobody sees it. But where
    A(1 − A) is about as small as the constant, both count: for 10⁻¹² the sum is 2 · 10⁻¹², and the
    slope is only half of what it should be. A floor is a maximum, not a sum.
    """

    breaks = ("BCELoss.stability",)

    def slopes(self, A, Y):
        return (A - Y) / (A * (1 - A) + 1e-12)


class BCEGradientOtherFloor(_Slopes, BCELoss):
    """Your slope is finite at 0 and 1, but it is not the agreed one.

    You hold the denominator A(1 − A) away from 0, but not at the height that the notebook names,
    so very sure predictions get other slopes than PyTorch gives them. At A = 0 and Y = 1 the slope
    of one entry should be −10¹², whatever the digits of your own constant say. Look up the number
    that stands in the docstring of `backward`.
    """

    breaks = ("BCELoss.stability",)
    variants = tuple({"epsilon": 10.0**-k} for k in (9, 10, 15, 16, 20, 50, 100))

    def slopes(self, A, Y):
        return (A - Y) / np.maximum(A * (1 - A), self.epsilon)


class BCEGradientFloorsEach(_Slopes, BCELoss):
    """Where a prediction of exactly 0 or 1 is right, your slope is 1 or −1; 0 is the agreed one.

    You hold A and 1 − A away from 0 one by one, or you clip A itself. Then A = 0 with the answer no
    has the slope 1/(1 − A), which is 1. In the notebook A − Y is 0 there, and below it stands the
    product A(1 − A), which is never less than 10⁻¹²: 0 divided by that is 0. Keep A as it is, form
    the product, and give the floor to that.
    """

    breaks = ("BCELoss.stability",)
    variants = (
        *({"epsilon": 10.0**-k, "clips": True} for k in (5, 6, 7, 8, 9, 10, 12, 15)),
        *({"epsilon": 10.0**-k, "clips": False} for k in (9, 12, 15)),
    )

    def slopes(self, A, Y):
        if self.clips:
            A = np.clip(A, self.epsilon, 1 - self.epsilon)
            return (A - Y) / (A * (1 - A))
        return (1 - Y) / np.maximum(1 - A, self.epsilon) - Y / np.maximum(A, self.epsilon)


class BCEGradientLogFloor(_Slopes, BCELoss):
    """Where the clamp holds the loss at 100, your slope is 0.

    On paper you are right: a constant has no slope. But the model that is sure and wrong
    would get no signal to change its mind, just where it needs one most. PyTorch clamps the
    loss and keeps a finite slope; so does the formula of the notebook.
    """

    breaks = ("BCELoss.stability",)
    variants = ({}, {"ends": True}, {"ends": True, "floor": 0.0})
    ends, floor = False, 1e-12  # whether just the entries of exactly 0 or 1 have no slope

    def slopes(self, A, Y):
        if self.ends:
            certain = (A == 0) | (A == 1)
            return np.where(certain, 0, (A - Y) / np.maximum(A * (1 - A), self.floor))
        yes = np.where(np.log(A) > -100, Y / A, 0)
        no = np.where(np.log1p(-A) > -100, (1 - Y) / (1 - A), 0)
        return no - yes


class BCEGradientFloorLate(_Slopes, BCELoss):
    """With the mean, your slopes at predictions of 0 and 1 are too large by N·C.

    You multiply A(1 − A) by the number of entries first, and then hold the product at 10⁻¹². In
    the notebook it is A(1 − A) itself that is at least 10⁻¹²; the quotient is divided by N·C after
    that. For ordinary predictions both come to the same. At the floor it decides whether the mean
    is one.
    """

    breaks = ("BCELoss.stability",)

    def slopes(self, A, Y):
        count = A.size if self.reduction == "mean" else 1
        return (A - Y) * count / np.maximum(A * (1 - A) * count, 1e-12)


class BCEWeightOnYes(_Losses, BCELoss):
    """Your `weight` changes only what a “yes” costs.

    That is another option, `pos_weight`, which the loss on logits has. The plain weight stands
    in front of the whole bracket, so it multiplies what a “no” costs as well. Build the loss
    with the weight 2 and with `reduction="sum"`, on labels that are all 0: the loss should
    double, and yours stays as it was.
    """

    breaks = ("BCELoss.options",)

    def forward(self, A, Y):
        weight, self.weight = self.weight, 1.0
        self.chosen = weight
        value = super().forward(A, Y)
        self.weight = weight
        return value

    def losses(self, A, Y):
        return -(self.chosen * Y * clamped_log(A) + (1 - Y) * clamped_log(1 - A))


class BCEWeightOnNo(BCELoss):
    """Your `weight` changes only what a “no” costs.

    The weight stands in front of the whole bracket, so it multiplies both halves. In your code it
    reaches only one of them, perhaps since a pair of brackets is missing. Build the loss with the
    weight 2 and with `reduction="sum"`, on labels that are all 1: the loss should double, and
    yours stays as it was.
    """

    breaks = ("BCELoss.options",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        A, Y = paired(A, Y)
        losses = -(Y * clamped_log(A) + self.weight * (1 - Y) * clamped_log(1 - A))
        return reduced(losses, self.reduction) if np.ndim(self.weight) else value


class BCEKeepsDtype(BCELoss):
    """Labels that are stored as unsigned 8-bit numbers give a wrong loss.

    You compute with the labels in the type that they came in. An unsigned number has no negative:
    with 8 bits −1 wraps around to 255, and so does 0 − 1. Written with brackets around the sum the
    same formula may work, since no label has to change its sign then. `paired` at the start of
    `forward` makes real numbers of both arrays, and nothing can wrap around.
    """

    breaks = ("BCELoss.options",)
    variants = ({"form": "both"}, {"form": "minus"}, {"form": "less"})

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.form == "both":
            if A.dtype == Y.dtype == float:
                return value
            losses = -Y * np.log(A) - (1 - Y) * np.log(1 - A)
            return reduced(self.weight * losses, self.reduction)
        A, Y = np.array(A, dtype=float), np.array(Y)
        yes, no = clamped_log(A), clamped_log(1 - A)
        if self.form == "minus":
            return reduced(self.weight * (-Y * yes - (1 - Y) * no), self.reduction)
        return reduced(self.weight * (-(Y * yes) + (Y - 1) * no), self.reduction)


class BCEOtherOrder(BCELoss):
    """Given by position, the options of your `BCELoss` are taken for one another.

    The signature of the notebook is weight, reduction, and your constructor has `reduction` in
    front. So an array of weights is read as the name of a reduction, and the name as weights. With
    the names of the options in the call nobody notices. Whoever calls your class knows only the
    signature that was agreed on, so copy that line as it is.
    """

    breaks = ("BCELoss.options",)
    variants = ({"late": False}, {"late": True})

    def __init__(self, reduction="mean", weight=None):
        self.lost = isinstance(weight, str)
        if self.lost and not self.late:
            raise ValueError("could not convert string to float")
        super().__init__(None if self.lost else weight, reduction)

    def forward(self, A, Y):
        if self.lost:
            raise ValueError("could not convert string to float")
        return super().forward(A, Y)


class BCEAcceptsLogits(BCELoss):
    """An entry of A that is not between 0 and 1 should raise ValueError, and you go on.

    Such an entry is usually a logit that was passed to the wrong loss. If nothing complains,
    a whole training may run on nonsense. The docstring of `forward` says what to raise.
    """

    breaks = ("BCELoss.options",)
    variants = ({"clips": True}, {"clips": False})

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        value = super().forward(np.clip(A, 0, 1), Y)
        self.A = A
        return value if self.clips else reduced(self.weight * binary(A, Y), self.reduction)


# ---- BCEWithLogitsLoss


class _PosWeighted(_Losses):
    """Losses from a log-probability of yes and one of no, with pos_weight."""

    def losses(self, A, Y):
        yes, no = self.logs(A)
        return -(self.pos_weight * Y * yes + (1 - Y) * no)


class LogitsLogOfSigmoid(_PosWeighted, BCEWithLogitsLoss):
    """Far out your loss is infinite or nan, and for a logit of 30 only a few digits are right.

    You form the probability first, and then its logarithm. Near 1 the probability has no room
    for the digits that 1 − p needs, and beyond a logit of 37 it is 1 to the machine. This
    class gets logits just so that the detour can be avoided: simplify on paper first.
    """

    breaks = ("BCEWithLogitsLoss.stability",)
    variants = ({"form": "fraction"}, {"form": "overflowing"}, {"form": "tanh"}, {"form": "logs"})

    def logs(self, A):
        p = {
            "fraction": sigma(A),
            "overflowing": np.exp(A) / (1 + np.exp(A)),
            "tanh": (1 + np.tanh(A / 2)) / 2,
            "logs": np.exp(-np.logaddexp(0, -A)),
        }[self.form]
        return np.log(p), np.log(1 - p)


class LogitsClamped(_PosWeighted, BCEWithLogitsLoss):
    """Your loss never exceeds 100, and for a logit of 30 only a few digits are right.

    You pass the sigmoid to the loss on probabilities, with its clamp. There a clamp is the
    only way out; here the exact loss is available, and at a wrong logit of 10000 it is 10000.
    Simplify the formula on paper before you compute.
    """

    breaks = ("BCEWithLogitsLoss.stability",)

    def logs(self, A):
        p = sigma(A)
        return clamped_log(p), clamped_log(1 - p)


class LogitsClipped(_PosWeighted, BCEWithLogitsLoss):
    """Your loss has a ceiling: very wrong predictions all cost the same.

    You cut off the probability, or the logit, before it becomes extreme. That keeps the
    logarithm finite. But a model with the logit −10000 and the answer “yes” should pay 10000,
    and with a cut at 1e-12 it pays only 27.6. You need no cut if you start from the logit.
    Write log(1 + exp(−A)) so that the exponent is never positive.
    """

    breaks = ("BCEWithLogitsLoss.stability",)
    variants = (
        *({"epsilon": 10.0**-k, "bound": None} for k in (6, 7, 8, 9, 10, 12, 15, 16)),
        *({"epsilon": None, "bound": b} for b in (20, 30, 50, 88, 100, 500, 700, 709)),
    )

    def logs(self, A):
        if self.bound:
            A = np.clip(A, -self.bound, self.bound)
            return -np.logaddexp(0, -A), -np.logaddexp(0, A)
        p = np.clip(sigma(A), self.epsilon, 1 - self.epsilon)
        return np.log(p), np.log(1 - p)


class LogitsEpsilon(_PosWeighted, BCEWithLogitsLoss):
    """Your loss is wrong from about the seventh digit on, and has a ceiling.

    A small constant inside the logarithms protects against log 0, but it changes every
    ordinary value. No protection is needed if the loss is computed from the logit itself,
    with an exponential that cannot overflow.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 9))

    def logs(self, A):
        return np.log(sigma(A) + self.epsilon), np.log(1 - sigma(A) + self.epsilon)


class LogitsOverflow(_Losses, BCEWithLogitsLoss):
    """For very negative logits your loss is infinite.

    The exponential of a large number overflows before the logarithm can bring it back to
    size. Rewrite log(1 + exp(−A)) for negative A so that the exponent is never positive. The
    problem set on softmax had the same difficulty in its log-sigmoid.
    """

    breaks = ("BCEWithLogitsLoss.stability",)

    def losses(self, A, Y):
        softplus = np.log1p(np.exp(-A))
        return (1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus


class LogitsThreshold(_Losses, BCEWithLogitsLoss):
    """Beyond some logit you take a straight line for log(1 + exp(−A)), which is not exact.

    At −A = 10 the exponential is 22026 and the 1 beside it still counts: the logarithm is
    10.000045, not 10. Far on the other side the loss is small, but not 0. No threshold is needed:
    max(−A, 0) + log(1 + exp(−|A|)) is exact for every logit, and its exponential is never above 1.
    """

    breaks = ("BCEWithLogitsLoss.stability",)
    variants = tuple(
        {"far": far, "sides": sides} for far in (10, 15, 20) for sides in ("both", "low", "high")
    )

    def losses(self, A, Y):
        exact, line = np.logaddexp(0, -A), np.maximum(-A, 0)
        low, high = (-A, A) if self.sides == "both" else (-A, -A) if self.sides == "low" else (A, A)
        softplus = np.where(np.maximum(low, high) > self.far, line, exact)
        return (1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus


class LogitsOnlyYes(_PosWeighted, BCEWithLogitsLoss):
    """Your loss does not care what was predicted where the answer is no.

    That is enough for a softmax, where probability given to one class is taken from the
    others. Here each class is a question of its own: a model that says yes to everything
    would cost nothing.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def logs(self, A):
        return -np.logaddexp(0, -A), np.zeros_like(A)


class LogitsAsProbabilities(_PosWeighted, BCEWithLogitsLoss):
    """You take logarithms of A itself, and get nan where A is negative.

    A holds logits, which are any real numbers, not probabilities. Sigmoid leads from one to
    the other: the logit 0 means a probability of one half, the logit −2 one of 0.12. So one
    step is missing in front of your logarithm. Then simplify the two steps on paper, which
    makes them safe for large logits.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )
    variants = ({"clamped": False}, {"clamped": True})

    def logs(self, A):
        return (clamped_log(A), clamped_log(1 - A)) if self.clamped else (np.log(A), np.log(1 - A))


class LogitsSoftmax(_PosWeighted, BCEWithLogitsLoss):
    """Your probabilities compete: a row of them sums to 1.

    You use a softmax where each class should have a sigmoid. A photo may show a cat and a dog,
    so saying yes to one must not mean no to the other. With a single class the softmax is
    always 1.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def logs(self, A):
        e = np.exp(A - A.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        return np.log(p), np.log(1 - p)


class LogitsAllYes(_Losses, BCEWithLogitsLoss):
    """Your loss does not look at the labels: every answer is charged as a “yes”.

    log(1 + exp(−A)) is what a “yes” costs. A “no” costs log(1 + exp(A)), which is the same plus A.
    So a term with 1 − Y is missing. Set all labels of a batch to 0: your loss stays as it was, and
    a model that always says yes would be the best.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        return self.pos_weight * np.logaddexp(0, -A)


class LogitsAllNo(_Losses, BCEWithLogitsLoss):
    """Your loss does not look at the labels: every answer is charged as a “no”.

    max(A, 0) + log(1 + exp(−|A|)) is what a “no” costs. A “yes” costs that minus A, so the term
    −A·Y is missing. Set all labels of a batch to 1: your loss stays as it was, and a model that
    always says no would be the best.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        return np.logaddexp(0, A)


class LogitsLabelsAsSigns(_Losses, BCEWithLogitsLoss):
    """Labels of 0 and 1 are right; for labels between them your loss is too small.

    You turn the label into a sign, 2Y − 1, and compute log(1 + exp(−(2Y − 1)A)). For Y = 1 that
    is what a “yes” costs and for Y = 0 what a “no” costs. But a label of 0.5 makes the sign 0, so
    the loss is ln 2 = 0.6931 whatever the logit is. Both costs count then, half of each. The
    formula of the notebook weighs them with Y and 1 − Y, and needs no sign.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        factor = 1 + (self.pos_weight - 1) * Y
        return factor * np.logaddexp(0, -(2 * Y - 1) * A)


class LogitsPlusLabels(_Losses, BCEWithLogitsLoss):
    """The term A·Y has the wrong sign in your loss.

    A high logit with the answer yes is right and should cost little. max(A, 0) grows with A, and
    −A·Y takes that growth away again for a “yes”. With a plus, being right costs twice. Check one
    entry by hand: the logit 5 with the answer yes costs 0.0067, not 10.0067.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        return np.logaddexp(0, A) + A * Y


class LogitsMinusLog(_Losses, BCEWithLogitsLoss):
    """The logarithm in your stable form has the wrong sign.

    max(A, 0) − A·Y is the loss far from 0, and log(1 + exp(−|A|)) is what is added near 0. You
    subtract it. At the logit 0 both answers cost ln 2 = 0.6931, and you return −0.6931. A loss is
    never negative, and far out the term vanishes, so only large logits look right.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        return np.maximum(A, 0) - A * Y - np.log1p(np.exp(-np.abs(A)))


class LogitsOnlyHinge(_Losses, BCEWithLogitsLoss):
    """Your loss has corners: it is 0 wherever the sign of the logit is right.

    max(A, 0) − A·Y is the loss far from 0 only. The term log(1 + exp(−|A|)) is missing, which is
    largest at 0, where it is ln 2 = 0.6931. Without it a logit of 0.01 with the answer yes costs
    nothing, though the model hardly knows. Which step of the derivation dropped it?
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        return np.maximum(A, 0) - A * Y


class LogitsPosWeightAdded(_Losses, BCEWithLogitsLoss):
    """Where the answer is yes, your loss counts log(1 + exp(−A)) once too often.

    The factor in the formula is 1 + (w⁺ − 1)Y: it is 1 for a “no” and w⁺ for a “yes”. Yours is 1 +
    w⁺Y, which is 2 for a “yes” even without the option. So each “yes” costs twice what it should.
    Put Y = 1 and w⁺ = 1 into your factor; the result has to be 1.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def losses(self, A, Y):
        return (1 - Y) * A + (1 + self.pos_weight * Y) * np.logaddexp(0, -A)


class LogitsFlipped(_PosWeighted, BCEWithLogitsLoss):
    """You charge for being right: a high logit costs much where the answer is yes.

    Check one entry by hand: the logit 5 with the answer yes should cost 0.0067, not 5.0067.
    Which of the two probabilities, of yes and of no, belongs to which label? Look at the
    sign in your exponent.
    """

    breaks = (
        "BCEWithLogitsLoss.forward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def logs(self, A):
        return -np.logaddexp(0, A), -np.logaddexp(0, -A)


class _LogitSlopes(_Slopes):
    """Slopes from a probability of yes, with pos_weight, times a factor."""

    def slopes(self, A, Y):
        p = self.probability(A)
        return ((1 - Y) * p - self.pos_weight * Y * (1 - p)) * self.factor(p)

    def probability(self, A):
        return sigma(A)

    def factor(self, p):
        return 1.0


class LogitsGradientOfProbabilities(_LogitSlopes, BCEWithLogitsLoss):
    """You return the slope with respect to the probability, not to the logit.

    Your denominator p(1 − p) belongs to the loss of the section before. By the chain rule one
    more factor follows, the slope of sigmoid, and what it does to your denominator is
    the reason why this loss is so well behaved.
    """

    breaks = (
        "BCEWithLogitsLoss.backward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )
    variants = ({"floor": 0.0}, {"floor": 1e-12})

    def factor(self, p):
        return 1 / np.maximum(p * (1 - p), self.floor)


class LogitsGradientSlopeTwice(_LogitSlopes, BCEWithLogitsLoss):
    """Your slopes vanish where the model is sure and wrong.

    A factor p(1 − p) is in them that should have canceled. It is what a squared error on top
    of a sigmoid suffers from; the logarithm in this loss removes it.
    """

    breaks = (
        "BCEWithLogitsLoss.backward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def factor(self, p):
        return p * (1 - p)


class LogitsGradientOfResidual(_LogitSlopes, BCEWithLogitsLoss):
    """You return logit minus label.

    The simple difference is the right idea, but what is compared with the label is the
    probability that the logit stands for. A logit of 5 with the answer yes is nearly right,
    and its slope is −0.0067. Yours is 4 and points the other way. Without weights no slope is
    beyond −1 and 1.
    """

    breaks = (
        "BCEWithLogitsLoss.backward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def probability(self, A):
        return A


class LogitsGradientSoftmax(_LogitSlopes, BCEWithLogitsLoss):
    """Your slopes are those of a softmax: the slope of one entry depends on its neighbors.

    Each entry is a question of its own, so its slope depends on its own logit and label only.
    With a single class a softmax is always 1, whatever the logit.
    """

    breaks = (
        "BCEWithLogitsLoss.backward",
        "BCEWithLogitsLoss.options",
        "BCEWithLogitsLoss.stability",
    )

    def probability(self, A):
        e = np.exp(A - A.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)


class LogitsGradientOverflows(_LogitSlopes, BCEWithLogitsLoss):
    """For very large logits your slopes are nan.

    The sigmoid inside divides infinity by infinity: at a logit of 10000 the exponential in the
    numerator overflows, and so does the one below. The other form of the fraction has its
    exponential in the denominator only, with the opposite sign. Or use e to the power of −|A|,
    which never exceeds 1. The problem set on softmax had the same difficulty.
    """

    breaks = ("BCEWithLogitsLoss.stability",)

    def probability(self, A):
        return np.exp(A) / (1 + np.exp(A))


class LogitsPosWeightIgnored(BCEWithLogitsLoss):
    """The option `pos_weight` changes nothing.

    It multiplies what a “yes” costs, in the loss and in the slope, so that a rare class can
    have as much say as a common one. Does your constructor keep it, and do both methods
    use it?
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        super().__init__(weight, None, reduction)


class LogitsPosWeightOnBoth(BCEWithLogitsLoss):
    """Your `pos_weight` multiplies every cost, that of a “no” as well.

    Then it does nothing that the option `weight` could not do, and the balance between yes
    and no stays as it was. In the formula it appears next to the label Y; where the
    label is 0 it has no effect.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        super().__init__(weight, None, reduction)
        self.weight = self.weight * (1.0 if pos_weight is None else pos_weight)


class LogitsPosWeightOnNo(BCEWithLogitsLoss):
    """Your `pos_weight` multiplies what a “no” costs, and leaves a “yes” alone.

    The positive class is the one with label 1. A large value should make it more expensive to
    miss a “yes”, as one wants for an event that is rare.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        return super().forward(-A, 1 - Y)

    def backward(self):
        return -super().backward()


class LogitsPosWeightForgottenInBackward(BCEWithLogitsLoss):
    """With `pos_weight` your loss is right and your gradient is the one without it.

    The short form, sigmoid minus label, holds only if a “yes” and a “no” count the same. Take
    the two halves of the slope apart, as the notebook does, and see which one is weighted.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def backward(self):
        kept, self.pos_weight = self.pos_weight, 1.0
        gradient = super().backward()
        self.pos_weight = kept
        return gradient


class LogitsPosWeightTimesDifference(BCEWithLogitsLoss):
    """With `pos_weight` your loss is right, and in your gradient it multiplies too much.

    Your slope is the difference of sigmoid and label, with the extra weight in front of all
    of it, or with the label replaced by the weight. Sigmoid there stands for two things, a
    part that belongs to “yes” and a part that belongs to “no”. Only one of them is weighted.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"whole": True}, {"whole": False})

    def backward(self):
        w = self.pos_weight
        scale = self.A.size if self.reduction == "mean" else 1
        p = sigma(self.A)
        slopes = w * (p - self.Y) if self.whole else p - w * self.Y
        return self.weight * slopes / scale


class LogitsPosWeightOfLabel(BCEWithLogitsLoss):
    """With `pos_weight` your slope is right for labels of 0 and 1, and wrong between them.

    You multiply sigmoid minus label with a weight that is w⁺ for a “yes” and 1 for a “no”. That
    takes for granted that only one of the two halves is there. For a label of 0.3 both are: 0.7
    times what a “no” adds, without w⁺, and 0.3 times what a “yes” adds, with it. The sum of the
    two does not factor, so write both halves, as the notebook does.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def backward(self):
        scale = self.A.size if self.reduction == "mean" else 1
        factor = 1 + (self.pos_weight - 1) * self.Y
        return self.weight * factor * (sigma(self.A) - self.Y) / scale


class LogitsPosWeightOnLogOnly(_Losses, BCEWithLogitsLoss):
    """Your `pos_weight` multiplies only a part of what a “yes” costs.

    In the stable form max(A, 0) − A·Y + log(1 + exp(−|A|)) the logarithm is not the whole cost of
    a “yes”: for a negative logit −A belongs to it as well. A factor in front of the logarithm alone
    leaves that part without w⁺. What a “yes” costs is max(−A, 0) + log(1 + exp(−|A|)); put all of
    it where the formula of the notebook has its logarithm.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def losses(self, A, Y):
        log = np.log1p(np.exp(-np.abs(A)))
        return np.maximum(A, 0) - A * Y + (1 + (self.pos_weight - 1) * Y) * log


class LogitsPosWeightChosen(_Losses, BCEWithLogitsLoss):
    """Your `pos_weight` is all or nothing: a label between 0 and 1 gets the whole of it, or none.

    You choose between w⁺ and 1 by asking whether Y is 1, or more than one half. For labels of 0 and
    1 that is right. A label of 0.3 is “yes” in 3 of 10 cases, so w⁺ multiplies these 0.3 of the
    cost of a “yes”, and the rest stays as it is. Let Y itself stand in the formula, as the
    notebook does, and no choice is needed.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"exactly": True}, {"exactly": False})

    def losses(self, A, Y):
        yes = Y == 1 if self.exactly else Y > 0.5
        return np.where(yes, self.pos_weight, 1) * (np.logaddexp(0, A) - A * Y)


class LogitsWeightOnOneTerm(BCEWithLogitsLoss):
    """Your `weight` multiplies only the first or only the second term of the slope.

    It stands in front of the whole bracket, so both what a “no” adds and what a “yes” takes away
    are weighted. Without brackets in the code the product comes first and the difference after it,
    and one of the two terms stays as it was. Set the weight to 2: every slope should double.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"on_no": True}, {"on_no": False})

    def backward(self):
        scale = self.A.size if self.reduction == "mean" else 1
        p = sigma(self.A)
        no, yes = (1 - self.Y) * p, self.pos_weight * self.Y * (1 - p)
        weighted = self.weight * no - yes if self.on_no else no - self.weight * yes
        return weighted / scale


class LogitsLossWeightOnOneTerm(BCEWithLogitsLoss):
    """Your `weight` multiplies only one of the two terms of the loss.

    It stands in front of the whole bracket, so it multiplies (1 − Y)·A and the logarithm alike.
    Without brackets in the code the product comes first and the sum after it, and one of the two
    terms stays as it was. Set the weight to 2 and `reduction="none"`: every loss should double.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"on_log": True}, {"on_log": False})

    def forward(self, A, Y):
        super().forward(A, Y)
        A, Y = paired(A, Y)
        line, log = (1 - Y) * A, (1 + (self.pos_weight - 1) * Y) * np.logaddexp(0, -A)
        losses = line + self.weight * log if self.on_log else self.weight * line + log
        return reduced(losses, self.reduction)


class LogitsOtherOrder(BCEWithLogitsLoss):
    """Your constructor takes its options in another order than the notebook.

    Given by name they all work. Given by position, each lands where yours stands at that place.
    PyTorch has `reduction` before `pos_weight`, and older options in between; this course keeps
    weight, pos_weight, reduction. Whoever calls your class knows only the signature that was agreed
    on, so copy that line as it is.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"late": False}, {"late": True})

    def __init__(self, weight=None, reduction="mean", pos_weight=None):
        known = isinstance(reduction, str)
        if not known and self.late:  # it is noticed when an array is compared with a word
            pos_weight = None
        super().__init__(weight, pos_weight, reduction)
        self.lost = not known

    def forward(self, A, Y):
        if self.lost:
            raise ValueError("the truth value of an array")
        return super().forward(A, Y)


class LogitsWeightsExchanged(BCEWithLogitsLoss):
    """Given by position, your `weight` and your `pos_weight` are exchanged.

    The signature of the notebook is weight, pos_weight, reduction. By name your options are right,
    so the formulas are; only the order in the constructor is another one. Whoever calls your class
    knows only the signature that was agreed on, so copy that line as it is.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def __init__(self, pos_weight=None, weight=None, reduction="mean"):
        super().__init__(weight, pos_weight, reduction)


class LogitsPosWeightAsTruth(BCEWithLogitsLoss):
    """As soon as `pos_weight` is an array, your code raises ValueError.

    An array of several numbers is neither true nor false, and NumPy refuses to guess. Yet
    `if self.pos_weight:`, `pos_weight or 1` and `pos_weight == None` all ask just that question.
    A single number works, and so does no weight at all, which is why the example of the notebook
    looks fine. What you want to know is whether the caller gave the option, and `is None` asks
    that. Build one object with `pos_weight` an array of three numbers, and read the last line of
    the error.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"at_once": False}, {"at_once": True})

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        super().__init__(weight, pos_weight, reduction)
        if self.at_once:
            self.ask()

    def forward(self, A, Y):
        self.ask()
        return super().forward(A, Y)

    def ask(self):
        if self.pos_weight.size > 1:
            raise ValueError("The truth value of an array is ambiguous")


class LogitsPosWeightInDenominator(BCEWithLogitsLoss):
    """With `pos_weight` your mean divides by the sum of the weights.

    A weighted mean is a natural idea, and CrossEntropyLoss with class indices computes one.
    The binary losses divide by the number of entries, N·C, whatever the weights are. So if
    every label is “yes” and `pos_weight` is 3, the loss is three times as large as without it.
    With your divisor it does not change at all.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def _share(self):
        return (1 + (self.pos_weight - 1) * self.Y).mean() if self.reduction == "mean" else 1

    def forward(self, A, Y):
        value = super().forward(A, Y)
        return value / self._share()

    def backward(self):
        return super().backward() / self._share()


class LogitsKeepNarrow(BCEWithLogitsLoss):
    """Logits that are narrow whole numbers, or of 32 bits, are computed with as such.

    The logits keep their type in your code. In 8 bits the negative of 200 is 56 and the absolute
    value of −128 is −128, and an exponential of 8-bit numbers has three digits. Whole numbers of
    any width are welcome and are computed with as real numbers: convert A before you compute, as
    `paired` does with A and Y.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = (
        *({"form": form, "slopes": s} for form in ("max", "log") for s in (False, True)),
        *({"form": "below", "slopes": s} for s in (False, True)),
    )

    def forward(self, A, Y):
        value = super().forward(A, Y)
        narrow = np.asarray(A)
        self.narrow = narrow if self.slopes else self.A
        if narrow.dtype == float:
            return value
        Y = self.Y
        if self.form == "below":  # log(1 + exp(−A)), in the form that is mended where A is negative
            softplus = np.log1p(np.exp(-np.abs(narrow)))
            softplus[narrow < 0] -= narrow[narrow < 0]
            losses = (1 - Y) * narrow + (1 + (self.pos_weight - 1) * Y) * softplus
            return reduced(self.weight * losses, self.reduction)
        yes, no = self.softplus(-narrow), self.softplus(narrow)
        return reduced(self.weight * ((1 - Y) * no + self.pos_weight * Y * yes), self.reduction)

    def softplus(self, z):
        if self.form == "max":
            return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
        return np.logaddexp(0, z)

    def backward(self):
        if self.narrow.dtype == float:
            return super().backward()
        p = 1 / (1 + np.exp(-self.narrow))
        if self.form == "below":
            small = np.exp(-np.abs(self.narrow))
            p = np.where(self.narrow < 0, small / (1 + small), 1 / (1 + small))
        slopes = (1 - self.Y) * p - self.pos_weight * self.Y * (1 - p)
        return self.weight * slopes / (slopes.size if self.reduction == "mean" else 1)


class LogitsKeepDtype(BCEWithLogitsLoss):
    """With labels of 8 bits, or logits of 32 bits, your loss is wrong.

    You compute in the type that came in. Labels are often stored as unsigned 8-bit numbers,
    where the negative of 1 is 255. `paired` at the start of `forward` gives you real numbers
    of 64 bits.
    """

    breaks = ("BCEWithLogitsLoss.options",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if A.dtype == Y.dtype == float:
            return value
        losses = np.maximum(A, 0) + A * -Y + np.log1p(np.exp(-np.abs(A)))
        return reduced(self.weight * losses, self.reduction)


class LogitsLabelsKeepDtype(BCEWithLogitsLoss):
    """Labels that are stored as unsigned 8-bit numbers give a wrong loss.

    You make the logits real numbers, and the labels keep their type. An unsigned number has no
    negative: with 8 bits −1 wraps around to 255, and so does 0 − 1. Where the minus stands between
    two products the same formula may work, since no label has to change its sign then. `paired` at
    the start of `forward` makes real numbers of both, and nothing can wrap around.
    """

    breaks = ("BCEWithLogitsLoss.options",)
    variants = ({"form": "minus"}, {"form": "less"})

    def forward(self, A, Y):
        super().forward(A, Y)
        A, Y = np.array(A, dtype=float), np.array(Y)
        yes, no = np.logaddexp(0, -A), np.logaddexp(0, A)
        if self.form == "minus" and np.all(self.pos_weight == 1):
            losses = np.maximum(A, 0) + -Y * A + np.log1p(np.exp(-np.abs(A)))
        else:
            losses = self.pos_weight * (Y * yes) - (Y - 1) * no
        return reduced(self.weight * losses, self.reduction)


# ---- KLDivLoss


def shares(Y):
    """Rows divided by their sum; a row of zeros stays as it is."""
    total = Y.sum(axis=1, keepdims=True)
    return Y / np.where(total > 0, total, 1)


class _Divergence(_Losses):
    """Only the pointwise losses are different: ``terms(A, p, log p)``."""

    def losses(self, A, Y):
        p, log_p = (np.exp(Y), Y) if self.log_target else (Y, np.log(Y))
        return np.where(self.counts(A, p), self.terms(A, p, log_p), 0)

    def counts(self, A, p):
        return p > 0


#: What decides whether a term is 0: the target, the prediction, or nothing.
GUARDS = ({"by": "target"}, {"by": "prediction"}, {"by": None})


def guarded(by, A, p):
    """Which terms are not put to 0."""
    return {"target": p > 0, "prediction": np.exp(A) > 0}.get(by, np.full(A.shape, True))


class KLReversed(_Divergence, KLDivLoss):
    """You compute the divergence in the other direction.

    Your terms are weighted with the predicted probabilities. But the target comes first in
    D(p‖q): it says how often each class really happens, so it is the one to weigh the
    terms, although it is the second argument of `forward`.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = GUARDS

    def counts(self, A, p):
        return guarded(self.by, A, p)

    def terms(self, A, p, log_p):
        return np.exp(A) * (A - log_p)


class KLTakesLogAgain(_Divergence, KLDivLoss):
    """You take the logarithm of A, which holds logarithms already, and get nan.

    The prediction arrives as log q, from a log-softmax, because that is the stable way to
    have it. In the formula of the notebook A stands without a logarithm.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")

    def terms(self, A, p, log_p):
        return p * (log_p - np.log(A))


class KLCrossEntropy(_Divergence, KLDivLoss):
    """You compute the cross-entropy: your loss is not 0 where prediction and target agree.

    The two differ by the entropy of the target, which does not depend on A. So the gradients
    are the same, and the values are not: one term of each bracket is missing.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")

    def terms(self, A, p, log_p):
        return -p * A


class KLGeneralized(_Divergence, KLDivLoss):
    """Your terms have − p + q in them as well.

    That is a generalized divergence, which is never negative in any single term. Over a row of
    probabilities p and q both sum to 1, so the extra terms cancel in the sum of a row, but not
    entry by entry, nor for rows that do not sum to 1. This loss is Y(log Y − A) and nothing else.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")

    def terms(self, A, p, log_p):
        return p * (log_p - A) - p + np.exp(A)


class KLBracketLost(_Divergence, KLDivLoss):
    """The brackets around log Y − A are missing, so A is not weighted with Y.

    Without them the product comes first: Y log Y, and then A is subtracted whole. Each class then
    counts the same in A, also one that never happens. For a target of 0 the term should be 0. Put
    the difference of the two logarithms into brackets on paper, and compare.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")

    def terms(self, A, p, log_p):
        return p * log_p - A


class KLUsesProbabilities(_Divergence, KLDivLoss):
    """You take the exponential of A in the bracket, where A itself belongs.

    The bracket holds a difference of two logarithms, log Y − log q. A is log q already, so nothing
    has to be done to it. With e to the A you subtract a probability from a logarithm. Where target
    and prediction agree, the loss is 0; try that with your formula.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")

    def terms(self, A, p, log_p):
        return p * (log_p - np.exp(A))


class KLSymmetric(_Divergence, KLDivLoss):
    """You add up the divergences in both directions.

    D(p‖q) + D(q‖p) is a symmetric number with a name of its own, Jeffreys' divergence. This loss
    has one direction only: the target p says how often each class happens, so it weighs the terms.
    The second half, weighed with the prediction, does not belong here.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = ({"share": 1.0}, {"share": 0.5})

    def terms(self, A, p, log_p):
        return self.share * (p - np.exp(A)) * (log_p - A)


class KLTermsCut(_Divergence, KLDivLoss):
    """You cut off negative terms.

    It is the sum over a row that is never negative. A single term is negative wherever the
    prediction is too generous, and it belongs into the sum: without it the divergence comes
    out too large.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options")
    variants = ({"absolute": False}, {"absolute": True})

    def terms(self, A, p, log_p):
        term = p * (log_p - A)
        return np.abs(term) if self.absolute else np.maximum(term, 0)


class KLEpsilon(_Divergence, KLDivLoss):
    """Your loss is wrong from about the seventh digit on.

    A small constant inside the logarithm protects against log 0, but it changes every
    ordinary value. Only the terms whose target is 0 need care, and those are 0 by convention.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 9))

    def terms(self, A, p, log_p):
        return p * (np.log(p + self.epsilon) - A)


class KLZeroTargets(_Losses, KLDivLoss):
    """A target of 0 makes your loss nan.

    The logarithm of 0 is −inf, and 0 times −inf is nan in the machine. By convention, and as
    a limit, 0 log 0 is 0: a class that never happens costs nothing. One-hot targets consist
    of little else.
    """

    breaks = ("KLDivLoss.stability",)

    def losses(self, A, Y):
        return np.exp(Y) * (Y - A) if self.log_target else Y * (np.log(Y) - A)


class KLDropsZeroTargets(KLDivLoss):
    """Your loss keeps only the entries whose target is above 0, and forgets where they stood.

    A mask picks the right terms, since a target of 0 contributes 0. But what it returns is one flat
    array, shorter than the table: `"none"` has no longer the shape (N, C), or `"mean"` divides by
    the number of entries that are left, not by N·C, and nothing is left of a target of 0 that
    stands alone. Start from a table of zeros and write the terms into it, or choose them with
    `np.where`.
    """

    breaks = ("KLDivLoss.options", "KLDivLoss.stability")

    def forward(self, A, Y):
        super().forward(A, Y)
        A, Y = paired(A, Y)
        p, log_p = (np.exp(Y), Y) if self.log_target else (Y, np.log(Y))
        kept = (p * (log_p - A))[p > 0]
        if self.reduction == "batchmean":
            return kept.sum() / len(A)
        total = kept.sum()
        return {"none": kept, "sum": total}.get(self.reduction, total / kept.size)


class KLFiniteWhereImpossible(_Losses, KLDivLoss):
    """A class that happens and was held impossible costs a finite number with you.

    A prediction of log 0 for something that happens is wrong beyond all measure, and the notebook
    makes that loss infinite. You replace whatever is no ordinary number, with `np.nan_to_num` or a
    mask of what is finite. That is needed for 0 log 0 only. So replace the terms whose target is
    0, and let an infinite term be infinite.
    """

    breaks = ("KLDivLoss.stability",)
    variants = ({}, {"infinity": 0.0})
    infinity = np.finfo(float).max

    def losses(self, A, Y):
        p, log_p = (np.exp(Y), Y) if self.log_target else (Y, np.log(Y))
        return np.nan_to_num(p * (log_p - A), posinf=self.infinity)


class KLNormalizes(_Divergence, KLDivLoss):
    """Your loss changes rows that do not sum to 1.

    You divide the targets by their sum, or the predictions. The class takes both as they come:
    making distributions of them is the caller's business, done by a softmax. So twice the
    targets means other terms, not the same loss as before. Remove the step that makes rows sum
    to 1, and the formula of the notebook is left.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = ({"prediction": False}, {"prediction": True})

    def losses(self, A, Y):
        if self.prediction:
            A = A - np.logaddexp.reduce(A, axis=1, keepdims=True)
        elif self.log_target:
            Y = Y - np.logaddexp.reduce(Y, axis=1, keepdims=True)
        else:
            Y = shares(Y)
        return super().losses(A, Y)

    def terms(self, A, p, log_p):
        return p * (log_p - A)


class KLNormalizesTargets(KLDivLoss):
    """Your loss and your gradient divide the targets by the sum of their row.

    The class takes targets as they come: rows need not sum to 1, and nothing is normalized. Making
    distributions is the caller's business, done by a softmax. So twice the targets means twice the
    slopes, and a target of 0.5 that stands alone in its row is no target of 1. Remove the step that
    makes rows sum to 1, and the formulas of the notebook are left.
    """

    breaks = ("KLDivLoss.forward", "KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")

    def forward(self, A, Y):
        Y = paired(A, Y)[1]
        Y = Y - np.logaddexp.reduce(Y, axis=1, keepdims=True) if self.log_target else shares(Y)
        return super().forward(A, Y)


class KLOverwritesZeros(KLDivLoss):
    """Your class writes into the caller's targets where they are 0.

    You replace a target of 0 by a tiny number, against log 0, in the array that was passed in; or
    you write into what `np.asarray` returns, which is that same array if it holds real numbers
    already. The caller's one-hot targets are none any more. Work on a copy, which `paired` makes,
    or choose the terms with `np.where`.
    """

    breaks = ("KLDivLoss.reuse",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if Y.dtype == float and not self.log_target:
            Y[Y == 0] = 1e-30
        return value


class _DivergenceSlopes(_Slopes):
    def slopes(self, A, Y):
        p, log_p = (np.exp(Y), Y) if self.log_target else (Y, np.log(Y))
        return self.rates(A, p, log_p)


class KLGradientOfLogits(_DivergenceSlopes, KLDivLoss):
    """You return predicted minus target probability, which is the slope for another variable.

    That difference appears when a log-softmax in front of the loss is differentiated too. This
    class knows nothing of a softmax: A is its variable, and each entry of A appears in one
    term only.
    """

    breaks = ("KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = ({"per_sample": False}, {"per_sample": True})

    def rates(self, A, p, log_p):
        classes = A.shape[1] if self.per_sample and self.reduction == "mean" else 1
        return (np.exp(A) - p) * classes


class KLGradientOfReversed(_DivergenceSlopes, KLDivLoss):
    """Your gradient is that of the divergence in the other direction.

    It belongs to terms that are weighted with the prediction, q(log q − log p), where q moves with
    A in two places. In this loss the target p weighs the terms, and A stands in one place only, so
    the slope of a term is simple and holds no logarithm. Which of the two distributions comes
    first in the formula of the notebook?
    """

    breaks = ("KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = GUARDS

    def rates(self, A, p, log_p):
        return np.where(guarded(self.by, A, p), np.exp(A) * (A - log_p + 1), 0)


class KLGradientOfProbabilities(_DivergenceSlopes, KLDivLoss):
    """You return the slope with respect to the probability q, not to its logarithm.

    The quotient of target and prediction is the derivative of −p log q in q. But the variable
    is A, which stands for log q as a whole, and the loss is a straight line in it.
    """

    breaks = ("KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")

    def rates(self, A, p, log_p):
        return -p / np.exp(A)


class KLGradientOfTarget(_DivergenceSlopes, KLDivLoss):
    """You differentiate with respect to the target.

    Your slope holds a logarithm of Y, as if Y were moved. But the data stay as they are, and
    training moves the prediction A. In the term Y(log Y − A) the variable A appears once, with
    a factor in front of it, so the slope is simple. Nudge one entry of A by 0.01 and see by
    how much the loss changes.
    """

    breaks = ("KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")

    def rates(self, A, p, log_p):
        return log_p + 1 - A


class KLGradientDivided(_DivergenceSlopes, KLDivLoss):
    """Your slope is −Y divided by A, as if the loss had the logarithm of A in it.

    The derivative of log A would be 1/A. But A *is* the logarithm of the prediction already, and
    the term Y(log Y − A) is a straight line in it. The slope of a straight line is the same
    everywhere, and holds no A. Nudge one entry of A by 0.01 and see by how much the loss changes.
    """

    breaks = ("KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")

    def rates(self, A, p, log_p):
        return -p / A


class KLLogTargetOtherBase(KLDivLoss):
    """With `log_target=True` you undo the logarithm with another base than e.

    Logarithms are natural throughout this course, so the power that leads back from log p to p has
    the base e. For a probability of one half Y is −0.6931, and e to that power is 0.5. With the
    base 10 you get 0.2027, and with the base 2 it is 0.6185.
    """

    breaks = ("KLDivLoss.options",)
    variants = ({"base": 10.0}, {"base": 2.0})

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if not self.log_target:
            return value
        A, Y = paired(A, Y)
        self.p = self.base**Y
        return reduced(self.p * (Y - A), self.reduction)


class KLGradientOfTerm(_DivergenceSlopes, KLDivLoss):
    """Your slope is the bracket of the loss, log Y − A, or that times Y.

    That is the value of a term, not its slope. A stands in the bracket with a minus in front, and
    Y in front of the bracket. So when A grows by 0.01, the term falls by 0.01 times Y, wherever A
    was. The logarithm of Y is a constant, and constants have slope 0.
    """

    breaks = ("KLDivLoss.backward", "KLDivLoss.options", "KLDivLoss.stability")
    variants = tuple({"sign": s, "weighs": w} for s in (1, -1) for w in (False, True))

    def rates(self, A, p, log_p):
        return self.sign * (log_p - A) * (p if self.weighs else 1)


class KLBatchmeanMisread(KLDivLoss):
    """Your "batchmean" does not divide by the number of samples.

    It is the reduction that the name of the loss promises: the divergences of all rows added
    up, divided by the number of rows, which is the first length of the shape.
    """

    breaks = ("KLDivLoss.options",)
    variants = ({"by": "all"}, {"by": "classes"}, {"by": "nothing"})

    def _factor(self, shape):
        n, c = shape
        wrong = {"all": n * c, "classes": c, "nothing": 1}[self.by]
        return n / wrong if self.reduction == "batchmean" else 1

    def forward(self, A, Y):
        return super().forward(A, Y) * self._factor(A.shape)

    def backward(self):
        gradient = super().backward()
        return gradient * self._factor(gradient.shape)


class KLBatchmeanForgottenInBackward(KLDivLoss):
    """With "batchmean" your loss is right and your gradient does not divide by N.

    The two methods of a loss speak about the same function, so what `forward` divides by,
    `backward` divides by as well. With "batchmean" that is the number of rows, and with "mean"
    the number of all entries, N·C. Check every option against `numerical_gradient`, not only
    the default. Which reductions does your `backward` tell apart?
    """

    breaks = ("KLDivLoss.options",)
    variants = ({"as_mean": False}, {"as_mean": True})

    def backward(self):
        gradient = super().backward()
        if self.reduction != "batchmean":
            return gradient
        n, c = gradient.shape
        return gradient / c if self.as_mean else gradient * n


class KLLogTargetIgnored(KLDivLoss):
    """The option `log_target` changes nothing.

    If it is true, Y holds log p. Then no logarithm is needed in the bracket, since it is there
    already. It is the probability in front of the bracket that must be made from Y. For a
    probability of one half, Y is −0.6931 then, and a negative number has no logarithm. Where
    does your code look at the option?
    """

    breaks = ("KLDivLoss.options",)

    def __init__(self, reduction="mean", log_target=False):
        super().__init__(reduction)


class KLLogTargetWeighs(_Losses, KLDivLoss):
    """With `log_target=True` you weigh the terms with log p, where p belongs.

    You left out the logarithm in the bracket, since Y has it already, but the Y in front of
    the bracket is a probability. What must happen to log p there? Log-probabilities are
    negative, and so is your loss.
    """

    breaks = ("KLDivLoss.options",)
    variants = ({"guarded": False}, {"guarded": True})

    def losses(self, A, Y):
        if self.log_target:
            return np.where(np.exp(Y) > 0, Y * (Y - A), 0) if self.guarded else Y * (Y - A)
        with np.errstate(all="ignore"):
            return np.where(Y > 0, Y * (np.log(Y) - A), 0)


class KLLogTargetForgottenInBackward(KLDivLoss):
    """With `log_target=True` your loss is right, and your gradient has log p in it, not p.

    The slope of a term is minus what stands in front of the bracket, which is a probability in
    both cases. In `backward` you still read Y as a probability, though it holds a logarithm.
    Signs give it away: all slopes should be negative, and with log p they are positive.
    """

    breaks = ("KLDivLoss.options",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        self.p = paired(A, Y)[1]
        return value


class KLOtherOrder(KLDivLoss):
    """Given by position, the options of your `KLDivLoss` are taken for one another.

    The signature of the notebook is reduction, log_target, and your constructor has `log_target` in
    front. So in `KLDivLoss("batchmean", True)` the word counts as true, and the reduction is True,
    which is the name of none. With the names of the options in the call nobody notices. Whoever
    calls your class knows only the signature that was agreed on, so copy that line as it is.
    """

    breaks = ("KLDivLoss.options",)
    variants = tuple({"otherwise": r} for r in ("sum", "mean", "none", KeyError, ValueError))

    def __init__(self, log_target=False, reduction="mean"):
        self.lost = not isinstance(reduction, str)
        fails = self.lost and not isinstance(self.otherwise, str)
        reduction = self.otherwise if self.lost and not fails else reduction
        super().__init__("sum" if fails else reduction, bool(log_target))
        self.fails = fails

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.fails:
            raise self.otherwise
        return value


class KLKeepsDtype(KLDivLoss):
    """With whole numbers of 8 bits, or numbers of 32 bits, your loss or slope is wrong.

    You compute in the type that came in. The negative of an unsigned 8-bit number is
    positive, and the logarithm of a narrow number is narrow itself. `paired` at the start of
    `forward` gives you real numbers of 64 bits.
    """

    breaks = ("KLDivLoss.options",)

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if A.dtype == Y.dtype == float:
            return value
        self.p = np.exp(Y) if self.log_target else Y
        log_p = Y if self.log_target else np.log(Y)
        return reduced(self.p * (log_p - A), self.reduction)


class KLWritesIntoTargets(KLDivLoss):
    """For targets that are whole numbers your losses are whole numbers, too.

    You fill an array that was made in the image of the targets. If these are whole numbers, as
    one-hot targets often are, so is that array, and every fraction that is written into it is cut
    off: a loss of 0.51 becomes 0. Say which type the result should have, or use `paired` at the
    start of `forward`, which makes real numbers of 64 bits.
    """

    breaks = ("KLDivLoss.options",)
    variants = ({"converts": False}, {"converts": True})

    def forward(self, A, Y):
        value = super().forward(A, Y)
        if self.log_target:
            return value
        A, given = np.array(A, dtype=float), np.array(Y)
        Y = given.astype(float) if self.converts else given
        losses = np.zeros_like(given)
        losses[Y > 0] = (Y * (np.log(Y) - A))[Y > 0]
        return reduced(losses, self.reduction)


# ---- score_gradient


class _ScoreGradient:
    """The chain rule in two replaceable steps: the slopes in p, then through softmax."""

    target = "score_gradient"

    def __call__(self, p, c):
        return self.through(p, self.slopes(p, c))

    def slopes(self, p, c):
        return (1 - c) / (1 - p) - c / p

    def through(self, p, g):
        return p * (g - p @ g)


class ScoreUnrepaired(_ScoreGradient):
    """Your function still returns p − c, like the article.

    It multiplies each slope in p with the slope of the same p in its own score, p(1 − p). But
    raising one score lowers the probabilities of all other classes, and each of these changes
    the loss too. Look at `nudged`: how many entries move? Each path has to be counted.
    """

    breaks = ("score_gradient.value",)

    def through(self, p, g):
        return p * (1 - p) * g


class ScoreOfOtherLoss(_ScoreGradient):
    """You differentiate the loss of ordinary classification, −Σ c log p.

    The loss E of the article has a second half: a class whose label is 0 costs something for
    the probability that it was given. Start again from the derivative of E with respect to p.
    """

    breaks = ("score_gradient.value",)
    variants = ({"diagonal": True}, {"diagonal": False})

    def slopes(self, p, c):
        return -c / p

    def through(self, p, g):
        return p * (1 - p) * g if self.diagonal else super().through(p, g)


class ScoreSignInside(_ScoreGradient):
    """You went through all probabilities, but with a wrong sign in the derivative of log(1 − p).

    The article's first line, the derivative with respect to p, is right: the inner function
    1 − p falls, which gives one minus, and the bracket has another in front of it.
    """

    breaks = ("score_gradient.value",)

    def slopes(self, p, c):
        return -(1 - c) / (1 - p) - c / p


class ScoreStopsAtProbabilities(_ScoreGradient):
    """You return the derivative with respect to the probabilities.

    That is the first step. The probabilities depend on the scores through a softmax, and the
    chain rule goes on: for each score, add up what it does to every probability.
    """

    breaks = ("score_gradient.value",)

    def through(self, p, g):
        return g


class ScoreOwnTermOnly(_ScoreGradient):
    """You differentiated the numerator of softmax and forgot its denominator.

    Multiplying each slope by p is what one gets if the sum of the exponentials stayed fixed.
    But raising a score raises that sum as well. A sign that something is missing: adding
    the same amount to all scores must change nothing, so the gradient sums to 0.
    """

    breaks = ("score_gradient.value",)

    def through(self, p, g):
        return p * g


class ScoreOthersOnly(_ScoreGradient):
    """You added up the paths through the other classes and left out the class's own.

    Raising a score moves the probability of its own class, by p(1 − p), and of every other.
    The article has the first part, you have the second; both are needed.
    """

    breaks = ("score_gradient.value",)

    def through(self, p, g):
        return -p * (p @ g - p * g)


class ScorePlus(_ScoreGradient):
    """The paths through the other classes enter with the wrong sign.

    Raising one score takes probability away from all others, so the derivatives off the
    diagonal are negative. A check: adding the same amount to all scores changes nothing, so
    the gradient must sum to 0. Does yours?
    """

    breaks = ("score_gradient.value",)
    variants = ({"diagonal_right": True}, {"diagonal_right": False})

    def through(self, p, g):
        plus = p * (g + p @ g)
        return plus - 2 * p * p * g if self.diagonal_right else plus


class ScoreNegative(_ScoreGradient):
    """Every entry has the right size and the wrong sign.

    Raising the score of the class whose label is 1 should lower the loss, so its entry is
    negative. In the article's example that is the second entry, and yours is positive. Go
    through the signs once more: the loss has a minus in front, the inner function 1 − p falls
    with p, and the Jacobian of softmax is positive on its diagonal.
    """

    breaks = ("score_gradient.value",)

    def through(self, p, g):
        return -super().through(p, g)


class ScoreAveraged(_ScoreGradient):
    """Your gradient is the right one divided by the number of classes.

    The article's loss E is a sum over the classes, with no mean. So there is nothing to divide
    by, and a problem with more classes has no smaller slopes. The chain rule itself is done
    well. Look for a mean that slipped in, or a division by the length of p.
    """

    breaks = ("score_gradient.value",)

    def through(self, p, g):
        return super().through(p, g) / len(p)


class ScoreOfLargestLabel(_ScoreGradient):
    """Your function takes the largest label for 1 and every other one for 0.

    With one-hot labels that is right. But c holds any labels between 0 and 1: several may be 1, all
    may be 0, and 0.3 says that the class is there in 3 of 10 cases. Each of them weighs its own
    two logarithms. So look for an `argmax`, and keep c itself in the formula.
    """

    breaks = ("score_gradient.value",)

    def slopes(self, p, c):
        return super().slopes(p, np.arange(len(c)) == np.argmax(c))


class ScoreOfOneLabel(_ScoreGradient):
    """Your formula takes for granted that the labels sum to 1.

    When the first half of E is sent through the softmax, it gives −c plus p times the sum of all
    labels. With one-hot labels that sum is 1, and p − c is left. Here labels are independent of
    each other: several may be 1, or none, or something in between. Keep the sum of c in the
    formula. Without it your entries do not sum to 0, as they must.
    """

    breaks = ("score_gradient.value",)

    def __call__(self, p, c):
        return super().__call__(p, c) + p * (1 - c.sum())


class ScoreOfLabels(_ScoreGradient):
    """You send the labels through the derivative of softmax, and not the slopes of the loss.

    The chain rule multiplies two things: how each probability moves when a score is raised, and
    how the loss moves when a probability does. The first you have. The second is the derivative of
    E with respect to p, with both halves of the bracket in it, and c alone is not that. Compute it
    as a vector of its own first.
    """

    breaks = ("score_gradient.value",)
    variants = ({"sign": 1}, {"sign": -1})

    def slopes(self, p, c):
        return self.sign * c


class ScoreLabelsInJacobian(_ScoreGradient):
    """Your derivative of softmax has a label in it, where a second probability belongs.

    When score i is raised, the probability of class k moves by −p_i·p_k, and p_i itself by p_i(1 −
    p_i). Only probabilities are in that, since a softmax knows nothing of the labels. The labels
    enter once, through the derivative of E with respect to p. Look at your outer product: both of
    its factors should be p.
    """

    breaks = ("score_gradient.value",)
    variants = ({"first": True}, {"first": False})

    def __call__(self, p, c):
        g = self.slopes(p, c)
        return p * g - (c * (p @ g) if self.first else p * (c @ g))


class ScorePlainSum(_ScoreGradient):
    """You subtract the plain sum or mean of the slopes, where a weighted one belongs.

    The derivative of one probability in another class's score holds both probabilities. So
    each slope counts in proportion to its own p when you add up the paths.
    """

    breaks = ("score_gradient.value",)
    variants = ({"mean": False}, {"mean": True})

    def through(self, p, g):
        return p * (g - (g.mean() if self.mean else g.sum()))


# ---- what these losses have in common with others

YES = {"item": "question", "items": "questions"}
BCE = Loss(
    BCELoss,
    "BCE",
    A=PROBABILITY,
    Y=PROBABILITY,
    logarithms=True,
    mean=("options",),
    extremes=("stability",),
    words=YES | {"slope": "Where the answer is yes, a higher probability of “yes” costs less."},
)
LOGITS = Loss(
    BCEWithLogitsLoss,
    "Logits",
    Y=PROBABILITY,
    logarithms=True,
    mean=("options",),
    extremes=("stability",),
    words=YES | {"slope": "Where the answer is yes, a higher logit costs less."},
)
KL = Loss(
    KLDivLoss,
    "KL",
    A=LOG_PROBABILITY,
    Y=PROBABILITY,
    logarithms=True,
    extremes=("stability",),
    wide=("stability",),
    words={"slope": "A higher log-probability of a class that happens lowers the loss."},
)
#: Names that are older than the families.
NAMES = {
    "NoneIsDividedInBackward": "NoneAveragesInBackward",
    "SumIsDividedInBackward": "SumDividedInBackward",
    "NegativeLoss": "Negative",
}
KL_MEAN = """Your default loss is larger than it should be by the number of classes.

    You divide by the number of rows, and get the mean divergence of a sample. That is the more
    sensible number, and it is the reduction "batchmean". The default, "mean", divides by
    N·C; it is one of the best known surprises in PyTorch.
    """
KL_SLOPE = """Your slopes are too large by the number of classes.

    You divide by the number of rows, which is right for the reduction "batchmean". The default,
    "mean", divides by N·C, the number of all entries of A, and its gradient does the same. Look
    at the table of the notebook again, and at the option that you did not get.
    """


def _named(loss, **names):
    return {family: loss.prefix + name for family, name in {**NAMES, **names}.items()}


# ------------------------------------------------- what both losses with labels have in common


@mistake("forward", "backward", "options", "stability")
class RoundsLabels(Wrong):
    """Labels of 0 and 1 are right, labels between them are not.

    You decide for yes or no, with a comparison or an index, before you compute. A label of
    0.3 is a statement too: the event happens in 3 of 10 cases. The formula handles it
    without any change.
    """

    def forward(self, A, Y):
        return super().forward(A, np.asarray(Y) > 0.5)


@mistake("forward", "backward", "options", "stability")
class RejectsSoftLabels(Wrong):
    """You refuse labels between 0 and 1.

    A label of 0.3 is a statement too: the event happens in 3 of 10 cases, or 3 of 10 people said
    yes. The formula handles it without any change, since it weighs the two halves with Y and 1 − Y.
    The docstring names what raises ValueError, and labels are not among it.
    """

    def forward(self, A, Y):
        if np.any((np.asarray(Y) != 0) & (np.asarray(Y) != 1)):
            raise ValueError("labels are 0 or 1")
        return super().forward(A, Y)


@mistake("forward", "options", "stability")
class RoundsLabelsInLoss(Wrong):
    """Labels between 0 and 1 are rounded in your loss, though not in your gradient.

    You choose one of two formulas by asking whether Y is 1, or more than one half. That is right
    for labels of 0 and 1. A label of 0.3 means that the event happens in 3 of 10 cases, so both
    formulas count: 0.3 times what a “yes” costs plus 0.7 times what a “no” costs.
    """

    variants = ({"exactly": True}, {"exactly": False})
    exactly = True

    def forward(self, A, Y):
        super().forward(A, Y)
        labels = np.asarray(Y)
        return self.twin().forward(A, labels == 1 if self.exactly else labels > 0.5)


@mistake("options")
class WeightsInARow(Wrong):
    """Weights for each class are right; those for each sample or each entry raise an error.

    You turn the weights into one row, with a number for each class. But the option takes whatever
    broadcasts to the shape of A: (C,) gives each class a weight, (N, 1) each sample, and (N, C)
    each entry. NumPy lines all of them up by itself, if you leave the shape as it is. Multiply the
    pointwise losses with the array that was given.
    """

    def forward(self, A, Y):
        for name in {"weight", "pos_weight"} & {*vars(self)}:
            setattr(self, name, np.reshape(getattr(self, name), (1, -1)))
        return super().forward(A, Y)


@mistake("reuse")
class KeepsFirstShape(Wrong):
    """A second batch of another size makes your object raise an error.

    The first batch is right, and so is a second one with as many rows and columns. So something of
    the shape of the first batch is still in the object: an array that is made once and kept, as by
    `if self.table is None`, such as the weights spread over that batch, or one that results are
    written into. Keep in the constructor what the caller gave, and make in `forward` whatever has
    the shape of a batch.
    """

    def forward(self, A, Y):
        self.first = vars(self).get("first", np.shape(A))
        np.broadcast_shapes(self.first, np.shape(A))  # raises ValueError
        return super().forward(A, Y)


LABELS = RoundsLabels, RejectsSoftLabels, RoundsLabelsInLoss, WeightsInARow, KeepsFirstShape

MISCONCEPTIONS = (
    *misconceptions_in(globals()),
    *made_in(BCE, names=_named(BCE), also=LABELS),
    *made_in(
        LOGITS,
        names=_named(
            LOGITS,
            Broadcasts="Broadcast",
            SpoilsItsInput="SpoilInput",
            RoundsLabels="RoundLabels",
            KeepsFirstShape="KeepFirstShape",
        ),
        breaks={"SinglePrecision": ("forward", "backward", "options")},
        also=LABELS,
    ),
    *made_in(
        KL,
        names=_named(KL, MeanOverSamples="MeanIsBatchmean"),
        hints={"MeanOverSamples": KL_MEAN, "GradientPerSample": KL_SLOPE},
        also=(KeepsFirstShape,),
    ),
)

RUBRIC = Rubric("binary", reference, RUBRIC_QUESTIONS, MISCONCEPTIONS)
