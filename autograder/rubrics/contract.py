"""Rubric of the warm-up: shapes, a gradient check, and the base class of a loss."""

from __future__ import annotations

import numpy as np
from surprise_to_gradient.solutions import contract as reference
from surprise_to_gradient.solutions.contract import Loss

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

# ---------------------------------------------------------------------------- one_hot


def labels(rng):
    yield call("classes 0 and 2 of 3", "one_hot", np.array([0, 2]), 3, public=True)
    yield call("random labels", "one_hot", rng.permutation([0, 1, 2, 3, 1, 3, 3]), 4)
    yield call("the largest classes do not occur", "one_hot", rng.permutation([0, 2, 2, 1]), 6)
    yield call("a class between others does not occur", "one_hot", rng.permutation([0, 3, 4]), 5)


def no_classes(rng):
    good = rng.integers(0, 4, 5)
    for wrong in (-1, 4, 5):
        yield call("a label that is no class", "one_hot", np.append(good, wrong), 4)


def few_labels(rng):
    yield call("one sample", "one_hot", rng.integers(1, 3, 1), 4)
    yield call("classes that do not occur", "one_hot", rng.permutation([1, 2, 2, 4]), 5)
    yield call("one class", "one_hot", np.zeros(3, int), 1)
    yield call("8-bit labels", "one_hot", rng.permutation([0, 4, 2, 1]).astype(np.uint8), 5)
    yield call("many 8-bit labels", "one_hot", rng.integers(0, 5, 60).astype(np.uint8), 5)
    yield call("unsigned 64-bit labels", "one_hot", rng.permutation(4).astype(np.uint64), 4)
    yield unchanged("the labels stay as they were", "one_hot", rng.integers(0, 4, 6), 4)


# --------------------------------------------------------------------------- iota_sum

SQUARES = np.array([[2_500_000_000.0, 1.0], [2_500_000_000.0, 1.0]])


def tables(rng):
    yield call("the squared errors of two houses", "iota_sum", SQUARES, public=True)
    yield call("a random table", "iota_sum", rng.normal(size=(5, 3)))
    yield call("more columns than rows", "iota_sum", rng.normal(size=(2, 7)))


def thin_tables(rng):
    yield call("one row", "iota_sum", rng.normal(size=(1, 4)))
    yield call("one column", "iota_sum", rng.normal(size=(6, 1)))


def whole_tables(rng):
    yield call("8-bit whole numbers", "iota_sum", rng.integers(100, 256, (5, 3)).astype(np.uint8))
    # Two of these are more than 64 bits hold.
    yield call("64-bit whole numbers", "iota_sum", rng.integers(2**62, 2**63 - 1, (2, 2)))


# ------------------------------------------------------------- row_softmax_shape_quiz

SCORES = np.array([[1.0, 2.0, 1.0], [4.0, 1.0, 5.0]])


def scores(rng):
    yield call("two rows of scores", "row_softmax_shape_quiz", SCORES, public=True)
    yield call("a random table", "row_softmax_shape_quiz", rng.uniform(0.1, 5, (5, 3)))
    yield call("more columns than rows", "row_softmax_shape_quiz", rng.uniform(0.1, 5, (2, 6)))


def square_scores(rng):
    # Not so large that a constant beside the sums would show in one table and not in another.
    yield call("as many rows as columns", "row_softmax_shape_quiz", rng.uniform(1, 2, (4, 4)))


def edge_scores(rng):
    name = "row_softmax_shape_quiz"
    yield call("one row", name, rng.uniform(0.1, 5, (1, 4)))
    yield call("one column", name, rng.uniform(0.1, 5, (5, 1)))
    yield call("whole numbers", name, rng.integers(1, 9, (3, 4)))
    yield unchanged("the caller's table stays as it was", name, rng.uniform(0.1, 5, (3, 2)))
    yield call("8-bit whole numbers", name, rng.integers(100, 256, (3, 4)).astype(np.uint8))
    yield call("very small scores", name, rng.uniform(1e-14, 1e-13, (3, 4)))


# -------------------------------------------------------------------------- gradcheck
# Arguments and steps are multiples of 1/8 and the functions polynomials, so that every sum and
# difference is exact: the answer does not depend on how the difference quotient is written.

CUBES = Expr("lambda x: (np.sum(x**3), 3 * x**2)")
SQUARES_RIGHT = Expr("lambda x: (np.sum(x**2), 2 * x)")
SQUARES_HALF = Expr("lambda x: (np.sum(x**2), x)")
SQUARES_DOWN = Expr("lambda x: (np.sum(x**2), -2 * x)")
SQUARES_TOO_STEEP = Expr("lambda x: (np.sum(x**2), 5 * x)")
SQUARE_OF_SUM = Expr("lambda x: (np.sum(x)**2, 2 * np.sum(x) * np.ones(x.shape))")
ONE_WRONG = Expr(
    "lambda x: (np.sum(x**2), 2 * x - 3.0 * (np.arange(x.size).reshape(x.shape) == 2))"
)
OF_COLUMNS = Expr("lambda x: (np.sum(x[:, 0] ** 2) + np.sum(x[:, 1] ** 2), 3 * x)")
CUBES_OFF = Expr("lambda x: (np.sum(x**3), 3 * x**2 - x)")
#: Its slope at 0 is 0, but at this steepness a central difference of step h says 4e11·h².
STEEP = Expr("lambda x: (4e12 * np.sum(x**3), 12e12 * x**2 - 5)")


def eighths(rng, *shape):
    """Random multiples of 1/8, none of them near 0, of both signs."""
    return rng.integers(5, 24, shape) / 8 * rng.choice([-1, 1], shape)


def smallest_inside(rng):
    """Five of them above 1, of different sizes; the smallest is neither first nor last."""
    sizes = rng.permutation(np.arange(9, 26))[:5] / 8
    place = rng.integers(1, 4)
    return np.insert(rng.permutation(np.delete(sizes, sizes.argmin())), place, sizes.min())


def claims(rng):
    name = "gradcheck"
    yield call("cubes, by hand", name, CUBES, np.array([1.0, 2.0]), h=0.5, public=True)
    yield call("a right gradient of a cube", name, CUBES, smallest_inside(rng), h=0.25)
    yield call("a factor forgotten", name, SQUARES_HALF, eighths(rng, 2, 3), h=0.5)
    yield call("one entry wrong", name, ONE_WRONG, eighths(rng, 3, 2), h=0.25)
    yield call("a wrong sign", name, SQUARES_DOWN, eighths(rng, 4), h=0.25)
    # All errors on one side: a check that forgets the absolute value must not see any of them.
    yield call("a factor too large", name, SQUARES_TOO_STEEP, np.abs(eighths(rng, 4)), h=0.25)
    yield call("entries that act together", name, SQUARE_OF_SUM, np.abs(eighths(rng, 4)), h=0.5)


def special_points(rng):
    yield call("the step that is taken by default", "gradcheck", STEEP, np.zeros(3))
    # The worst error is neither the first nor the last.
    small = np.array([-1, *rng.permutation([-3, 3]), 2]) / 8
    yield call("slopes below 1", "gradcheck", SQUARES_HALF, small, h=0.25)
    flat = np.array([0.0, 1.0, 0.0])
    yield call("slopes that are 0", "gradcheck", SQUARES_RIGHT, flat, h=0.125)
    # The largest difference is where the slope is largest, and the largest error is not.
    yield call("slopes of different size", "gradcheck", CUBES_OFF, smallest_inside(rng), h=0.25)


def callers_arrays(rng):
    yield call("whole numbers", "gradcheck", SQUARES_HALF, rng.integers(2, 9, 3), h=0.25)
    narrow = rng.integers(130, 256, 3).astype(np.uint8)
    yield call("8-bit whole numbers", "gradcheck", SQUARES_RIGHT, narrow, h=0.25)
    yield unchanged("x stays as it was", "gradcheck", SQUARES_RIGHT, eighths(rng, 3), h=0.25)
    # A nudge that is taken back by adding leaves an error of rounding behind.
    yield unchanged("x stays as it was", "gradcheck", SQUARES_RIGHT, rng.uniform(1, 9, 40))
    # As a transposed table lies in memory.
    columns = np.asfortranarray(eighths(rng, 2, 3))
    columns[0, 0], columns[0, 2] = 2.5, 0.75  # the entry that is wrong has no large slope
    yield call("a table stored by columns", "gradcheck", ONE_WRONG, columns, h=0.25)
    x = np.abs(eighths(rng, 3, 2))
    yield call("a function of columns", "gradcheck", OF_COLUMNS, x, h=0.25)
    yield call("three axes", "gradcheck", ONE_WRONG, eighths(rng, 2, 3, 2), h=0.25)


# ------------------------------------------------------------------------------- Loss

LOSSES = np.array([[0.25, 1.0], [0.25, 1.0]])
SLOPES = np.array([[-1.0, -2.0], [1.0, 2.0]])


def reduced(label, losses, *, public=False, **options):
    """``Loss(**options).reduce(losses)`` must be right."""
    steps = (Build("loss", "Loss", (), options), Call("loss", "reduce", (losses,)))
    return Case(label, steps, public)


def spread(label, slopes, *, public=False, **options):
    """``spread(slopes)`` must be right, after losses of the same shape were reduced."""
    steps = (
        Build("loss", "Loss", (), options),
        Call("loss", "reduce", (slopes**2,), observed=False),
        Call("loss", "spread", (slopes,)),
    )
    return Case(label, steps, public)


def tables_of(make, example):
    def cases(rng):
        yield make("the losses of two houses", example, public=True)
        yield make("a random table", rng.normal(size=(5, 3)))
        yield make("one sample", rng.normal(size=(1, 4)))
        yield make("one loss per sample", rng.normal(size=7))
        yield make("one sample, one column", rng.normal(size=(1, 1)))
        yield make("three axes", rng.normal(size=(2, 3, 2)))

    return cases


def other_reductions(rng):
    for reduction in ("sum", "none"):
        for shape in ((5, 3), (4,), (2, 3, 2)):
            label = f'reduction="{reduction}"'
            yield reduced(label, rng.normal(size=shape), reduction=reduction)
            yield spread(label, rng.normal(size=shape), reduction=reduction)
    narrow = rng.integers(100, 256, (5, 3)).astype(np.uint8)
    yield reduced("8-bit whole numbers", narrow, reduction="sum")


def no_reduction(rng):
    for wrong in ("average", "batchmean", "Mean", "SUM", " mean", "", "me", None):
        steps = (
            Build("loss", "Loss", (wrong,)),
            Call("loss", "reduce", (rng.normal(size=(2, 3)),)),
        )
        yield Case("a reduction that does not exist", steps)


def loss_reuse(rng):
    """A loss that is used again must answer as a fresh one: see ``baseline`` in ``Case``."""

    def reduce_and_spread(handle, losses):
        return Call(handle, "reduce", (losses,)), Call(handle, "spread", (losses,))

    A, B = rng.normal(size=(5, 3)), rng.normal(size=(2, 4))
    mean, total = Build("mean", "Loss"), Build("total", "Loss", ("sum",))
    answers = reduce_and_spread("mean", A)
    yield Case(
        "two tables of different size through one object",
        (mean, *answers, *reduce_and_spread("mean", B)),
        baseline=((mean, *answers), (mean, *reduce_and_spread("mean", B))),
    )
    yield Case(
        "another object with another reduction, built in between",
        (mean, total, *answers),
        baseline=((mean, *answers),),
    )
    yield Case(
        "the caller's arrays stay as they were",
        (
            mean,
            Call("mean", "reduce", (A,), observed=False),
            Call("mean", "spread", (B,), observed=False),
            Input(0),
            Input(1),
        ),
    )
    right = Call("mean", "reduce", (A,), observed=False), Call("mean", "spread", (A,))
    yield Case("spread, with no reduce before", (mean, right[1]), baseline=((mean, *right),))
    yield Case(
        "spread, after losses of another size",
        (mean, Call("mean", "reduce", (B,), observed=False), right[1]),
        baseline=((mean, *right),),
    )


# ---------------------------------------------------------------------- gradient_step


def steps(rng):
    name = "gradient_step"
    by_hand = np.array([[3.0]]), np.array([[1.0], [2.0]]), np.array([[2.0], [8.0]])
    yield call("one parameter, two samples", name, *by_hand, 0.1, public=True)
    yield call("random parameters", name, *model(rng, 7, 4, 3), 0.3)
    yield call("one output", name, *model(rng, 5, 3, 1), 0.05)
    yield call("as many features as outputs", name, *model(rng, 5, 3, 3), 0.2)


def edge_steps(rng):
    yield call("one sample", "gradient_step", *model(rng, 1, 2, 3), 0.2)
    theta, X, _ = model(rng, 4, 2, 3)
    yield call("predictions that are perfect", "gradient_step", theta, X, X @ theta, 0.2)


def untouched_model(rng):
    label = "the caller's arrays stay as they were"
    yield unchanged(label, "gradient_step", *model(rng, 4, 2, 3), 0.2)
    theta, X, Y = model(rng, 4, 2, 3)
    X, Y = rng.integers(1, 9, X.shape), rng.integers(130, 256, Y.shape).astype(np.uint8)
    yield call("whole numbers", "gradient_step", theta, X, Y, 0.125)
    _, X, Y = model(rng, 4, 2, 3)
    theta = rng.integers(1, 9, (2, 3))
    yield call("whole numbers", "gradient_step", theta, X, Y, 0.125)


def model(rng, n, d, c):
    """Parameters, features and targets."""
    return rng.normal(size=(d, c)), rng.normal(size=(n, d)), rng.normal(size=(n, c))


QUESTIONS = (
    question("one_hot.value", 2, labels),
    Question(
        "one_hot.edges",
        (Group("labels that are no class", 1, no_classes), Group("few labels", 1, few_labels)),
    ),
    question("iota_sum.value", 2, tables),
    Question(
        "iota_sum.edges",
        (Group("one row or column", 1, thin_tables), Group("whole numbers", 1, whole_tables)),
    ),
    question("row_softmax_shape_quiz.value", 2, scores),
    Question(
        "row_softmax_shape_quiz.edges",
        (Group("square tables", 1, square_scores), Group("other tables", 1, edge_scores)),
    ),
    question("gradcheck.value", 3, claims),
    Question(
        "gradcheck.edges",
        (Group("special points", 1, special_points), Group("arrays", 1, callers_arrays)),
    ),
    question("Loss.forward", 2, tables_of(reduced, LOSSES)),
    question("Loss.backward", 2, tables_of(spread, SLOPES)),
    Question(
        "Loss.options",
        (
            Group("sum and none", 2, other_reductions),
            Group("no such reduction", 1, no_reduction),
        ),
    ),
    question("Loss.reuse", 2, loss_reuse),
    question("gradient_step.value", 3, steps),
    Question(
        "gradient_step.edges",
        (Group("small cases", 1, edge_steps), Group("arrays", 1, untouched_model)),
    ),
)


# -------------------------------------------------------------- misconceptions: one_hot

ONE_HOT = ("one_hot.value", "one_hot.edges")


class OneHotFromOne:
    """Every 1 stands one column too far to the left, and class 0 has landed in the last one.

    Your classes are numbered from 1, as people count. Here they are numbered from 0, as arrays
    are. Subtracting 1 from class 0 gives −1, which NumPy takes for the last column, so that
    no error is raised.
    """

    target, breaks = "one_hot", ONE_HOT

    def __call__(self, y, C):
        return np.eye(C)[(reference.one_hot(y, C).argmax(axis=1)) - 1]


class OneHotTransposed:
    """Your table lies on its side: it has a row per class instead of a row per sample.

    In this course a row is a sample, in predictions and in targets alike. The two shapes have
    to agree before anything can be subtracted or multiplied. Which axis of your table runs
    over the N samples?
    """

    target, breaks = "one_hot", ONE_HOT

    def __call__(self, y, C):
        return reference.one_hot(y, C).T


class OneHotCountsClasses:
    """Your table is too narrow when the largest class does not occur in the labels.

    You find out the number of classes from the labels. A small batch rarely shows all of
    them, and its table must still fit the predictions, which have C columns. What was the
    second argument for?
    """

    target, breaks = "one_hot", ONE_HOT

    def __call__(self, y, C):
        return reference.one_hot(y, C)[:, : int(y.max()) + 1]


class OneHotRanks:
    """Classes that do not occur shift the ones that do.

    You number the labels that you find 0, 1, 2, … in order. If class 1 is missing from a
    batch, class 2 takes its column, and the same class means different columns in different
    batches. A class keeps its number whether its neighbors occur or not.
    """

    target, breaks = "one_hot", ("one_hot.value", "one_hot.edges")

    def __call__(self, y, C):
        table = reference.one_hot(y, C)
        return np.eye(C)[np.unique(table.argmax(axis=1), return_inverse=True)[1]]


class OneHotFromSmallest:
    """Where class 0 does not occur, every 1 stands too far to the left.

    You count the classes from the smallest label that you find: it gets the first column, and the
    others follow. Labels 1 and 3 then land in the columns 0 and 2. A batch rarely shows every
    class, and a class keeps its column whether the smaller ones occur or not. The first column
    belongs to class 0, always. Which of your lines asks for the smallest label?
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        return np.roll(reference.one_hot(y, C), -int(y.min()), axis=1)


class OneHotBoundWraps:
    """Unsigned labels are refused, though every one of them is a class.

    Labels are often stored as unsigned numbers, as of 8 bits, which are never negative. A
    difference such as y − C is not negative either then: for the label 2 and C = 5 it is not −3 but
    253, since it wraps around, and looks too large. Compare y with C, with no difference in
    between. If you ask for the type instead, let every whole number pass, whatever its width.
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        if y.dtype.kind == "u":
            raise ValueError
        return reference.one_hot(y, C)


class OneHotReshaped:
    """You fill a table with a row per class and then reshape it; that does not turn it.

    `reshape` keeps the numbers in their order and only sets new line breaks, so the ones land in
    other samples' rows. To let rows become columns a table is transposed. Print the table before
    and after for the labels 0, 2 and 1, and follow a single 1.
    """

    target, breaks = "one_hot", ("one_hot.value", "one_hot.edges")

    def __call__(self, y, C):
        return np.reshape(reference.one_hot(y, C).T, (len(y), C))


class OneHotSqueezes:
    """One sample, or a single class, and an axis of your table is missing.

    `np.squeeze` takes away every axis of length 1. A batch of one sample is still a batch, and its
    table has the shape (1, C); with one class the shape is (N, 1). Code that asks for the rows of
    your answer would find something else as soon as a batch is that small. The table has two axes
    by itself, so nothing has to be taken away.
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        return np.squeeze(reference.one_hot(y, C))


class OneHotBool:
    """Your table holds true and false where numbers are expected.

    A comparison tells where the 1 belongs, but its answers are truth values. Subtracting two
    tables of them raises an error in NumPy, and their sum is a truth value again. The docstring
    asks for numbers.
    """

    target, breaks = "one_hot", ONE_HOT

    def __call__(self, y, C):
        return reference.one_hot(y, C) == 1


class OneHotWholeColumns:
    """You fill whole columns with ones: each row marks every class of the batch.

    Indexing all rows and some columns means every pair of them. What is meant is one place in
    each row: row 0 with the first label, row 1 with the second. For that both indices must
    walk along together.
    """

    target, breaks = "one_hot", ("one_hot.value", "one_hot.edges")

    def __call__(self, y, C):
        table = reference.one_hot(y, C)
        table[:, y] = 1
        return table


class OneHotUnchecked:
    """The label −1 gets the last column, without a complaint.

    A negative index counts from the end in Python. In data, −1 often means “no label”, and
    then a sample without a label trains the last class. A label that is too large at least
    raises an error, though another one than the docstring promises.
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        return np.eye(C)[y]


class OneHotOneEnd:
    """Only one of the two kinds of wrong labels is refused.

    A label can be no class in two ways: it is negative, or it is C or more. Your test stops one
    of them. The other one either finds the last column, because −1 counts from the end in Python,
    or raises an IndexError from inside NumPy, where the docstring promises a ValueError. Test both
    ends of what is allowed, and one step beyond each.
    """

    target, breaks = "one_hot", ("one_hot.edges",)
    variants = ({}, {"negative": False})
    negative = True

    def __call__(self, y, C):
        if (y < 0).any() if self.negative else (y >= C).any():
            raise ValueError
        return np.eye(C)[y]


class OneHotLastAllowed:
    """Your check lets the label C pass, which is one too many.

    The classes are numbered from 0, so C classes end with C − 1. Compared with `>`, the label C is
    just allowed; the array has no column for it, and NumPy raises an IndexError where the docstring
    promises a ValueError. Try it with C = 3: the labels 0, 1 and 2 are classes, and 3 is the first
    that is none. Which of your two comparisons should include its bound?
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        if ((y < 0) | (y > C)).any():
            raise ValueError
        return np.eye(C)[y]


class OneHotEmptyRow:
    """A label that is no class gives a row of zeros; it should raise a ValueError.

    A row of zeros is no distribution: its sample adds nothing to a cross-entropy and yet is
    counted in the mean. The mistake in the data stays hidden. Complain where the label comes in.
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        return (y[:, None] == np.arange(C)).astype(float)


class OneHotIndexError:
    """You notice labels that are no class, but raise another exception than the one agreed on.

    The docstring promises a ValueError, and that is what a caller will catch. Python's list
    and array indexing raises IndexError; an argument with a value that makes no sense is a
    ValueError.
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        if y.min() < 0 or y.max() >= C:
            raise IndexError
        return np.eye(C)[y]


class OneHotAsserts:
    """Labels that are no class are refused, but with another exception than agreed on.

    The docstring promises a ValueError, and that is what a caller will catch. An `assert` raises
    AssertionError, and nothing at all when Python runs with `-O`. It states what you believe of
    your own code, not what you demand of a caller. Ask with `if`, and raise the error yourself.
    """

    target, breaks = "one_hot", ("one_hot.edges",)

    def __call__(self, y, C):
        assert y.min() >= 0
        assert y.max() < C
        return np.eye(C)[y]


# ------------------------------------------------------------- misconceptions: iota_sum

IOTA = ("iota_sum.value", "iota_sum.edges")


class IotaKeepsMatrix:
    """You return a table with one row and one column; a single number is asked for.

    A row times a table times a column is a matrix of shape (1, 1). It prints almost like a
    number and then breaks what comes later, a comparison of shapes for instance. How do you
    get the only entry out of a table, or keep it from becoming one?
    """

    target, breaks = "iota_sum", ("iota_sum.value",)

    def __call__(self, M):
        return np.array([[reference.iota_sum(M)]])


class IotaRowSums:
    """You return the sum of each row; one number for the whole table is asked for.

    That is the right half of the product, the table times a column of ones. What the left
    factor does is still to come: it adds up the sums of the rows.
    """

    target, breaks = "iota_sum", IOTA

    def __call__(self, M):
        return M @ np.ones(M.shape[1])


class IotaColumnSums:
    """You return the sum of each column; one number for the whole table is asked for.

    That is the left half of the product, a row of ones times the table. The right factor adds
    up the sums of the columns. Look at the shape of your answer: which axis is left?
    """

    target, breaks = "iota_sum", IOTA

    def __call__(self, M):
        return np.ones(M.shape[0]) @ M


class IotaSwapsOnes:
    """The lengths of your vectors of ones do not fit, so the product needs a square table.

    The left vector meets the N rows of the table and the right one its C columns. In a product
    the inner lengths must agree. Write the three shapes side by side: (1, N), (N, C), (C, 1).
    """

    target, breaks = "iota_sum", IOTA

    def __call__(self, M):
        return np.ones(M.shape[1]) @ M @ np.ones(M.shape[0])


class IotaMean:
    """You return the mean of the entries; the product with the ones does not divide.

    The division by N·C comes later, in the mean squared error. Here only the sum is asked for:
    compare with the worked example, which has four entries.
    """

    target, breaks = "iota_sum", IOTA

    def __call__(self, M):
        return np.mean(M)


class IotaTrace:
    """You add up the diagonal only.

    The sum in the formula runs over n and over c, independently of each other, so every entry
    is in it. With one shared index for both you walk down the diagonal. Count the summands in
    the worked example.
    """

    target, breaks = "iota_sum", IOTA

    def __call__(self, M):
        return np.trace(M).astype(float)


class IotaSquares:
    """You square the entries before you add them up.

    In the lectures the table in the middle of this product holds squared errors already. The
    function is handed that table and adds up what is there. Squaring belongs to the caller.
    """

    target, breaks = "iota_sum", IOTA

    def __call__(self, M):
        return np.sum(M.astype(float) ** 2)


class IotaWrapsAround:
    """Your sum of narrow whole numbers wraps around.

    A product of 8-bit tables is an 8-bit table: NumPy multiplies and adds in the type of its
    factors, and 255 + 1 is 0 there. If your ones have the type of the table, so has the sum,
    and Python's own `sum` keeps the type of the entries, too. What type does `np.ones` give when
    you do not ask for one?
    """

    target, breaks = "iota_sum", ("iota_sum.edges",)

    def __call__(self, M):
        N, C = M.shape
        return np.ones(N, M.dtype) @ M @ np.ones(C, M.dtype)


class IotaCutsOff:
    """Your entries lose what comes after the point before they are added.

    A table that is turned into whole numbers keeps no fractions: 0.9 becomes 0, and −0.9 as well.
    That was meant against an overflow of narrow whole numbers, and for these it helps. But most
    tables hold real numbers. In the worked example all entries happen to be whole, so nothing shows
    there. Which type has room for fractions and for large numbers, too?
    """

    target, breaks = "iota_sum", IOTA
    variants = ({"add": staticmethod(np.sum)}, {"add": staticmethod(lambda M: M.sum(dtype=float))})

    def __call__(self, M):
        return self.add(M.astype(np.int64))


class IotaTrustsWholeNumbers:
    """Your sum is right for narrow whole numbers, and wraps around for large ones of 64 bits.

    NumPy adds whole numbers up in 64 bits. That is room enough for 8-bit numbers, and too little
    for a few entries near 2 to the power of 62: their sum comes out negative, or as 0. Whole
    numbers of any width are to be summed without overflow. In which type do ones from `np.ones`
    compute, or what can you tell `sum` about its type?
    """

    target, breaks = "iota_sum", ("iota_sum.edges",)

    def __call__(self, M):
        return M.sum()


# ----------------------------------------------- misconceptions: row_softmax_shape_quiz

ROWS = ("row_softmax_shape_quiz.value", "row_softmax_shape_quiz.edges")


class RowsWithoutKeepdims:
    """The sums of the rows meet the columns of your table.

    A sum along an axis removes that axis: N sums in a plain vector. NumPy lines up shapes from
    the right, so it pairs that vector with the C columns. If N differs from C that is an error, or
    with a single column a table of another shape; if they are equal each entry is divided by the
    sum of some other row.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / Z.sum(axis=1)


class RowsDownTheColumns:
    """Your columns sum to 1; the rows should.

    `axis` names the axis that is summed away, not the one that stays. A row is walked along by
    the second index, so the sum over a row runs over the second axis. Add up the rows of
    your answer to see it.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / Z.sum(axis=0)


class RowsWholeTable:
    """All entries of your table together sum to 1; each row should by itself.

    You divide by one number for the whole table. Each sample has a distribution of its own,
    and it must not depend on what other samples are in the batch. What does the sum in the
    formula run over, and which index stays fixed?
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / Z.sum()


class RowsByMaximum:
    """You divide by the largest score of a row instead of its sum.

    The largest entry becomes 1 that way, but a distribution needs entries that add up to 1.
    The maximum does appear in a stable softmax, where it is subtracted from the logits before
    the exponential. That is another place.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / Z.max(axis=1, keepdims=True)


class RowsUnitLength:
    """Your rows have length 1 as vectors, but their entries do not add up to 1.

    You divide by the root of the sum of squares. That is what “to normalize” means in
    geometry. For probabilities it means that the entries sum to 1. Check the worked example:
    the divisor of the first row is 4.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / np.linalg.norm(Z, axis=1, keepdims=True)


class RowsExponentiated:
    """You exponentiate the scores first, which is not asked for here.

    The whole softmax is that: exponentials, then shares. In this quiz the scores are positive
    already and stand for the exponentials, so only the shares are left to do. With the
    exponential, scores of 1 and 2 become shares of 0.27 and 0.73 instead of 1/3 and 2/3.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return reference.row_softmax_shape_quiz(np.exp(Z))


class RowsByMean:
    """Your rows sum to C instead of 1.

    You divide by the mean of each row, and the mean is the sum divided by C. With it a row of
    equal scores becomes a row of ones. What should a row of three equal scores become?
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / Z.mean(axis=1, keepdims=True)


class RowsOnTheirSide:
    """Your numbers are right, but the table lies on its side.

    Transposing is a way to make the sums of the rows meet the rows. It must be undone
    afterwards: the answer has the shape (N, C) of the input. There is a way without it, in which
    the sum keeps an axis of length 1.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z.T / Z.sum(axis=1)


class RowsOfTheExample:
    """Your function works for tables with two rows only.

    A 2 of the worked example stands in your code, in the shape that the sums are brought into, say.
    Five rows have five sums, and they do not fit into two places, so that NumPy raises an error.
    Ask the table for its number of rows, write −1 where NumPy can work the number out by itself,
    or let the sum keep its axis.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS

    def __call__(self, Z):
        return Z / Z.sum(axis=1).reshape(2, 1)


class RowsSumChanges:
    """You divide the entries one by one, and the sum of the row changes on the way.

    The first entry of each row is right. When the second one is divided, the first is smaller
    already, and so is the sum that is taken anew. Take the sum once, before anything in the row is
    changed. For the row 1, 2, 1 it is 4 all the way; print what you divide by.
    """

    target = "row_softmax_shape_quiz"
    breaks = ("row_softmax_shape_quiz.value", "row_softmax_shape_quiz.edges")

    def __call__(self, Z):
        Z = np.array(Z, dtype=float)
        for row in Z:
            for c in range(len(row)):
                row[c] = row[c] / row.sum()
        return Z


class RowsEpsilon:
    """Your rows sum to a little less than 1: something small is added to what you divide by.

    The constant is meant against a division by zero. But the scores are positive, so the sum of a
    row never is 0, and the constant changes every share. For ordinary scores that is hard to see;
    for scores of the size of the constant itself the rows sum to one half. Divide by the sum, and
    by nothing else.
    """

    target, breaks = "row_softmax_shape_quiz", ROWS
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 9))

    def __call__(self, Z):
        return Z / (Z.sum(axis=1, keepdims=True) + self.epsilon)


class RowsTinyEpsilon:
    """Rows of very small scores do not sum to 1 with you.

    A tiny constant is added to the sum of a row, or the sum is not allowed to be smaller than it.
    It is meant against a division by zero, but the scores are positive, so the sum of a row never
    is 0. Where the scores are as small as the constant, their shares come out too small. Divide by
    the sum, and by nothing else.
    """

    target, breaks = "row_softmax_shape_quiz", ("row_softmax_shape_quiz.edges",)
    variants = tuple(
        {"epsilon": 10.0**-k, "floor": floor}
        for floor in (False, True)
        for k in (10, 12, *((5, 6, 8) if floor else (15, 16)))
    )

    def __call__(self, Z):
        total = Z.sum(axis=1, keepdims=True)
        return Z / (np.maximum(total, self.epsilon) if self.floor else total + self.epsilon)


class RowsColumnAsRow:
    """In a table with one column your entries sum to 1 down the column; each should be 1.

    Such a table has N rows of a single entry, and the share of an entry in its own row is 1. You
    take it for a row that stands upright, perhaps in a special case for thin tables. No special
    case is needed: a sum along the second axis that keeps its axis is right for every shape.
    """

    target, breaks = "row_softmax_shape_quiz", ("row_softmax_shape_quiz.edges",)

    def __call__(self, Z):
        return Z / (Z.sum() if Z.shape[1] == 1 else Z.sum(axis=1, keepdims=True))


class RowsWrapAround:
    """The sums of your rows wrap around where the table holds narrow whole numbers.

    Python's own `sum`, and products with ones of the type of the table, add 8-bit numbers as such,
    and 255 + 1 is 0 there. Then a row is divided by a sum that is far too small. Entries of a
    table may be whole numbers of any width, so turn them into real numbers before you add.
    """

    target, breaks = "row_softmax_shape_quiz", ("row_softmax_shape_quiz.edges",)

    def __call__(self, Z):
        return Z / Z.sum(axis=1, keepdims=True, dtype=Z.dtype)


class RowsInPlace:
    """Your answer is right, but it is written into the caller's table.

    An operator such as `/=` works inside the array that was passed in. The caller's scores are
    gone, and into a table of whole numbers the operator writes no shares at all, it refuses. An
    ordinary division makes a new table.
    """

    target, breaks = "row_softmax_shape_quiz", ("row_softmax_shape_quiz.edges",)

    def __call__(self, Z):
        Z /= Z.sum(axis=1, keepdims=True)
        return Z


# ------------------------------------------------------------ misconceptions: gradcheck

CHECK = ("gradcheck.value", "gradcheck.edges")


class _Check:
    """The check in pieces, of which a misconception changes one."""

    target = "gradcheck"

    def __call__(self, f, x, h=1e-6):
        x = np.array(x, dtype=float)
        slopes = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            slopes[index] = self.slope(f, x, self.nudge(x, index, h), h)
        return self.error(np.asarray(f(x)[1]), slopes)

    def nudge(self, x, index, h):
        nudge = np.zeros(x.shape)
        nudge[index] = h
        return nudge

    def slope(self, f, x, nudge, h):
        return (f(x + nudge)[0] - f(x - nudge)[0]) / (2 * h)

    def error(self, gradient, slopes):
        return np.max(np.abs(gradient - slopes) / self.scale(np.abs(gradient), np.abs(slopes)))

    def scale(self, gradient, slopes):
        return np.maximum(1, np.maximum(gradient, slopes))


def _by_nothing(check, gradient, slopes):
    return 1.0


#: A wrong slope, alone and where its error is not measured against anything either.
ALONE_OR_ABSOLUTE = ({}, {"scale": _by_nothing})


class CheckForward(_Check):
    """You nudge upwards only, so your differences are off by an amount that is proportional to h.

    The two-sided difference lets the errors of both sides cancel: for the same step it is far
    more exact. With the one-sided one, right gradients look wrong at the level of h. Compare with
    the formula: where is the value at x − h?
    """

    breaks = CHECK
    variants = ALONE_OR_ABSOLUTE

    def slope(self, f, x, nudge, h):
        return (f(x + nudge)[0] - f(x)[0]) / h


class CheckNoTwo(_Check):
    """Your slopes are twice as large as they should be.

    From x − h to x + h the distance is not h. With your divisor every right gradient looks
    wrong by a factor, and a gradient that is too large by that factor looks right.
    """

    breaks = CHECK
    variants = ALONE_OR_ABSOLUTE

    def slope(self, f, x, nudge, h):
        return (f(x + nudge)[0] - f(x - nudge)[0]) / h


class CheckAllAtOnce(_Check):
    """You nudge all entries together, so that every slope is the sum of all slopes.

    A gradient has an entry for each coordinate, and entry i says what happens when only x_i
    moves. Adding h to the whole array moves along the diagonal. In each round one entry moves
    and the others stay where they are.
    """

    breaks = CHECK

    def nudge(self, x, index, h):
        return np.full(x.shape, h)


class CheckMean(_Check):
    """You return the average error; the largest one is asked for.

    A gradient that is wrong in one entry of a million has a tiny average error, and is wrong.
    A check should be as strict as its worst place.
    """

    breaks = CHECK

    def error(self, gradient, slopes):
        scale = self.scale(np.abs(gradient), np.abs(slopes))
        return np.mean(np.abs(gradient - slopes) / scale)


class CheckOneEntry(_Check):
    """You return the error of one entry, the first or the last; the largest one is asked for.

    In a loop that assigns the error anew in each round only the last one survives, and a `return`
    inside the loop ends it after the first. Keep the larger of the old and the new one. In the
    worked example the errors are 0.0769 and 0.0204.
    """

    breaks = CHECK
    variants = ({"place": -1}, {"place": 0})

    def error(self, gradient, slopes):
        errors = np.abs(gradient - slopes) / self.scale(np.abs(gradient), np.abs(slopes))
        return errors.flat[self.place]


class CheckAbsolute(_Check):
    """You return the largest difference as it is; it should be measured against the slopes.

    A difference of 0.001 is much for a slope of 0.01 and nothing for a slope of a million.
    The formula divides each difference by the larger of the two slopes, or by 1 if both are
    smaller than that.
    """

    breaks = ("gradcheck.value", "gradcheck.edges")

    def scale(self, gradient, slopes):
        return 1.0


class CheckSigned(_Check):
    """A gradient that is wrong on one side passes your check: if it is too small, or if too large.

    The difference of the two slopes may be negative, and the largest of negative numbers is
    not the worst error. What counts is how far apart they are, on whichever side.
    """

    breaks = CHECK
    variants = ({"sign": 1}, {"sign": -1})

    def error(self, gradient, slopes):
        difference = self.sign * (gradient - slopes)
        return np.max(difference / self.scale(np.abs(gradient), np.abs(slopes)))


class CheckNumericScale(_Check):
    """You measure the error against the numerical slope alone.

    The formula takes the larger of the two slopes, so that it treats them alike and never
    exceeds 2. With one of them alone, a claimed gradient that is far too large gives a
    larger error than one that is far too small.
    """

    breaks = CHECK

    def scale(self, gradient, slopes):
        return np.maximum(1, slopes)


class CheckClaimedScale(_Check):
    """You measure the error against the claimed slope, or 1; the numerical slope is left out.

    The formula takes the largest of three: 1 and the sizes of both slopes. If the claimed slope is
    too small, it is the numerical one that counts, and your errors are too large there. NumPy's
    `maximum` compares two arrays, and what is passed in third place is not compared: the result is
    written into it. So nest two calls, or take the largest of the two slopes first.
    """

    breaks = CHECK

    def scale(self, gradient, slopes):
        return np.maximum(1, gradient)


class CheckSumScale(_Check):
    """You divide each difference by the sum of the two slopes; the formula takes the larger one.

    Other courses do so, and their relative error is nearly half of ours. It also has no floor, or
    a tiny one: where both slopes are near 0, rounding errors are divided by next to nothing. Here
    the difference is measured against the larger of the two slopes, and against no less than 1.
    Compare with the worked example, where 0.25 is divided by 3.25.
    """

    breaks = CHECK
    variants = ({}, {"least": 1e-8}, {"least": 1e-12}, {"least": 1.0})
    least = 0.0

    def scale(self, gradient, slopes):
        return np.maximum(self.least, gradient + slopes)


class CheckWorstDifference(_Check):
    """You look for the largest difference first, and return the error of that entry.

    The largest difference is mostly where the slopes are large, and measured against them it may be
    small. Another entry with a smaller difference and a much smaller slope can have the larger
    error. So divide each difference by its own scale first, and take the largest of the quotients
    after that. Try the worked example: both differences are 0.25, and their errors are not equal.
    """

    breaks = CHECK

    def error(self, gradient, slopes):
        difference = np.abs(gradient - slopes)
        scale = np.broadcast_to(self.scale(np.abs(gradient), np.abs(slopes)), difference.shape)
        worst = difference.argmax()
        return difference.flat[worst] / scale.flat[worst]


class CheckOneScale(_Check):
    """You measure all differences against one number, the largest slope of all.

    Each entry has a scale of its own: the larger of its two slopes, and no less than 1. With one
    scale for the whole array, an entry with a small slope may be wrong altogether, and the large
    slope of another entry hides it. Divide entry by entry first, and take the largest after that.
    In the worked example 0.25 is divided by 3.25 and by 12.25; the larger quotient is asked for.
    """

    breaks = CHECK

    def scale(self, gradient, slopes):
        return np.maximum(1, np.maximum(gradient, slopes)).max()


class CheckVectorNorm(_Check):
    """You compare the lengths of whole gradients; asked for is the worst single entry.

    The length of the difference over the sum of the two lengths is a common measure, too. But it
    mixes all entries: one wrong slope among many right ones hardly changes the length, and so it
    hides. The notebook computes an error for each entry, each with a scale of its own, and
    returns the largest of them.
    """

    breaks = CHECK

    def error(self, gradient, slopes):
        length = np.linalg.norm(gradient) + np.linalg.norm(slopes)
        return np.linalg.norm(gradient - slopes) / length


class CheckNoFloor(_Check):
    """Where both slopes are zero or small, your check divides by next to nothing.

    At a place where the gradient is 0 and the difference too, 0/0 gives nan, and the largest of
    numbers with a nan among them is nan. For small slopes rounding errors are blown up, also with
    a floor such as 1e-8, which some courses write. Here no error is measured against less than 1:
    a slope of 0.001 that is off by 0.0001 has the error 0.0001, not 0.1. What is the 1 in the
    formula for?
    """

    breaks = ("gradcheck.edges",)
    variants = ({}, {"least": 1e-8}, {"least": 1e-10}, {"least": 1e-12})
    least = 0.0

    def scale(self, gradient, slopes):
        return np.maximum(self.least, np.maximum(gradient, slopes))


class CheckOwnStep(_Check):
    """Your check takes the same step whatever `h` it is given.

    With the default nothing shows. A caller who asks for a coarse step wants to see its error,
    and one whose values are huge needs another step than usual. Where in your code does the
    argument arrive?
    """

    breaks = CHECK

    def __call__(self, f, x, h=1e-6):
        return super().__call__(f, x)


class CheckStepGrows(_Check):
    """Your step is not h where an entry of x is large: you stretch it with the size of the entry.

    Some books do that, since a tiny nudge drowns in the rounding of a large number. The notebook
    nudges every entry by h itself, and a caller who asks for the step 0.25 wants to see the error
    of that step. For entries up to 1 nothing may show. In the worked example the nudge is 0.5 for
    x = 1 and for x = 2 alike.
    """

    breaks = CHECK
    variants = tuple(
        {"stretch": staticmethod(f)}
        for f in (lambda size: np.maximum(1, size), lambda size: 1 + size, lambda size: size)
    )

    def __call__(self, f, x, h=1e-6):
        x = np.array(x, dtype=float)
        slopes = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            step = h * self.stretch(np.abs(x[index]))
            slopes[index] = self.slope(f, x, self.nudge(x, index, step), step)
        return self.error(np.asarray(f(x)[1]), slopes)


class CheckWrongDefault(_Check):
    """Your check is right when it is told the step, but its default step is not the one agreed on.

    The signature in the notebook says which step is taken if the caller names none. A larger
    one blurs sharp bends of the function; a much smaller one drowns in rounding errors.
    """

    breaks = ("gradcheck.edges",)
    step = 1e-5
    variants = ({}, {"step": 1e-4}, {"step": 1e-3}, {"step": 1e-7}, {"step": 1e-8})

    def __call__(self, f, x, h=None):
        return super().__call__(f, x, self.step if h is None else h)


class CheckNeverReturns(_Check):
    """Entries that you have nudged stay nudged while you test the next ones.

    Each slope is to be measured at x. After the first round your x is another point, and
    after the last one you are h away from where you began, in every coordinate. Undo each nudge,
    or nudge a copy.
    """

    breaks = ("gradcheck.value",)
    variants = ({"way": 1}, {"way": -1})

    def __call__(self, f, x, h=1e-6):
        x = np.array(x, dtype=float)
        gradient, slopes = np.asarray(f(x)[1]), np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            nudge = self.nudge(x, index, h)
            slopes[index] = self.slope(f, x, nudge, h)
            x = x + self.way * nudge
        return self.error(gradient, slopes)


class CheckNudgesInPlace(_Check):
    """Your nudges stay in the caller's array: it is not what it was, and later slopes are wrong.

    You add h to an entry of x itself, then take 2h away, and leave it there. The next slope is
    then measured at another point, and after the check the caller's array is h lower everywhere.
    In an array of whole numbers the nudge is even rounded away. Nudge a copy of x, a fresh one
    for each side, and nothing has to be undone.
    """

    breaks = CHECK
    variants = ({}, {"copy": True}, {"late": True})
    copy = late = False

    def __call__(self, f, x, h=1e-6):
        gradient = f(x)[1]  # perhaps x itself, which is about to change
        gradient = np.array(gradient) if self.copy else gradient
        worst, slopes = 0.0, np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            x[index] += h
            above = f(x)[0]
            x[index] -= 2 * h
            slopes[index] = (above - f(x)[0]) / (2 * h)
            worst = max(worst, self.error(gradient[index], slopes[index]))
        return self.error(f(x)[1], slopes) if self.late else worst


class CheckGradientMoves(_Check):
    """The claimed gradient changes while you nudge.

    A function may hand back its argument itself as the gradient, as one that says that x is the
    gradient. You nudge the very array that you handed to it, so the gradient moves along with each
    nudge, also if every nudge is taken back afterwards. Keep a copy of the gradient before you
    nudge anything, or give the function a fresh copy of x in every call.
    """

    breaks = CHECK
    variants = ({}, {"twice": True})
    twice = False

    def __call__(self, f, x, h=1e-6):
        x = np.array(x, dtype=float)
        gradient, worst = f(x)[1], 0.0
        for index in np.ndindex(x.shape):
            kept = x[index]
            x[index] = kept + h
            above = f(x)[0]
            x[index] = kept - h
            slope = (above - f(x)[0]) / (2 * h)
            x[index] = kept + h if self.twice else x[index]
            worst = max(worst, self.error(gradient[index], slope))
            x[index] = kept
        return worst


class CheckNudgesNothing(_Check):
    """In a table that is stored by columns your nudges never reach x, so all slopes are 0.

    `ravel` and `reshape` give a view of an array where they can, and a copy where they cannot: the
    numbers of a transposed table do not lie in the order of its rows. You nudge entries of such a
    copy, and the function is handed the array that was not nudged. Walk over `np.ndindex(x.shape)`
    or use `x.flat`, which writes into x itself, whatever its order is.
    """

    breaks = ("gradcheck.edges",)

    def nudge(self, x, index, h):
        return super().nudge(x, index, h if x.flags.c_contiguous else 0.0)


class CheckFlattens(_Check):
    """You hand the function a flat array, where it expects the shape of x.

    Many functions look at rows and columns of their argument, and with a vector they raise an
    error or compute something else. Flattening x makes the loop easy, and nothing more: give every
    nudged array the shape of x again before the function gets it, or walk over
    `np.ndindex(x.shape)`.
    """

    breaks = ("gradcheck.edges",)

    def __call__(self, f, x, h=1e-6):
        return super().__call__(f, x.ravel(), h)


class CheckRowAtATime(_Check):
    """For a table you nudge whole rows at a time.

    `x[0]` is a number when x is a vector and a row when it is a table. Then all entries of a row
    move together, and each of them is given the slope of the row. Every entry of an array of any
    shape has to move alone.
    """

    breaks = CHECK

    def nudge(self, x, index, h):
        nudge = np.zeros(x.shape)
        nudge[index[0]] = h
        return nudge


class CheckVectorsOnly(_Check):
    """Your check works for a vector, and raises an error where x is a table.

    You walk over x with a single index. In a vector `x[i]` is a number. In a table it is a whole
    row, so a comparison finds several numbers where it wants one, or the index runs beyond the last
    row. Every entry of an array of any shape has to move alone: `np.ndindex(x.shape)` gives the
    place of each of them, for one axis, two or three.
    """

    breaks = CHECK
    variants = ({"raises": ValueError}, {"raises": IndexError})

    def __call__(self, f, x, h=1e-6):
        if np.ndim(x) > 1:
            raise self.raises
        return super().__call__(f, x, h)


class CheckGradientAtNudged(_Check):
    """You take the claimed gradient at the nudged point; it is a claim about x itself.

    The function returns value and gradient together, and both change when the point moves. For the
    difference you need its values at x + h and x − h. What you test is the gradient at x, so that
    needs a call of its own, without a nudge. With a tiny step the two gradients are hard to tell
    apart, with a coarse one they are not: for the cube of x = 1 and h = 0.5 the gradient at x is 3,
    and at x + h it is 6.75.
    """

    breaks = CHECK
    variants = ({"sign": 1}, {"sign": -1})

    def __call__(self, f, x, h=1e-6):
        x = np.array(x, dtype=float)
        slopes, gradient = np.zeros(x.shape), np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            nudge = self.nudge(x, index, h)
            slopes[index] = self.slope(f, x, nudge, h)
            gradient[index] = f(x + self.sign * nudge)[1][index]
        return self.error(gradient, slopes)


class CheckWholeNumbers(_Check):
    """In an array of whole numbers your nudge is rounded away.

    A whole-number array keeps only whole numbers: 3 + 0.25 is stored as 3, and 3 − 0.25 as 2. So
    the point does not move, or it moves by a whole step, and the slopes are 0 or belong to another
    step. The docstring says what whole numbers are taken as. What type does your copy of x have?
    """

    breaks = ("gradcheck.edges",)
    variants = ({}, {"cuts": True}, {"cuts": True, "bits": 32})
    cuts = False  # whether x − h is cut to a whole number, too, which is another one
    bits = 64  # in which NumPy adds up whole numbers; 32 in a browser's Python

    def __call__(self, f, x, h=1e-6):
        if x.dtype.kind == "f":
            return super().__call__(f, x, h)
        if not self.cuts:
            return self.error(np.asarray(f(x.astype(float))[1]), np.zeros(x.shape))
        slopes = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            nudge = self.nudge(x, index, h)
            up, down = (x + nudge).astype(x.dtype), (x - nudge).astype(x.dtype)
            slopes[index] = (self.value(f, up) - self.value(f, down)) / (2 * h)
        return self.error(np.array(f(x.copy())[1], dtype=float), slopes)

    def value(self, f, x):
        value = np.asarray(f(x)[0])
        whole = value.dtype.kind in "iu"
        return value.astype(f"{value.dtype.kind}{self.bits // 8}")[()] if whole else value


class CheckAsksForWholeNumbers(_Check):
    """You ask for the gradient at whole numbers, and it comes back in whole numbers.

    Your nudges are real, but the point itself is handed on as it came. The function then
    computes its gradient in the type of its argument, and in 8 bits 2 · 200 is 144. What the
    docstring says of whole numbers holds for every call of the function.
    """

    breaks = ("gradcheck.edges",)

    def __call__(self, f, x, h=1e-6):
        return super().__call__(lambda y: f(x if np.array_equal(x, y) else y), x, h)


class CheckSpoilsX(_Check):
    """Your check leaves x changed, by a nudge or by the rounding of one.

    The caller's array was nudged in place, and not, or not exactly, put back: adding a small
    number and subtracting it again may lose the last digit. A test must not change what it
    tests. Work on a copy.
    """

    breaks = ("gradcheck.edges",)

    def __call__(self, f, x, h=1e-6):
        error = super().__call__(f, x, h)
        if x.dtype.kind == "f":
            x.flat[-1] -= h
        return error


class CheckVerdict(_Check):
    """You return whether the gradient is right; how wrong it is, is asked for.

    A number can be looked at: 0.5 smells of a forgotten factor 2, and 1e-4 of a step that is too
    coarse. Where to draw the line between right and wrong is the caller's business.
    """

    breaks = CHECK

    def __call__(self, f, x, h=1e-6):
        return super().__call__(f, x, h) < 1e-6


# ----------------------------------------------------------------- misconceptions: Loss


class LossSumForMean(Loss):
    """Your mean is a sum: nothing is divided.

    The loss of a batch of twice the size would be twice as large, although the model is no
    worse. Compare with the worked example, where 2.5 is divided once more. Count the losses in
    the example of the notebook: there are four.
    """

    breaks = ("Loss.forward",)

    def reduce(self, losses):
        return losses.sum() if self.reduction == "mean" else super().reduce(losses)


class LossMeanOverRows(Loss):
    """Your mean divides by the number of rows, not by the number of losses.

    In a table of N rows and C columns there are N·C losses. `len` of a table counts its rows
    only. For one loss per sample the two are the same, which is why the slip is easy to miss.
    """

    breaks = ("Loss.forward",)

    def reduce(self, losses):
        mean = self.reduction == "mean"
        return losses.sum() / len(losses) if mean else super().reduce(losses)


class LossMeanOfTable(Loss):
    """Your count of the losses is right for a table only; losses may have any shape.

    You multiply two entries of the shape, the first and the last. In a table these are the rows and
    the columns. A vector has one length, which is its first and its last, so it is squared; with
    three axes the one in the middle is left out. How many entries an array has, whatever its shape
    is, NumPy knows as `size`.
    """

    breaks = ("Loss.forward",)

    def reduce(self, losses):
        count = losses.shape[0] * losses.shape[-1]
        return losses.sum() / count if self.reduction == "mean" else super().reduce(losses)


class LossSpreadOfTable(Loss):
    """`spread` counts the slopes right in a table only; they may have any shape.

    You multiply two entries of the shape, the first and the last. In a table these are the rows and
    the columns. A vector has one length, which is its first and its last, so it is squared; with
    three axes the one in the middle is left out. How many entries an array has, whatever its shape
    is, NumPy knows as `size`.
    """

    breaks = ("Loss.backward",)

    def spread(self, slopes):
        count = slopes.shape[0] * slopes.shape[-1]
        return slopes / count if self.reduction == "mean" else super().spread(slopes)


class LossAveragesOneAxis(Loss):
    """Your mean of a table is an array with a number per column.

    A loss is a single number, so that two settings of a model can be compared. You average along
    one axis, and a table has two. Look at the shape of what you return.
    """

    breaks = ("Loss.forward",)

    def reduce(self, losses):
        return losses.mean(axis=0) if self.reduction == "mean" else super().reduce(losses)


class LossSpreadForgetsMean(Loss):
    """Your gradient is that of the sum, also when the losses were averaged.

    A mean is the sum times a constant, and a constant in front of a function stays in front of
    its slopes. What `reduce` divides by, `spread` has to divide by too.
    """

    breaks = ("Loss.backward",)

    def spread(self, slopes):
        return slopes * 1.0


class LossSpreadByRows(Loss):
    """For a table of losses your gradient is too large by the number of columns.

    `spread` divides by the number of rows, while the mean of a table divides by the number of
    its entries. Both methods must use the same count.
    """

    breaks = ("Loss.backward",)

    def spread(self, slopes):
        return slopes / len(slopes) if self.reduction == "mean" else super().spread(slopes)


class LossSpreadMultiplies(Loss):
    """Your gradient of the mean grows with the number of losses; it should shrink.

    In a mean over a million losses a single one hardly matters, so its slope is divided by a
    million. You multiply. Nudge one prediction and see what happens to the mean.
    """

    breaks = ("Loss.backward",)

    def spread(self, slopes):
        return slopes * slopes.size if self.reduction == "mean" else super().spread(slopes)


class LossSpreadReduces(Loss):
    """`spread` gives a single number; it should give one slope for each loss.

    You apply to the slopes what `reduce` applies to the losses. But the mean has one slope for
    each prediction, because each can be nudged alone. The division is right, and the adding up
    is too much.
    """

    breaks = ("Loss.backward", "Loss.options")

    def spread(self, slopes):
        return self.reduce(slopes)


class LossAlwaysDivides(Loss):
    """With `reduction="sum"` your gradient is still divided by the number of losses.

    The sum does not divide, so its slopes are not divided either. The two methods of a loss
    speak about the same function; `spread` has to ask which one it is.
    """

    breaks = ("Loss.options",)

    def spread(self, slopes):
        return super().spread(slopes) / (slopes.size if self.reduction == "sum" else 1)


class LossDividesNone(Loss):
    """With `reduction="none"` your gradient is divided as if the losses had been averaged.

    After `"none"` the course takes the gradient of the sum of what was returned, and in that sum
    nothing is divided. See the last row of the table in the notebook.
    """

    breaks = ("Loss.options",)

    def spread(self, slopes):
        return super().spread(slopes) / (slopes.size if self.reduction == "none" else 1)


class LossSpreadIgnoresReduction(Loss):
    """Your gradient is that of the mean, whichever reduction the loss was built with.

    `reduce` looks at the option and `spread` does not: it divides by the number of losses after
    `"sum"` and after `"none"` as well. The two methods speak about the same function, so what one
    of them does not divide, the other must not divide either. See the last column of the table.
    """

    breaks = ("Loss.options",)

    def spread(self, slopes):
        return slopes / slopes.size


class LossIgnoresReduction(Loss):
    """Your loss takes the mean whatever it is told.

    The constructor accepts the option and neither method looks at it. What the constructor
    learns is gone when it returns, unless the object keeps it. Build one loss for each of the
    three options, hand the same table to all of them, and compare what they return.
    """

    breaks = ("Loss.options",)

    def __init__(self, reduction="mean"):
        super().__init__(reduction)
        self.reduction = "mean"


class LossFlattensNone(Loss):
    """With `reduction="none"` you return a long vector; the losses should keep their shape.

    Nothing is reduced, nothing is rearranged: loss and prediction stand at the same place in
    their tables, so that a caller can see which prediction was bad.
    """

    breaks = ("Loss.options",)

    def reduce(self, losses):
        return losses.ravel() if self.reduction == "none" else super().reduce(losses)


class LossTakesAnything(Loss):
    """A reduction that does not exist is accepted without a word.

    Somebody who writes `"average"` gets some other reduction, and finds out after a week of
    training, if at all. A wrong option should be refused where it is given, with the exception
    that the docstring names.
    """

    breaks = ("Loss.options",)
    variants = ({}, {"otherwise": "none"}, {"otherwise": "mean"})
    otherwise = "sum"

    def __init__(self, reduction="mean"):
        super().__init__()
        known = reduction in ("mean", "sum", "none")
        self.reduction = reduction if known else self.otherwise


class LossTakesBatchmean(Loss):
    """Your loss takes a fourth reduction, "batchmean", which was not agreed on.

    PyTorch has it in its divergence, where the sum is divided by the number of samples. Here there
    are three names, and anything else raises ValueError: whoever writes another one should learn at
    once that this course has no such reduction, and not get numbers of an unexpected size. Count
    the names in the docstring, and those in your test.
    """

    breaks = ("Loss.options",)
    variants = ({}, {"otherwise": "sum"}, {"otherwise": "none"}, {"otherwise": "mean"})
    otherwise = None

    def __init__(self, reduction="mean"):
        self.fourth = reduction == "batchmean"
        super().__init__("sum" if self.fourth else reduction)
        if self.fourth and self.otherwise:
            self.reduction = self.otherwise

    def reduce(self, losses):
        rows = len(losses) if self.fourth and not self.otherwise else 1
        return super().reduce(losses) / rows

    def spread(self, slopes):
        return super().spread(slopes) / (len(slopes) if self.fourth and not self.otherwise else 1)


class LossFindsPartsOfWords(Loss):
    """Parts of the names, such as "me" or no letters at all, are accepted as reductions.

    `in` asks two things. Of a tuple or a list it asks whether something is a member; of a string,
    whether something is a part of it, and the empty string is a part of every string. You look the
    reduction up in a string. A single pair of brackets makes no tuple either: that takes a comma.
    """

    breaks = ("Loss.options",)
    variants = tuple(
        {"otherwise": otherwise, "made": staticmethod(made)}
        for made in (lambda option: option, str)  # str turns None into a word
        for otherwise in ("sum", "none", "mean")
    )

    def __init__(self, reduction="mean"):
        if self.made(reduction) not in "mean sum none":
            raise ValueError(reduction)
        known = reduction in ("mean", "sum", "none")
        super().__init__(reduction if known else self.otherwise)


class LossIgnoresCase(Loss):
    """Names that are spelled otherwise, such as "Mean", are accepted.

    You make the option friendly before you test it, with `lower` perhaps, or `strip` or `str`.
    That is kind, and not what was agreed on: anything but the three names raises ValueError, so
    that the same program runs with every implementation of this loss. Test what came in as it is.
    """

    breaks = ("Loss.options",)
    variants = ({}, {"also_none": True})
    also_none = False

    def __init__(self, reduction="mean"):
        words = self.also_none or isinstance(reduction, str)
        super().__init__(str(reduction).lower() if words else reduction)


class LossSumsTwice(Loss):
    """Your sum fits a table only: losses may have any shape.

    Python's own `sum` goes along the first axis. Used twice it makes a number of a table; a vector
    is a number after the first time already, and a number cannot be summed again. With three axes
    an array is left over. NumPy's `sum` adds up all entries, however many axes there are.
    """

    breaks = ("Loss.options",)

    def reduce(self, losses):
        return sum(sum(losses)) if self.reduction == "sum" else super().reduce(losses)


class LossNeedsTable(Loss):
    """Your methods work for a table of losses only; losses may have any shape.

    You take the number of rows and of columns out of the shape, and a vector of N losses has no
    columns. Losses that give one number per sample are such a vector, and the mean divides by N
    then. How many entries an array has, whatever its shape is, NumPy knows as `size`.
    """

    breaks = ("Loss.forward", "Loss.backward")

    def _count(self, table):
        rows, columns = table.shape
        return rows * columns

    def reduce(self, losses):
        mean = self.reduction == "mean"
        return losses.sum() / self._count(losses) if mean else super().reduce(losses)

    def spread(self, slopes):
        return slopes / self._count(slopes) if self.reduction == "mean" else super().spread(slopes)


class LossComplainsLate(Loss):
    """A reduction that does not exist is refused, but only when the loss is first used.

    By then the data are loaded and the model is built, and the line that Python points at is
    not the line with the mistake. The docstring says “at once”: which method runs first?
    """

    breaks = ("Loss.options",)

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction

    def reduce(self, losses):
        Loss(self.reduction)
        return super().reduce(losses)


class LossAsserts(Loss):
    """A reduction that does not exist is refused, but with another exception than agreed on.

    The docstring promises ValueError. An `assert` raises AssertionError, and is skipped
    altogether when Python runs with `-O`. It states what you believe of your own code, not
    what you demand of a caller.
    """

    breaks = ("Loss.options",)

    def __init__(self, reduction="mean"):
        assert reduction in ("mean", "sum", "none")
        super().__init__(reduction)


class LossStateOnClass(Loss):
    """The second loss that is built changes what the first one does.

    Its option is stored where all objects share it, on the class or on a global name, instead of
    on `self`. A program with two losses then has two with the same reduction. Build two and look
    at what the first one remembers.
    """

    breaks = ("Loss.reuse",)

    def __init__(self, reduction="mean"):
        super().__init__(reduction)
        del self.reduction
        type(self).reduction = reduction


class LossStaleCount(Loss):
    """Your gradient divides by the size of the first table that the object ever saw.

    Batches differ in size, the last one of an epoch nearly always. A count that is kept from an
    earlier call is about another batch. The table that `spread` is handed can be counted on the
    spot.
    """

    breaks = ("Loss.reuse",)
    variants = ({}, {"of_slopes": True})  # whether `spread` counts, when it is first called
    of_slopes = False

    def reduce(self, losses):
        if not self.of_slopes:
            self.count = getattr(self, "count", losses.size)
        return super().reduce(losses)

    def spread(self, slopes):
        count = getattr(self, "count", slopes.size)
        if self.of_slopes:
            self.count = count
        return slopes / (count if self.reduction == "mean" else 1)


class LossCountsInReduce(Loss):
    """`spread` divides by how many losses `reduce` was handed, and not by its own count.

    So it cannot be used before `reduce`, as the worked example does, and after losses of another
    size it divides by a number that belongs to those. The slopes say themselves how many there
    are: count the array that `spread` is handed, and nothing has to be remembered.
    """

    breaks = ("Loss.reuse",)

    def reduce(self, losses):
        self.count = losses.size
        return super().reduce(losses)

    def spread(self, slopes):
        return slopes / self.count if self.reduction == "mean" else slopes * 1.0


class LossSpoilsSlopes(Loss):
    """`spread` divides inside the caller's array.

    An operator such as `/=` writes into the array that was passed in. Your answer is right, and
    the next one who uses these slopes divides them again. Make a new array. Print the array
    before and after the call.
    """

    breaks = ("Loss.reuse",)

    def spread(self, slopes):
        if self.reduction == "mean":
            slopes /= slopes.size
        return slopes


class LossSpoilsLosses(Loss):
    """`reduce` divides inside the caller's array.

    An operator such as `/=` writes into the array that was passed in. Your mean is right, and the
    caller's table of losses holds other numbers than before. Divide the sum instead of the
    summands, or make a new array.
    """

    breaks = ("Loss.reuse",)

    def reduce(self, losses):
        if self.reduction != "mean":
            return super().reduce(losses)
        losses /= losses.size
        return losses.sum()


# -------------------------------------------------------- misconceptions: gradient_step

STEP = ("gradient_step.value", "gradient_step.edges")


class _Step:
    """A step in pieces, of which a misconception changes one."""

    target = "gradient_step"

    def __call__(self, theta, X, Y, rate):
        A = X @ theta
        return theta - rate * self.gradient(X, self.slopes(A, Y))

    def slopes(self, A, Y):
        return 2 * (A - Y) / A.size

    def gradient(self, X, slopes):
        return X.T @ slopes


class StepNowhere(_Step):
    """Your parameters never change.

    What you change are predictions, and they are thrown away: at the next step they are
    computed from the parameters again. A model learns only through its parameters. Which
    variable does your function return, and where is it assigned?
    """

    breaks = STEP

    def __call__(self, theta, X, Y, rate):
        return theta


class StepOfPredictions(_Step):
    """You return changed predictions; changed parameters are asked for.

    The table that you return has a row per sample. Predictions are a result, like the position of
    a needle. To move it you have to turn the knob, which is θ, and the slopes with respect to θ
    come from those with respect to A by the chain rule.
    """

    breaks = STEP

    def __call__(self, theta, X, Y, rate):
        A = X @ theta
        return A - rate * self.slopes(A, Y)


class StepUphill(_Step):
    """Your step makes the loss larger.

    The gradient points to where the loss grows fastest. You add it. In the worked example the
    gradient is negative and θ should grow: check both signs. With your sign the loss of the two
    samples rises from step to step; print it a few times and watch.
    """

    breaks = ("gradient_step.value", "gradient_step.edges")

    def gradient(self, X, slopes):
        return -X.T @ slopes


class StepOfSum(_Step):
    """Your step is too large by the number of entries N·C.

    The loss is a mean, and its slopes are divided by the number of all entries. Without that a
    larger batch takes larger steps, and a learning rate that was good for ten samples diverges
    for a thousand.
    """

    breaks = STEP

    def slopes(self, A, Y):
        return 2 * (A - Y)


class StepPerSample(_Step):
    """Your step is too large by the number of outputs.

    The mean is over all N·C entries, and you divide by the N rows. With one output the two are
    the same, which is why the worked example does not show it.
    """

    breaks = STEP

    def slopes(self, A, Y):
        return 2 * (A - Y) / len(A)


class StepCountsFeatures(_Step):
    """You divide by the number of the features, N·D, where the number of the predictions belongs.

    The mean runs over the table of errors A − Y, which has N rows and C columns. `X.size` counts
    another table. With as many features as outputs the two are the same, and in the worked example
    both are 1. Which table does the loss average? Count the entries of that one.
    """

    breaks = STEP

    def slopes(self, A, Y):
        return 2 * (A - Y)

    def gradient(self, X, slopes):
        return X.T @ slopes / X.size


class StepByTheta(_Step):
    """You divide by the number of the parameters, D·C, where that of the predictions belongs.

    The mean runs over the table of errors A − Y, which has N rows and C columns. `theta.size`
    counts another table, so your step is N/D times as long as it should be. With as many samples as
    features the two are the same. Which table does the loss average? Count the entries of that
    one. In the worked example there are two predictions and a single parameter.
    """

    breaks = STEP

    def slopes(self, A, Y):
        return 2 * (A - Y)

    def gradient(self, X, slopes):
        return X.T @ slopes / (X.shape[1] * slopes.shape[1])


class StepTransposed(_Step):
    """Your gradient of θ lies on its side: it has the shape (C, D), and θ has (D, C).

    The product of the transposed slopes with X holds the right numbers, but a row for each output.
    Subtracting it from θ raises an error, or gives a larger table if C or D is 1; if both are equal
    nothing complains, and each parameter gets the slope of another one. In the worked example both
    are 1. Which product of X and the slopes has the shape (D, C)?
    """

    breaks = STEP

    def gradient(self, X, slopes):
        return slopes.T @ X


class StepKeepsWholeNumbers(_Step):
    """Where the parameters are whole numbers, your step is cut off, or raises an error.

    You write the new parameters into an array in the image of the old ones, as `np.zeros_like` and
    `theta.copy()` make it, or you turn the result back into their type. If θ holds whole numbers,
    such an array cannot keep what comes after the point: 3 − 0.25 becomes 2, and with `-=` NumPy
    refuses. Entries of a table may be whole numbers, and a step from them is a real number. Say
    that the new array has the type `float`.
    """

    breaks = ("gradient_step.edges",)
    variants = ({"refuses": False}, {"refuses": True})

    def __call__(self, theta, X, Y, rate):
        moved = super().__call__(theta, X, Y, rate)
        if not self.refuses:
            return moved.astype(theta.dtype)
        new = theta.copy()
        new -= theta - moved
        return new


class StepHalf(_Step):
    """Your step is half as long as it should be.

    The derivative of a square has a factor 2. Books that leave it out put a ½ in front of the
    loss; this course does not. In the worked example the slopes with respect to A are 1 and −2.
    """

    breaks = STEP

    def slopes(self, A, Y):
        return (A - Y) / A.size


class StepWithoutFeatures(_Step):
    """You add up the slopes of the predictions and forget the features.

    How far a prediction moves when a parameter is nudged depends on the feature between the two:
    if the feature is 0, not at all. Each slope is weighted with its feature before the samples
    are added up.
    """

    breaks = STEP

    def gradient(self, X, slopes):
        return np.ones_like(X).T @ slopes


class StepWithoutRate(_Step):
    """Your step ignores the learning rate.

    The gradient says in which direction to go and how steep it is, but not how far the slope can
    be trusted. That is what the learning rate is for. Which of the arguments does your code never
    use?
    """

    breaks = STEP

    def __call__(self, theta, X, Y, rate):
        return super().__call__(theta, X, Y, 1.0)


class StepSampleBySample(_Step):
    """You make a step for each sample; one step for the whole batch is asked for.

    Going from sample to sample is stochastic gradient descent. Each of its steps starts from where
    the one before has ended, so that the answer depends on the order of the rows. Here all
    slopes are taken at the same θ.
    """

    breaks = STEP

    def __call__(self, theta, X, Y, rate):
        for n in range(len(X)):
            row = slice(n, n + 1)
            step = super().__call__(theta, X[row], Y[row], rate)
            theta = theta + (step - theta) / len(X)
        return theta


class StepFeatureByFeature(_Step):
    """You move one row of θ after the other, and predict anew in between.

    From the second feature on, your slopes are taken at parameters that have moved already. That is
    coordinate descent, a method of its own. A step of gradient descent takes the whole gradient at
    the old θ first, and only then moves, all parameters at once. With one feature the two are the
    same, which is why the worked example does not show it.
    """

    breaks = STEP
    variants = ({}, {"entries": True})
    entries = False

    def __call__(self, theta, X, Y, rate):
        new = np.array(theta, dtype=float)
        for place in np.ndindex(new.shape) if self.entries else range(len(new)):
            new[place] -= rate * self.gradient(X, self.slopes(X @ new, Y))[place]
        return new


class StepElementwise(_Step):
    """You multiply features and slopes entry by entry, where a product of matrices belongs.

    Every parameter has a feature d and an output c, and its slope is a sum over the samples of
    feature d times slope c. `X * slopes` pairs column with column instead: it fits only if one of
    the two tables has a single column, as in the worked example, and raises an error otherwise, or
    loses the pairs of different columns. Which product has the shape (D, C)?
    """

    breaks = STEP
    variants = ({"column": False}, {"column": True})

    def gradient(self, X, slopes):
        products = np.sum(X * slopes, axis=0)
        return products[:, None] if self.column else products


class StepOneOutput(_Step):
    """Your step works for a single output, and raises an error where there are several.

    In the worked example every sample has one target, and two slips look right there. One makes a
    column of the targets, as `Y.reshape(-1, 1)` does: with C outputs it has N·C rows, and meets
    predictions of N rows. The other is the product `X * slopes`, which pairs column with column.
    Try a θ with two columns, print all shapes, and ask which product has the shape (D, C).
    """

    breaks = STEP

    def __call__(self, theta, X, Y, rate):
        A = X @ theta
        return theta - rate * X.T @ (2 * (A - Y.reshape(-1, 1))) / A.size


class StepInPlace(_Step):
    """Your step changes the caller's parameters as well.

    With `-=` the array that was passed in is overwritten. A caller who wants to compare before
    and after, or to go back, no longer can. Return a new array. Print θ before and after a
    call.
    """

    breaks = ("gradient_step.edges",)

    def __call__(self, theta, X, Y, rate):
        theta -= rate * self.gradient(X, self.slopes(X @ theta, Y))
        return theta


RUBRIC = Rubric("contract", reference, QUESTIONS, misconceptions_in(globals()))
