"""Rubric of the softmax family: log-sum-exp, softmax, sigmoid, their logarithms, the Jacobian."""

from __future__ import annotations

import numpy as np
from surprise_to_gradient.solutions import softmax as reference

from autograder.judging.families import Function, made_in
from autograder.rubric import (
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

# ---------------------------------------------------------------------------- cases

SCORES = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
ODDS = np.log(np.array([1 / 3, 1.0, 3.0]))


def logits(rng, *shape):
    """Logits whose probabilities are all above 1/300, so that logarithms stay comparable."""
    return rng.uniform(-2, 2, shape)


def batches(name):
    """Ordinary batches, along the default axis. The square one lets a missing axis broadcast."""

    def cases(rng):
        yield call("the two rows of scores", name, SCORES, public=True)
        yield call("a random batch", name, logits(rng, 5, 3))
        yield call("as many rows as classes", name, logits(rng, 4, 4))
        yield call("a batch of one row", name, logits(rng, 1, 4))
        yield call("a single class", name, logits(rng, 6, 1))

    return cases


def axes(name):
    def cases(rng):
        yield call("axis=0 of a batch", name, logits(rng, 5, 3), axis=0)
        yield call("axis=1 of a batch", name, logits(rng, 5, 3), axis=1)
        yield call("axis=-2 of a square batch", name, logits(rng, 4, 4), axis=-2)
        yield call("the middle axis of three", name, logits(rng, 2, 3, 4), 1)
        yield call("axis=0 of a batch of one row", name, logits(rng, 1, 3), axis=0)
        z = logits(rng, 4, 3)
        both = tuple(Call(None, name, (z,), {"axis": axis}) for axis in (1, 0))
        yield Case("one batch along one axis, then along the other", both)

    return cases


def dimensions(name):
    """The vector has a rare class in it always: what is added to a probability shows there."""

    def cases(rng):
        vector = logits(rng, 5)
        vector[:2] = -2, 2
        yield call("a vector", name, vector)
        yield call("three dimensions", name, logits(rng, 2, 3, 4))
        yield call("the first of three axes", name, logits(rng, 2, 3, 4), axis=0)
        yield call("an array stored by columns", name, np.asfortranarray(logits(rng, 5, 3)))

    return cases


def kept_dimensions(name):
    def cases(rng):
        yield call("keepdims=True of a batch", name, logits(rng, 5, 3), keepdims=True)
        yield call("keepdims=True with axis=0", name, logits(rng, 5, 3), axis=0, keepdims=True)
        yield call("keepdims=True of a vector", name, logits(rng, 5), keepdims=True)
        three = logits(rng, 2, 3, 4)
        yield call("keepdims=True with the middle axis of three", name, three, 1, True)

    return cases


def large(name):
    """Each way to choose the shift wrongly fails in one of these, and no two fail alike."""

    def cases(rng):
        far = np.array([[1e4], [-1e4], [0.0]])
        yield call("all logits very large", name, 1e4 + logits(rng, 4, 3))
        yield call("all logits very negative", name, -1e4 + logits(rng, 4, 3))
        yield call("rows of very different size", name, far + logits(rng, 3, 3))
        yield call("gaps within a row", name, np.array([[1e4, 0.0, -1e4], [-1e4, 1e4, 1e4]]))

    return cases


def far_out(rng, *shape):
    """Logits between ±10⁴, both ends among them."""
    z = rng.uniform(-1e4, 1e4, shape)
    z.flat[:2] = 1e4, -1e4
    return z


def whole(rng, low, high):
    """Whole numbers whose first row holds both ends, so that the widest gap is there each time."""
    numbers = rng.integers(low, high + 1, (5, 3))
    numbers[0, :2] = low, high
    return numbers


def number_types(name):
    def cases(rng):
        yield call("whole numbers", name, whole(rng, -9, 8))
        yield call("8-bit whole numbers", name, whole(rng, 0, 199).astype(np.uint8))
        yield call("32-bit real numbers", name, logits(rng, 5, 3).astype(np.float32))

    return cases


def leaves_input(name, *shape):
    """An array that is clipped in place changes only where its logits are large."""

    def cases(rng):
        yield unchanged("the caller's array stays as it was", name, logits(rng, *shape))
        yield unchanged("the caller's array of very large logits", name, far_out(rng, *shape))

    return cases


def edges(name, large_cases, types_cases, *shape):
    """Size, type and ownership of the input: the same three groups for every function."""
    return Question(
        f"{name}.edges",
        (
            Group("very large logits", 2, large_cases),
            Group("number types", 1, types_cases),
            Group("input unchanged", 1, leaves_input(name, *shape)),
        ),
    )


def along_an_axis(name, *more_options):
    """The three questions of a function that works along an axis."""
    options = (
        Group("axis", 1, axes(name)),
        Group("any number of dimensions", 1, dimensions(name)),
        *more_options,
    )
    return (
        question(f"{name}.value", 3, batches(name)),
        Question(f"{name}.options", options),
        edges(name, large(name), number_types(name), 5, 3),
    )


def entry_by_entry(name):
    """The two questions of sigmoid and its logarithm."""

    def value(rng):
        yield call("odds of 1:3, 1:1 and 3:1", name, ODDS, public=True)
        yield call("a random batch", name, logits(rng, 5, 3))
        yield call("a random vector", name, 2 * logits(rng, 7))
        yield call("three dimensions", name, logits(rng, 2, 3, 4))

    def large_entries(rng):
        yield call("very large entries", name, np.array([1e4, 720.0, 60.0, 0.0]))
        yield call("very negative entries", name, np.array([-60.0, -720.0, -1e4]))
        yield call("very large and very negative entries", name, np.array([1e4, -1e4, 0.0]))

    def types(rng):
        yield call("a plain number", name, float(rng.uniform(-2, 2)))
        yield from number_types(name)(rng)

    return question(f"{name}.value", 3, value), edges(name, large_entries, types, 7)


def vectors(rng):
    name = "softmax_jacobian"
    yield call("the first row of scores", name, SCORES[0], public=True)
    yield call("a random vector", name, logits(rng, 4))
    yield call("two classes", name, logits(rng, 2))
    yield call("a single class", name, logits(rng, 1))


def tables_per_row(rng):
    name = "softmax_jacobian"
    yield call("the two rows of scores", name, SCORES, public=True)
    yield call("a random batch", name, logits(rng, 5, 3))
    yield call("as many rows as classes", name, logits(rng, 4, 4))
    yield call("a batch of one row", name, logits(rng, 1, 4))
    # Not so far that an exponential overflows: that is another question's matter.
    apart = np.array([[350.0], [-410.0], [0.0]])
    yield call("rows of different size", name, apart + logits(rng, 3, 4))


def jacobian_large(rng):
    name = "softmax_jacobian"
    yield call("all logits very large", name, 1e4 + logits(rng, 4))
    yield call("all logits very negative", name, -1e4 + logits(rng, 3))
    yield call("gaps between the logits", name, np.array([1e4, 0.0, 1e4, -1e4]))


def jacobian_types(rng):
    name = "softmax_jacobian"
    yield call("whole numbers", name, rng.integers(-3, 3, 4))
    yield call("8-bit whole numbers", name, np.array([3, 0, 5, 4], dtype=np.uint8))
    yield call("32-bit real numbers", name, logits(rng, 4).astype(np.float32))


def labels(rng, n, c):
    return np.eye(c)[rng.integers(0, c, n)]


def surprises(rng):
    name = "label_surprise"
    sure = np.array([[1000.0, 0.0, 0.0], [1000.0, 0.0, 0.0]])
    yield call("sure and right, sure and wrong", name, sure, np.eye(3)[:2], public=True)
    yield call("a random batch", name, logits(rng, 5, 3), labels(rng, 5, 3))
    soft = rng.dirichlet(np.ones(3), 5)
    yield call("labels that are probabilities", name, logits(rng, 5, 3), soft)
    yield call("as many rows as classes", name, logits(rng, 4, 4), labels(rng, 4, 4))
    far = np.array([[1e4], [-1e4], [0.0]])
    yield call("rows of very different size", name, far + logits(rng, 3, 4), labels(rng, 3, 4))
    wrong = np.array([[0.0, 1e4, 0.0, -1e4]])
    yield call("sure and wrong by a wide margin", name, wrong, np.eye(4)[[3]])
    yield unchanged("the caller's arrays stay as they were", name, far_out(rng, 5, 3), soft)


RUBRIC_QUESTIONS = (
    *along_an_axis("logsumexp", Group("keepdims", 1, kept_dimensions("logsumexp"))),
    *along_an_axis("softmax"),
    *along_an_axis("log_softmax"),
    *entry_by_entry("sigmoid"),
    *entry_by_entry("log_sigmoid"),
    question("softmax_jacobian.value", 3, vectors),
    Question("softmax_jacobian.options", (Group("batches", 2, tables_per_row),)),
    edges("softmax_jacobian", jacobian_large, jacobian_types, 5),
    question("label_surprise.value", 2, surprises),
)


# ------------------------------------------------------------------- misconceptions
# The three functions along an axis are the same few parts put together differently. A mistake
# replaces one part, and is written once for all of them as a mixin.


class _Parts:
    def numbers(self, z):
        return np.asarray(z, dtype=float)

    def along(self, z, axis):
        return axis

    def shift(self, z, axis):
        return z.max(axis=axis, keepdims=True)

    def total(self, e, axis):
        return e.sum(axis=axis, keepdims=True)

    def parts(self, z, axis):
        """Shifted logits, their exponentials' sum, and the shift."""
        z = self.numbers(z)
        axis = self.along(z, axis)
        m = self.shift(z, axis)
        e = np.exp(z - m)
        return z - m, e, self.total(e, axis), m


class _LogSumExp(_Parts):
    target = "logsumexp"

    def __call__(self, z, axis=-1, keepdims=False):
        _, _, total, m = self.parts(z, axis)
        result = m + np.log(total)
        return result if keepdims else np.squeeze(result, self.along(np.asarray(z), axis))


class _Softmax(_Parts):
    target = "softmax"

    def __call__(self, z, axis=-1):
        _, e, total, _ = self.parts(z, axis)
        return e / total


class _LogSoftmax(_Parts):
    target = "log_softmax"

    def __call__(self, z, axis=-1):
        shifted, _, total, _ = self.parts(z, axis)
        return shifted - np.log(total)


class _GlobalMax:
    def shift(self, z, axis):
        return z.max()


class _Minimum:
    def shift(self, z, axis):
        return z.min(axis=axis, keepdims=True)


class _OneMore:
    def total(self, e, axis):
        return super().total(e, axis) + 1


class _NoMax:
    def shift(self, z, axis):
        return 0.0


class _LargestSize:
    def shift(self, z, axis):
        return np.abs(z).max(axis=axis, keepdims=True)


class _NoKeepdims:
    variants = ({"both": False}, {"both": True})

    def shift(self, z, axis):
        return z.max(axis=axis, keepdims=not self.both)

    def total(self, e, axis):
        return e.sum(axis=axis)


class _OverAll:
    def total(self, e, axis):
        return e.sum()

    def shift(self, z, axis):
        return z.max()


class _MaximumAfterExp:
    variants = ({"of_logits": True}, {"of_logits": False})

    def parts(self, z, axis):
        z = self.numbers(z)
        e = np.exp(z)
        m = (z if self.of_logits else e).max(axis=axis, keepdims=True)
        return z, e - m, self.total(e - m, axis), m


class _KeepsDtype:
    def numbers(self, z):
        return np.asarray(z)


#: Where logits are clipped.
CLIPS = (20, 30, 50, 80, 88, 100, 200, 300, 500, 700, 709, 710, 745, 1000, 5000)


class _ClipsLogits:
    variants = tuple({"bound": b} for b in CLIPS)

    def numbers(self, z):
        return np.clip(super().numbers(z), -self.bound, self.bound)


class _LastAxisIsOne:
    def along(self, z, axis):
        return min(1, z.ndim - 1) if axis == -1 else axis


class _MaxOfLastAxis:
    def shift(self, z, axis):
        return z.max(axis=-1, keepdims=True)


class _AxisAtEnd:
    variants = ({"both": False}, {"both": True})

    def shift(self, z, axis):
        return z.max(axis=axis)[..., None] if self.both else super().shift(z, axis)

    def total(self, e, axis):
        return e.sum(axis=axis)[..., None]


class _SumsFirstAxis:
    def total(self, e, axis):
        return e.sum(axis=0 if axis == -1 else axis, keepdims=True)


class _NotMovedBack:
    def __call__(self, z, axis=-1):
        return np.moveaxis(super().__call__(z, axis), axis, -1)


class _WholeResult:
    variants = ({"narrow": False}, {"narrow": True})

    def numbers(self, z):
        z = np.asarray(z)
        return z if self.narrow and z.dtype.kind == "f" else z.astype(float)

    def __call__(self, z, *args, **options):
        with np.errstate(invalid="ignore"):
            return super().__call__(z, *args, **options).astype(np.asarray(z).dtype)


class _BaseTwo:
    def numbers(self, z):
        return super().numbers(z) * np.log(2)


# ---- logsumexp


class LogSumExpGlobalMax(_GlobalMax, _LogSumExp):
    """Rows that are much lower than the highest row come out as minus infinity.

    You take one number out of all sums: the maximum of the whole array. For a row far below
    it every exponential underflows to 0, and the logarithm of 0 is −inf. Each sum needs a
    number of its own. The trick is safe for one vector, and often copied from there.
    """

    breaks = ("logsumexp.edges",)


class LogSumExpNoMax(_NoMax, _LogSumExp):
    """For very large logits you return infinity, for very negative ones minus infinity.

    Float64 ends near e to the power of 709.8, so the sum overflows before the logarithm can
    bring it back to size. The notebook shows how to take a number out of the sum first. Which
    one makes the largest exponential equal to 1?
    """

    breaks = ("logsumexp.edges",)


class LogSumExpMinimum(_Minimum, _LogSumExp):
    """You take too small a number out of the sum, and exponentials overflow where a gap is wide.

    It is the smallest logit, or the mean of them, so after the shift an exponent is above 0.
    With a gap of 10000 between two logits you compute e to the power of some thousands, which is
    infinite. An exponential may safely vanish, since its term is then too small to count. So which
    logit should end up at 0?
    """

    breaks = ("logsumexp.edges",)


class LogSumExpLargestSize(_LargestSize, _LogSumExp):
    """Very negative logits come out as minus infinity, very large ones are right.

    What you take out of the sum is larger than every logit where all of them are far below zero:
    a largest absolute value is, and so is a maximum that starts at 0. Then every exponential is
    rounded to 0. What has to become 0 is the exponent of the largest term, whatever its sign was.
    """

    breaks = ("logsumexp.edges",)


class LogSumExpKeepdimsIgnored(_LogSumExp):
    """With `keepdims=True` the summed axis is gone all the same.

    A result that keeps the axis, with length 1, can be subtracted from `z` without any
    reshaping: that is what the option is for. You need such a result inside your function
    anyway, before you decide whether to drop the axis.
    """

    breaks = ("logsumexp.options",)

    def __call__(self, z, axis=-1, keepdims=False):
        return super().__call__(z, axis)


class LogSumExpSqueezesAll(_LogSumExp):
    """A batch of one row gives a plain number, where an array with one number is asked for.

    You remove every axis of length 1, not only the one that was summed. A batch may have a single
    row, and that axis is the caller's: three rows give three sums, and one row gives one sum, in an
    array of shape (1,). Tell the squeeze which axis it may take away.
    """

    breaks = ("logsumexp.value",)

    def __call__(self, z, axis=-1, keepdims=False):
        result = super().__call__(z, axis, keepdims)
        return result if keepdims else np.squeeze(result)


class LogSumExpKeepdimsAtEnd(_LogSumExp):
    """With `keepdims=True` you put the axis of length 1 in one place, whatever axis was summed.

    The axis that was summed stays where it was, with length 1. For a batch of 5 rows and 3 columns
    and `axis=0` the columns are summed, so the result has the shape (1, 3), and then it fits the
    batch that it came from. Yours has the shape (3, 1) there. With the last axis of a batch both
    agree. Where does your code say at which place the axis is put back?
    """

    breaks = ("logsumexp.options",)
    variants = ({"place": (..., None)}, {"place": (slice(None), None)})

    def __call__(self, z, axis=-1, keepdims=False):
        result = super().__call__(z, axis)
        return result[self.place] if keepdims else result


class LogSumExpLastAxisIsOne(_LastAxisIsOne, _LogSumExp):
    """The default axis is the last one; with three axes you take the middle one.

    Your code puts a fixed number in the place of −1. That number fits a table of rows and columns,
    and perhaps a vector, but an array of shape (2, 3, 4) has its classes along the axis 2. NumPy
    counts negative axes from the end by itself, for any number of axes. So hand −1 on as it is.
    """

    breaks = ("logsumexp.options",)


class LogSumExpWholeResult(_WholeResult, _LogSumExp):
    """For whole-number logits your results are whole numbers.

    You fill an array that was made in the image of the input. If the input holds whole
    numbers, so does that array, and every fraction that is written into it is cut off. Say
    which type the result should have.
    """

    breaks = ("logsumexp.edges",)


class LogSumExpKeepdimsAlways(_LogSumExp):
    """Your result has the summed axis still, with length 1, although `keepdims` is false.

    For a batch of N rows the result should be N plain numbers. An extra axis of length 1 is
    easily overlooked, since it broadcasts against everything.
    """

    breaks = ("logsumexp.value",)

    def __call__(self, z, axis=-1, keepdims=False):
        return super().__call__(z, axis, keepdims=True)


class LogSumExpMaxNotAdded(_LogSumExp):
    """Your result does not change when the same number is added to all logits, but it should.

    You took the maximum out of the sum and never put it back. Softmax forgets such a shift,
    because it divides it away; the logarithm of the sum grows by exactly that number.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def shift(self, z, axis):
        self.top = super().shift(z, axis)
        return self.top

    def __call__(self, z, axis=-1, keepdims=False):
        result = super().__call__(z, axis, keepdims)
        return result - self.top.reshape(np.shape(result))


class LogSumExpMaxTwice(_LogSumExp):
    """Your result is too large by the largest logit.

    You took it out of the sum once and put it back twice. A shift must leave no trace: what is
    subtracted inside the exponents comes back once, outside of the logarithm. Add 10 to all logits
    of the example: the right result grows by 10, and yours by 20.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def __call__(self, z, axis=-1, keepdims=False):
        top = np.asarray(z, dtype=float).max(axis=axis, keepdims=keepdims)
        return super().__call__(z, axis, keepdims) + top


class LogSumExpBaseTwo(_LogSumExp):
    """Your numbers are the right ones times 1.4427, which is 1/ln 2.

    That is what a logarithm to base 2 gives. Logarithms are natural throughout this course:
    the logarithm must undo the very exponential that is inside the sum. Try a single logit of
    1. The logarithm of e to the power of 1 is 1 again, and yours is 1.4427.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def __call__(self, z, axis=-1, keepdims=False):
        return super().__call__(z, axis, keepdims) / np.log(2)


class LogSumExpOneMore(_OneMore, _LogSumExp):
    """Your sum of exponentials has a 1 too many.

    `log1p(x)` is the logarithm of 1 + x. It is meant for sigmoid, whose hidden second logit of 0
    contributes that 1. Here every term of the sum comes from a logit, and nothing is added. For a
    single logit of 0 the sum is 1 and its logarithm is 0; yours is ln 2 = 0.6931.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")


class LogSumExpIsMax(_LogSumExp):
    """You return the largest logit itself.

    Log-sum-exp is close to the maximum when one logit stands out, but always above it: two
    logits of 0 give ln 2, because two terms of size 1 are in the sum. What became of the sum
    of the other exponentials?
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def total(self, e, axis):
        return e.max(axis=axis, keepdims=True)


class LogSumExpMean(_LogSumExp):
    """Your result is too small by the logarithm of the number of logits.

    The exponentials are added up, not averaged. Two logits of 0 have the exponentials 1 and 1,
    which sum to 2, so the answer is ln 2 = 0.6931. Their mean is 1, and so you return 0. With
    C equal logits each probability is 1/C, and it is the sum that makes it so.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def total(self, e, axis):
        return e.mean(axis=axis, keepdims=True)


class LogSumExpSumOfLogs(_LogSumExp):
    """You return the plain sum of the logits.

    The logarithm was taken of each exponential before adding, and log and exp canceled. The
    logarithm of a sum is not the sum of the logarithms: try two logits of 0, where the right
    answer is ln 2.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def __call__(self, z, axis=-1, keepdims=False):
        return np.sum(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


class LogSumExpNoKeepdims(_LogSumExp):
    """The maximum of each row was subtracted along the wrong direction.

    A maximum that has lost its axis is a flat row of numbers, and NumPy lines it up with the
    columns. For a square batch this runs without complaint and is wrong; for other shapes it
    raises. Print the shape of the maximum next to the shape of `z`.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def __call__(self, z, axis=-1, keepdims=False):
        z = np.asarray(z, dtype=float)
        top = z.max(axis=axis)
        result = top + np.log(np.exp(z - top).sum(axis=axis))
        return np.expand_dims(result, axis) if keepdims else result


class LogSumExpMaxKeepsAxis(_LogSumExp):
    """Without `keepdims` you add a maximum that has its axis still to a sum that has lost it.

    For a batch of shape (5, 3) the maximum has the shape (5, 1) and the logarithm of the sum the
    shape (5,). NumPy stretches both until they fit, to a table of 5 times 5, and says nothing. A
    maximum with its axis is needed to be subtracted from `z`; what you add at the end must have
    lost that axis as well. Print both shapes just before you add them, once for a vector and once
    for a batch.
    """

    breaks = ("logsumexp.value", "logsumexp.options", "logsumexp.edges")

    def __call__(self, z, axis=-1, keepdims=False):
        _, e, _, m = self.parts(z, axis)
        return m + np.log(e.sum(axis=axis, keepdims=keepdims))


class LogSumExpKeepsDtype(_KeepsDtype, _LogSumExp):
    """Large logits are right, but 8-bit whole numbers and 32-bit real ones are not.

    You compute in the type that came in. An unsigned 8-bit number minus a larger one wraps
    around to a large positive number, and the exponential of a narrow type is a narrow
    number itself. Make the logits float64 before anything else happens.
    """

    breaks = ("logsumexp.edges",)


class LogSumExpClipsLogits(_ClipsLogits, _LogSumExp):
    """Ordinary logits are right; very large ones all look alike to your function.

    Cutting the logits off at some bound keeps the exponential finite, but it changes the
    question: the answer should be close to the largest logit, however large that is. There
    is an exact way to keep the exponentials small.
    """

    breaks = ("logsumexp.edges",)


# ---- softmax


class SoftmaxGlobalMax(_GlobalMax, _Softmax):
    """Rows that are much lower than the highest row come out as nan.

    You subtract the maximum of the whole array. In a row far below it every exponential
    underflows to 0, and 0/0 is nan. One number for each row is what keeps each row in range.
    The trick is safe for a single vector, and often copied from there.
    """

    breaks = ("softmax.edges",)


class SoftmaxNoMax(_NoMax, _Softmax):
    """Very large and very negative logits give nan, or probabilities that are all 0 or infinite.

    The exponentials overflow to infinity, or all underflow to 0, and with them their sum.
    Softmax does not change when the same number is subtracted from all logits of a row.
    Use that freedom: which number makes the largest exponential equal to 1?
    """

    breaks = ("softmax.edges",)
    variants = ({"through_logs": False}, {"through_logs": True})

    def __call__(self, z, axis=-1):
        shifted, e, total, _ = self.parts(z, axis)
        return np.exp(shifted - np.log(total)) if self.through_logs else e / total


class SoftmaxMinimum(_Minimum, _Softmax):
    """You take the smallest logit out of the sum, and exponentials overflow where a gap is wide.

    After the shift the smallest exponent is 0, so all the others are positive. With a gap of 10000
    between two logits you compute e to the power of 10000, which is infinite. An exponential may
    safely vanish, since its term is then too small to count. So which logit should end up at 0?
    """

    breaks = ("softmax.edges",)


class SoftmaxSubtractsMean(_Softmax):
    """You subtract the mean of the logits, or the middle one, and exponentials still overflow.

    Softmax does not change, whatever is subtracted from all logits of a row, so the formula is
    right. But the largest logit still lies above their mean. With (10000, 0, −10000) the mean is 0,
    and you compute e to the power of 10000, which is infinite, and inf/inf is nan. Standardizing
    data uses the mean; here the largest exponent has to be 0. Which number makes it so?
    """

    breaks = ("softmax.edges",)
    variants = ({"median": False}, {"median": True})

    def shift(self, z, axis):
        return (np.median if self.median else np.mean)(z, axis=axis, keepdims=True)


class SoftmaxLargestSize(_LargestSize, _Softmax):
    """Very negative logits give nan, very large ones are right.

    What you subtract is larger than every logit where all of them are far below zero: a
    largest absolute value is, and so is a maximum that starts at 0. Then every exponential
    is rounded to 0, and the quotient is 0/0. The largest logit itself should end up at 0.
    """

    breaks = ("softmax.edges",)


class SoftmaxNoKeepdims(_NoKeepdims, _Softmax):
    """The rows were divided by sums that belong to other rows.

    A sum that has lost its axis is a flat row of numbers, and NumPy lines it up with the
    columns. For a square batch this runs without complaint and is wrong; for other shapes it
    raises. Print the shape of the sum next to the shape of `z`.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")


class SoftmaxOverAll(_OverAll, _Softmax):
    """All your probabilities together sum to 1, where each row should.

    A sum over the whole array makes the samples of a batch compete with each other. Copy one
    row into a batch of its own: its probabilities must not depend on its neighbors.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")


class SoftmaxSumsLastAxis(_Softmax):
    """Along another axis than the last your numbers do not sum to 1: one step ignores `axis`.

    Two steps of softmax run along the axis, the maximum and the sum, and both must run along the
    same one. The maximum cancels, so a wrong axis there hardly shows; a wrong axis in the sum
    divides by the total of other logits. Try `axis=0`, and add up each column of the result.
    """

    breaks = ("softmax.options",)

    def total(self, e, axis):
        return e.sum(axis=-1, keepdims=True)


class SoftmaxMaxOfLastAxis(_MaxOfLastAxis, _Softmax):
    """With another axis than the last one you subtract the maximum along the wrong axis.

    A shift leaves softmax as it is only if all the logits that compete are shifted by the same
    number. With `axis=0` those of a column compete. Yours are shifted by the maximum of their
    rows, each by another number, so their ratios change. The maximum belongs along the axis along
    which you sum.
    """

    breaks = ("softmax.options",)


class SoftmaxTransposes(_Softmax):
    """Your division fits a table along its last axis; other axes or more dimensions go wrong.

    A transpose brings the rows to the end, so that NumPy lines the sums up with them. With
    `axis=0` the sums belong to the columns, and lining up fails, or worse, it works with the wrong
    sums, as in a square batch. With three axes a transpose turns all of them around. A sum that
    keeps its axis, with length 1, lines up by itself for every axis.
    """

    breaks = ("softmax.options",)

    def __call__(self, z, axis=-1):
        _, e, total, _ = self.parts(z, axis)
        return (e.T / np.squeeze(total, axis)).T


class SoftmaxAxisAtEnd(_AxisAtEnd, _Softmax):
    """You put the summed axis back at the end, whichever axis it was.

    Summed along the last axis, the sums of a batch need a new axis behind them to line up with
    their rows; a transpose before and after has the same effect. Summed along axis 0 they belong to
    the columns, and need the axis in front. NumPy then raises an error, or lines them up with the
    rows of a square batch, which is worse. A sum can keep its axis with length 1; then it lines up
    whichever axis it was.
    """

    breaks = ("softmax.options",)


class SoftmaxNotMovedBack(_NotMovedBack, _Softmax):
    """With another axis than the last one your numbers are right, and stand in the wrong places.

    The axis that you work along ends up last in your result. To move it there, or to transpose, is
    a good way to have only rows to think about. But a caller expects the answer for the entry
    [n, c] at [n, c], so at the end the axis has to go back to where it came from. A batch of shape
    (5, 3) with `axis=0` shows it by the shape; a square batch keeps its shape and hides it.
    """

    breaks = ("softmax.options",)


class SoftmaxLastAxisIsOne(_LastAxisIsOne, _Softmax):
    __doc__ = LogSumExpLastAxisIsOne.__doc__

    breaks = ("softmax.options",)


class SoftmaxSumsFirstAxis(_SumsFirstAxis, _Softmax):
    """Without the option `axis` your columns sum to 1, where the rows should.

    The default is the last axis: a row holds the logits of one sample, and these compete. You sum
    along the first axis, so each class shares its probability among the samples. In some languages
    data stand in columns, and Python's own `sum` adds up rows as well. A batch of one row gives it
    away: all its probabilities come out as 1.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")


class SoftmaxWholeResult(_WholeResult, _Softmax):
    """For whole-number logits your probabilities are all 0 or 1.

    You fill an array that was made in the image of the input. If the input holds whole
    numbers, so does that array, and every fraction that is written into it is cut off. Say
    which type the result should have.
    """

    breaks = ("softmax.edges",)


class SoftmaxSingleIsSigmoid(_Softmax):
    """A single class gets the sigmoid of its logit in your code; its probability is 1.

    Softmax shares 1 out among the classes, so with one class there is nothing to share: it gets
    all of it, whatever its logit is. The sigmoid belongs to a model with one output and two
    answers, yes and no. There the logit of “no” is 0 and is not written down, and here no second
    class is left out. The formula needs no special case.
    """

    breaks = ("softmax.value", "softmax.options")

    def __call__(self, z, axis=-1):
        single = np.shape(z)[axis] == 1
        return reference.sigmoid(z) if single else super().__call__(z, axis)


class SoftmaxEuclidean(_Softmax):
    """The squares of your entries sum to 1 in each row, where the entries themselves should.

    You divide by a length, the root of the sum of squares, which is what `np.linalg.norm` gives.
    That makes a unit vector. Probabilities are shares of one whole, so they are divided by their
    plain sum. For two equal logits the answer is 0.5 and 0.5, and yours is 0.7071 twice. Add up a
    row of your result.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")

    def total(self, e, axis):
        return np.sqrt((e**2).sum(axis=axis, keepdims=True))


class SoftmaxMaximumAfterExp(_MaximumAfterExp, _Softmax):
    """You subtract the maximum after the exponential, and some probabilities come out negative.

    The shift is harmless only inside the exponent: there it divides all exponentials by the same
    number, which cancels in the quotient. Outside it takes the same amount from each of them, and
    their ratios change. Nor does it help any more, since the exponential has overflowed by then.
    Print a row of your result and look for numbers below 0 or above 1.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")


class SoftmaxStandardizes(_Softmax):
    """You divide the logits by their spread before you exponentiate, which changes the ratios.

    Making the mean 0 and the standard deviation 1 is a good step for the inputs of a model. But
    the size of logits carries meaning: a gap of 10 says “almost sure”, a gap of 0.1 says “nearly
    equal”. After your division both look the same. Subtract what you like from all logits of a row,
    and divide by nothing.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")
    variants = tuple({"tiny": tiny} for tiny in (0.0, 1e-12, 1e-8))

    def numbers(self, z):
        return np.asarray(z, dtype=float)

    def parts(self, z, axis):
        z = self.numbers(z)
        z = z - z.mean(axis=axis, keepdims=True)
        return super().parts(z / (z.std(axis=axis, keepdims=True) + self.tiny), axis)


class SoftmaxLinear(_Softmax):
    """You divide each logit by the sum of the logits; nothing was exponentiated.

    Logits may be negative, and may sum to 0, so their shares are no probabilities. The shares
    also change when a constant is added to all logits, while only differences between logits
    should count.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")

    def __call__(self, z, axis=-1):
        z = np.asarray(z, dtype=float)
        return z / z.sum(axis=axis, keepdims=True)


class SoftmaxBaseTwo(_BaseTwo, _Softmax):
    """Your rows sum to 1, but they are flatter than they should be.

    The ratio of two probabilities should be e to the power of the difference of their logits.
    In your result it is 2 to that power. Which base does your exponential have?
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")


class SoftmaxFlipped(_Softmax):
    """The smallest logit gets the largest probability.

    The exponent has the wrong sign. A high score should mean a high probability, so e is raised to
    the logit, not to its negative. The minus belongs to the shift, which is taken away from the
    logit: z minus the largest one, in this order. In the example the first class, with the score
    2, should get 0.659.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")

    def numbers(self, z):
        return -super().numbers(z)


class SoftmaxOfSizes(_Softmax):
    """Your result does not change when a logit changes its sign.

    You take absolute values before you exponentiate, or square the logits. But a logit of −3 says
    “very unlikely”, and a logit of 3 the opposite. An exponential is positive for every logit, so
    there is no sign to get rid of. Compare your answers for the logits (1, 0) and (−1, 0).
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")
    variants = ({"power": 1}, {"power": 2})

    def numbers(self, z):
        return np.abs(super().numbers(z)) ** self.power


class SoftmaxTwice(_Softmax):
    """Your probabilities are too close to each other, as if softmax had been applied twice.

    Probabilities lie between 0 and 1, so a second softmax sees logits that differ by at most
    1 and can never be sure of anything. Apply it to the logits, once.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")

    def __call__(self, z, axis=-1):
        return super().__call__(super().__call__(z, axis), axis)


class SoftmaxSigmoid(_Softmax):
    """Each of your entries is the sigmoid of its logit, and the rows do not sum to 1.

    Sigmoid answers a yes-or-no question about each class on its own. Softmax makes the
    classes of a row share one unit of probability, so each entry depends on the others.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")

    def __call__(self, z, axis=-1):
        return reference.sigmoid(z)


class SoftmaxScalesByMax(_Softmax):
    """Your result depends on the size of the largest logit, not only on differences.

    You divide the logits by their maximum. That does keep the exponentials small, but it
    changes the ratios between the probabilities. Subtracting keeps the differences, and with
    them the ratios.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")

    variants = ({"rowwise": True}, {"rowwise": False})

    def __call__(self, z, axis=-1):
        z = np.asarray(z, dtype=float)
        return super().__call__(
            z / (z.max(axis=axis, keepdims=True) if self.rowwise else z.max()), axis
        )


class SoftmaxEpsilonInDenominator(_Softmax):
    """Your rows sum to slightly less than 1.

    A small constant in the denominator is there to prevent a division by zero. After the
    maximum has been subtracted one exponential is exactly 1, so the sum is never below 1 and
    needs no protection; the constant only makes every digit after the seventh or so wrong.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 9))

    def total(self, e, axis):
        return super().total(e, axis) + self.epsilon


class SoftmaxClipsProbabilities(_Softmax):
    """Your probabilities are kept away from 0 and 1, so they are slightly wrong there.

    A clip protects a logarithm that somebody may take later. But softmax is asked for the
    probabilities as they are. A single class has exactly 1, a class far behind has 0 to all digits,
    and after the clip the sum is not 1 any more. A logarithm is better taken of the logits, as
    log-softmax does, where nothing has to be clipped.
    """

    breaks = ("softmax.value", "softmax.options", "softmax.edges")
    variants = tuple({"low": 10.0**-k} for k in range(3, 9))

    def __call__(self, z, axis=-1):
        return np.clip(super().__call__(z, axis), self.low, 1 - self.low)


class SoftmaxKeepsDtype(_KeepsDtype, _Softmax):
    """Large logits are right, but 8-bit whole numbers and 32-bit real ones are not.

    You compute in the type that came in. An unsigned 8-bit number minus a larger one wraps
    around to a large positive number, and the exponential of a narrow type is a narrow
    number itself. Make the logits float64 before anything else happens.
    """

    breaks = ("softmax.edges",)


class SoftmaxClipsLogits(_ClipsLogits, _Softmax):
    """Ordinary logits are right; among very large ones you see no differences any more.

    Cutting the logits off at some bound keeps the exponential finite, but two logits beyond
    the bound become equal, and so do their probabilities. There is an exact way to keep the
    exponentials small, since only differences count.
    """

    breaks = ("softmax.edges",)


# ---- log_softmax


class LogOfSoftmax(_LogSoftmax):
    """Your softmax is stable, and yet its logarithm is minus infinity where a gap is wide.

    A probability below the smallest float64, about e to the power of −745, is stored as 0,
    and what is lost there no logarithm can bring back. The log-probability itself is a
    harmless number like −1000. Look for a path to it that never forms the probability.
    """

    breaks = ("log_softmax.edges",)

    def __call__(self, z, axis=-1):
        return np.log(reference.softmax(z, axis))


class LogOfNaiveSoftmax(_NoMax, _LogSoftmax):
    """Very large and very negative logits give nan.

    Two things go wrong one after the other: the exponentials overflow or vanish, so that the
    quotient is inf/inf or 0/0, and a logarithm is taken of a probability that may be 0. The
    logarithm of a quotient is a difference, and only differences between logits count.
    """

    breaks = ("log_softmax.edges",)

    def __call__(self, z, axis=-1):
        _, e, total, _ = self.parts(z, axis)
        return np.log(e / total)


class LogSoftmaxNoMax(_NoMax, _LogSoftmax):
    """Very large and very negative logits give infinities.

    You subtract the logarithm of the sum from the logits, which is right, but the sum itself
    overflows, or underflows to 0, before its logarithm is taken. Log-sum-exp has an exact
    remedy for that; the same remedy works here.
    """

    breaks = ("log_softmax.edges",)


class LogSoftmaxMinimum(_Minimum, _LogSoftmax):
    """You take too small a number out of the sum, and exponentials overflow where a gap is wide.

    It is the smallest logit, or the mean of them, so after the shift an exponent is above 0.
    With a gap of 10000 between two logits you compute e to the power of some thousands, which is
    infinite. An exponential may safely vanish, since its term is then too small to count. So which
    logit should end up at 0?
    """

    breaks = ("log_softmax.edges",)


class LogSoftmaxGlobalMax(_GlobalMax, _LogSoftmax):
    """Rows that are much lower than the highest row come out infinite.

    You subtract the maximum of the whole array. In a row far below it every exponential
    underflows to 0, and the logarithm of their sum is −inf. Each row needs a number of its
    own. The trick is safe for a single vector, and often copied from there.
    """

    breaks = ("log_softmax.edges",)


class LogSoftmaxEpsilon(_LogSoftmax):
    """Your log-probabilities are a little wrong everywhere, and never fall below a floor.

    You add a small number inside the logarithm, so that it never sees 0. With 1e-8 the digits
    are wrong from about the eighth on. And the logarithm stops at −18.4, though for the logits
    1000 and 0 the second answer is −1000. You need no guard if you never take the logarithm of
    a probability. Start from log p = z − LSE(z), where LSE is the log-sum-exp of the row.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 13))

    def __call__(self, z, axis=-1):
        return np.log(reference.softmax(z, axis) + self.epsilon)


class LogSoftmaxFloor(_LogSoftmax):
    """Very unlikely classes all get the same log-probability from you.

    You keep the probability above some tiny number, so that its logarithm stays finite. But
    that makes a class with probability e to the power of −1000 look like one with e to the
    power of −800. For the logits 1000 and 0 the second answer is −1000. Do not go through the
    probability. On paper, the logarithm of a quotient is a difference, and it holds no tiny
    number.
    """

    breaks = ("log_softmax.edges",)
    variants = tuple(
        {"floor": 10.0**-k} for k in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 30, 45, 50, 100, 300)
    )

    def __call__(self, z, axis=-1):
        return np.log(np.maximum(reference.softmax(z, axis), self.floor))


class LogSoftmaxNoKeepdims(_NoKeepdims, _LogSoftmax):
    """From each row something was subtracted that belongs to other rows.

    A sum that has lost its axis is a flat row of numbers, and NumPy lines it up with the
    columns. For a square batch this runs without complaint and is wrong; for other shapes it
    raises. Print the shape of the sum next to the shape of `z`.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")


class LogSoftmaxMaxOfLastAxis(_MaxOfLastAxis, _LogSoftmax):
    __doc__ = SoftmaxMaxOfLastAxis.__doc__

    breaks = ("log_softmax.options",)


class LogSoftmaxTransposes(_LogSoftmax):
    """Your subtraction fits a table along its last axis; other axes or more dimensions go wrong.

    A transpose brings the rows to the end, so that NumPy lines the sums up with them. With
    `axis=0` the sums belong to the columns, and lining up fails, or worse, it works with the wrong
    sums, as in a square batch. With three axes a transpose turns all of them around. A sum that
    keeps its axis, with length 1, lines up by itself for every axis.
    """

    breaks = ("log_softmax.options",)

    def __call__(self, z, axis=-1):
        _, _, total, m = self.parts(z, axis)
        return (np.asarray(z).T - np.squeeze(m + np.log(total), axis)).T


class LogSoftmaxAxisAtEnd(_AxisAtEnd, _LogSoftmax):
    __doc__ = SoftmaxAxisAtEnd.__doc__

    breaks = ("log_softmax.options",)
    variants = (*_AxisAtEnd.variants, {"at_once": True})
    at_once = both = False

    def __call__(self, z, axis=-1):
        if self.at_once:
            return np.asarray(z) - reference.logsumexp(z, axis)[..., None]
        return super().__call__(z, axis)


class LogSoftmaxNotMovedBack(_NotMovedBack, _LogSoftmax):
    __doc__ = SoftmaxNotMovedBack.__doc__

    breaks = ("log_softmax.options",)


class LogSoftmaxLastAxisIsOne(_LastAxisIsOne, _LogSoftmax):
    __doc__ = LogSumExpLastAxisIsOne.__doc__

    breaks = ("log_softmax.options",)


class LogSoftmaxSumsFirstAxis(_SumsFirstAxis, _LogSoftmax):
    """Without the option `axis` the probabilities of your columns sum to 1, where the rows should.

    The default is the last axis: a row holds the logits of one sample, and these compete. You sum
    along the first axis, so each class shares its probability among the samples. In some languages
    data stand in columns, and Python's own `sum` adds up rows as well. A batch of one row gives it
    away: all its log-probabilities come out as 0.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")


class LogSoftmaxWholeResult(_WholeResult, _LogSoftmax):
    __doc__ = LogSumExpWholeResult.__doc__

    breaks = ("log_softmax.edges",)


class LogSoftmaxBaseTwo(_LogSoftmax):
    """Your numbers are the right ones times 1.4427, which is 1/ln 2.

    They are log-probabilities in bits. Logarithms are natural throughout this course, so that
    the logarithm undoes the exponential. A check: the exponentials of a row of your result
    should be probabilities and sum to 1. Two equal logits give ln 0.5 = −0.6931 twice, and yours is
    −1. Which logarithm did you call?
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")

    def __call__(self, z, axis=-1):
        return super().__call__(z, axis) / np.log(2)


class LogSoftmaxDivides(_LogSoftmax):
    """You divide by the logarithm of the sum, where it should be subtracted.

    The logarithm of a quotient is a difference of logarithms: log(a/b) = log a − log b. It is not
    the quotient of the two. For two equal logits the answer is 0 − ln 2 = −0.6931 twice, and yours
    is 0. Which rule did you use when you took the fraction apart?
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")
    variants = ({"shifted": True}, {"shifted": False})

    def __call__(self, z, axis=-1):
        z = self.numbers(z)
        shifted = z - z.max(axis=axis, keepdims=True)
        chosen = shifted if self.shifted else z
        return chosen / np.log(np.exp(chosen).sum(axis=axis, keepdims=True))


class LogSoftmaxLogForgotten(_LogSoftmax):
    """You subtract the sum of the exponentials, not its logarithm.

    The logarithm of a quotient is the difference of the logarithms of both its parts. Check
    with one class: its probability is 1, so its log-probability is 0. Which number must be
    subtracted from `z` for that?
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")

    def total(self, e, axis):
        return np.exp(super().total(e, axis))


class LogSoftmaxOneMore(_OneMore, _LogSoftmax):
    """Your sum of exponentials has a 1 too many.

    `log1p(x)` is the logarithm of 1 + x. It is meant for sigmoid, whose hidden second logit of 0
    contributes that 1. Here every term of the sum comes from a logit, and nothing is added. For a
    single logit of 0 the sum is 1 and its logarithm is 0; yours is ln 2 = 0.6931.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")


class LogSoftmaxOnlyShifted(_LogSoftmax):
    """The largest entry of each of your rows is 0, as if that class were certain.

    Subtracting the maximum is only the preparation: it makes the exponentials safe. What
    remains to be subtracted is the logarithm of their sum, which is at least 0.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")

    def total(self, e, axis):
        return np.ones_like(super().total(e, axis))


class LogSoftmaxShiftLost(_LogSoftmax):
    """Your result changes when the same number is added to all logits.

    The maximum was subtracted inside the sum but not outside of it. Whatever was taken out
    of the exponentials must be taken from the logit too, or put back after the logarithm.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")

    def __call__(self, z, axis=-1):
        shifted, _, total, m = self.parts(z, axis)
        return shifted + m - np.log(total)


class LogSoftmaxShiftOutside(_LogSoftmax):
    """Your result changes when the same number is added to all logits.

    The maximum was subtracted outside of the sum but not inside it. What is taken from the logit
    must be taken out of the exponentials too, so that it cancels. For the logits 1 and 1 the answer
    is ln 0.5 = −0.6931 twice, and yours is −1.6931. Write the shifted logits into a variable and
    use it in both places. A function that writes into the logits it is given does the same harm.
    """

    breaks = ("log_softmax.value", "log_softmax.options", "log_softmax.edges")

    def __call__(self, z, axis=-1):
        z = self.numbers(z)
        total = np.exp(z).sum(axis=axis, keepdims=True)
        return z - z.max(axis=axis, keepdims=True) - np.log(total)


class LogSoftmaxKeepsDtype(_KeepsDtype, _LogSoftmax):
    """Large logits are right, but 8-bit whole numbers and 32-bit real ones are not.

    You compute in the type that came in. An unsigned 8-bit number minus a larger one wraps
    around to a large positive number, and the exponential of a narrow type is a narrow
    number itself. Make the logits float64 before anything else happens.
    """

    breaks = ("log_softmax.edges",)


class LogSoftmaxClipsLogits(_ClipsLogits, _LogSoftmax):
    """Ordinary logits are right; among very large ones you see no differences any more.

    Cutting the logits off at some bound keeps the exponential finite, but two logits beyond
    the bound become equal. There is an exact way to keep the exponentials small, since only
    differences count.
    """

    breaks = ("log_softmax.edges",)


# ---- sigmoid


class _Sigmoid:
    target = "sigmoid"

    def __call__(self, z):
        return reference.sigmoid(z)


class _LogSigmoid:
    target = "log_sigmoid"

    def __call__(self, z):
        return reference.log_sigmoid(z)


class _VectorsOnly:
    variants = ({"error": ValueError}, {"error": TypeError})

    def __call__(self, z):
        if np.ndim(z) == 0:
            raise TypeError("object of this type has no len()")
        if np.ndim(z) > 1:
            raise self.error("a row is not a number")
        return super().__call__(z)


class _NumbersOnly:
    variants = ({"error": ValueError}, {"error": TypeError})

    def __call__(self, z):
        if np.size(z) > 1:
            raise self.error("an array is not a number")
        return super().__call__(z)


class SigmoidNumbersOnly(_NumbersOnly, _Sigmoid):
    """A plain number is right; an array of several numbers raises an error.

    An `if` asks one question, and for an array “is it below 0?” has as many answers as there are
    entries. The functions of Python's `math`, and `float`, want one number, too. The docstring
    promises arrays of any shape. NumPy's functions work on all entries at once, and `np.where`
    chooses entry by entry. You can also go through the entries, and call what you have for each.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")


class SigmoidVectorsOnly(_VectorsOnly, _Sigmoid):
    """A vector is right; a plain number raises an error, and so does a batch.

    You go through the entries of `z` one by one. A plain number has no length, and in a batch each
    entry of `z` is a whole row, for which “is it below 0?” has no single answer. NumPy's functions
    work on all entries at once, whatever the shape is, and `np.where` chooses entry by entry. Make
    `z` an array in the first line; then a number is an array of no axes, and needs no extra case.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")


class SigmoidOverflows(_Sigmoid):
    """For large positive entries you return nan.

    There the exponential is infinite, in the numerator and in the denominator, and inf/inf is
    nan. The other form of the fraction has only one exponential, of the opposite sign. Ask
    for each form: what happens far to the left, and what far to the right?
    """

    breaks = ("sigmoid.edges",)

    def __call__(self, z):
        e = np.exp(np.asarray(z, dtype=float))
        return e / (1 + e)


class SigmoidOneFormForAll(_Sigmoid):
    """A batch with very large and very negative logits gives nan, and each kind alone is right.

    You ask once for the whole array, with `all` or `any` or a largest entry, which form of the
    fraction is safe, and use that form for every entry. In a batch with 10000 and −10000 neither
    form is safe for both. The choice has to be made entry by entry. Or use an exponential that is
    safe on either side: e to the power of −|z| never exceeds 1.
    """

    breaks = ("sigmoid.edges",)

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        e = np.exp(z)
        return super().__call__(z) if np.all(z >= 0) else e / (1 + e)


class SigmoidFlipped(_Sigmoid):
    """Your curve falls where it should rise.

    A large positive logit means “yes”, so sigmoid must be close to 1 there. What you return is
    the probability of “no”. At the logit ln 3 the right value is 3/4, and yours is 1/4. Look
    at the sign in the exponent. Which of the two fractions in the notebook did you start from?
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        return 1 - super().__call__(z)


class SigmoidHalfFlipped(_Sigmoid):
    """On one side of 0 your curve is right, on the other it is the probability of “no”.

    You compute the two sides separately, and in one of them the fraction has its exponential with
    the wrong sign. The curve should rise from 0 to 1 through one half. Yours comes back on the one
    side. Compare sigmoid(−ln 3) with 1/4 and sigmoid(ln 3) with 3/4: which of them is wrong?
    """

    breaks = ("sigmoid.value", "sigmoid.edges")
    variants = ({"left": True}, {"left": False})

    def __call__(self, z):
        p, left = super().__call__(z), np.asarray(z) < 0
        return np.where(left if self.left else ~left, 1 - p, p)


class SigmoidMinusInside(_Sigmoid):
    """Your values are not between 0 and 1: there is a minus where the denominator adds.

    The odds of “yes” are e to the power of the logit, to 1. So the probability is these odds
    divided by the odds *plus* 1. At the logit 0 the answer is 1/2, and your denominator is 0
    there. At ln 3 it should be 3/4; what is yours?
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        return 1 / (1 - np.exp(-np.asarray(z, dtype=float)))


class SigmoidMixedForms(_Sigmoid):
    """Your fraction mixes the two forms: its parts belong to different ones.

    One form has e to the z above the line and that plus 1 below it. The other has 1 above, and
    below it 1 plus e to the −z. They are equal, but half of one and half of the other is neither.
    At the logit ln 3 the answer is 3/4; a mixture gives 9/4, more than any probability.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        return np.exp(z) / (1 + np.exp(-z))


class SigmoidTanh(_Sigmoid):
    """Your curve has the right shape and is too steep, or runs from −1 to 1.

    The hyperbolic tangent and sigmoid are relatives: one becomes the other when both its
    height and its width are halved. At the logit ln 3 the right value is 3/4; what is yours?
    """

    breaks = ("sigmoid.value", "sigmoid.edges")
    variants = ({"moved": True}, {"moved": False})

    def __call__(self, z):
        t = np.tanh(np.asarray(z, dtype=float))
        return (1 + t) / 2 if self.moved else t


class SigmoidSlope(_Sigmoid):
    """You return the slope of sigmoid, which is largest at 0 and vanishes on both sides.

    The product of the probability and its complement is the derivative. You will need it in
    a backward pass; here the probability itself is asked for.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        p = super().__call__(z)
        return p * (1 - p)


class SigmoidSoftmax(_Sigmoid):
    """Your entries sum to 1 along the last axis.

    That is softmax: the entries compete. Sigmoid treats each entry as a question of its own,
    with a hidden second logit of 0, so that no entry depends on its neighbors.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        return reference.softmax(np.atleast_1d(z)).reshape(np.shape(z))


class SigmoidShifted(_Sigmoid):
    """Your result for an entry depends on the largest entry of the array.

    Subtracting a maximum is harmless in softmax, where only differences count. Sigmoid
    compares each entry with 0, so a shift changes the answer. Its stable form treats each
    entry alone, by its sign.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        return super().__call__(z - z.max())


class SigmoidBaseTwo(_Sigmoid):
    """Your curve is too flat: at the logit ln 3 the right value is 3/4.

    The odds of “yes” should be e to the power of the logit. Yours are 2 to that power, so at
    ln 3 you get odds of 2.14 to 1, and 0.68 where 0.75 is right. Which base does your
    exponential have? Everything in this course is natural, with base e.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        return super().__call__(np.asarray(z, dtype=float) * np.log(2))


class SigmoidDecides(_Sigmoid):
    """You return decisions, 0 or 1, where probabilities are asked for.

    Rounding at one half is what one does at the very end, to predict. A loss needs to know
    how sure the model was, and a step function has no slope to learn from.
    """

    breaks = ("sigmoid.value", "sigmoid.edges")

    def __call__(self, z):
        return np.where(super().__call__(z) > 0.5, 1.0, 0.0)


class SigmoidKeepsDtype(_Sigmoid):
    """Whole numbers of 8 bits and real numbers of 32 bits come out wrong.

    You compute in the type that came in. The negative of an unsigned 8-bit number wraps
    around to a positive one, and the exponential of a narrow type is a narrow number itself.
    Make the logits float64 before anything else happens.
    """

    breaks = ("sigmoid.edges",)
    variants = ({"through_logs": False}, {"through_logs": True})

    def __call__(self, z):
        z = np.asarray(z)
        return np.exp(-np.logaddexp(0, -z)) if self.through_logs else 1 / (1 + np.exp(-z))


class SigmoidWholeResult(_Sigmoid):
    """For whole-number logits your probabilities are all 0 or 1.

    You fill an array that was made in the image of the input. If the input holds whole
    numbers, so does that array, and every fraction that is written into it is cut off. Say
    which type the result should have.
    """

    breaks = ("sigmoid.edges",)
    variants = ({"narrow": False}, {"narrow": True})

    def __call__(self, z):
        z = np.asarray(z)
        if not self.narrow:
            return super().__call__(z).astype(z.dtype)
        right = z >= 0
        result = np.empty_like(z)
        result[right] = 1 / (1 + np.exp(-z[right]))
        result[~right] = np.exp(z[~right]) / (1 + np.exp(z[~right]))
        return result


class SigmoidNegatesFirst(_Sigmoid):
    """You change the sign of the logits before they are real numbers.

    An unsigned whole number has no negative: −3 in 8 bits comes out as 253. Turning it into a real
    number afterwards is too late, since the sign is lost by then. The other inputs are right, so
    the formula holds. Make the logits float64 in the first line, before anything is done to them.
    """

    breaks = ("sigmoid.edges",)

    def __call__(self, z):
        return super().__call__(-(-np.asarray(z)).astype(float))


class SigmoidClipsInPlace(_Sigmoid):
    """After the call the caller's very large or very negative logits are other numbers than before.

    You clip the logits inside the array that came in, to keep the exponential in range.
    `np.asarray` does not protect you: it copies only when it must change the type, so an array of
    float64 is still the caller's own. Your probabilities do not suffer, but whoever uses these
    logits next does. Clip into a new array, or use a form that needs no clipping.
    """

    breaks = ("sigmoid.edges",)
    variants = tuple(
        {"low": -bound, "high": high}
        for bound in (100, 300, 500, 600, 700, 708, 709, 710, 745, 1000)
        for high in (bound, np.inf)
    )

    def __call__(self, z):
        right = super().__call__(z)
        if isinstance(z, np.ndarray) and z.dtype == float:
            np.clip(z, self.low, self.high, out=z)
        return right


class SigmoidNeverSure(_Sigmoid):
    """Far out your probabilities stop a little short of 0 and of 1.

    A probability that is kept away from 0 and 1 protects a logarithm further on, but it is
    not what sigmoid is: at a logit of −10000 it is 0 to all digits. Protect the logarithm
    where it is taken, or better, compute it from the logit.
    """

    breaks = ("sigmoid.edges",)
    variants = tuple({"margin": 10.0**-k} for k in (3, 4, 5, 6, 7, 8, 9, 10))

    def __call__(self, z):
        return np.clip(super().__call__(z), self.margin, 1 - self.margin)


class SigmoidClipsLogits(_Sigmoid):
    """Beyond some logit your probabilities no longer change: the logits are clipped first.

    A clip keeps the exponential in range, and makes all logits beyond it alike: at −10000
    comes the probability that belongs to the bound. Choose the form of the fraction by the sign of
    the logit; then no exponential is too large, and nothing has to be clipped.
    """

    breaks = ("sigmoid.edges",)
    variants = tuple({"bound": b} for b in (5, 6, 8, 10, 12, 15, 16, 18, 20))

    def __call__(self, z):
        return super().__call__(np.clip(np.asarray(z, dtype=float), -self.bound, self.bound))


# ---- log_sigmoid


class LogSigmoidNumbersOnly(_NumbersOnly, _LogSigmoid):
    __doc__ = SigmoidNumbersOnly.__doc__

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")


class LogSigmoidVectorsOnly(_VectorsOnly, _LogSigmoid):
    __doc__ = SigmoidVectorsOnly.__doc__

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")


class LogOfSigmoid(_LogSigmoid):
    """Your sigmoid is stable, and yet its logarithm is minus infinity far to the left.

    At a logit of −10000 the probability is stored as 0, and what is lost there no logarithm
    can bring back. The answer itself is harmless: nearly the logit. Look for a path to it
    that never forms the probability.
    """

    breaks = ("log_sigmoid.edges",)

    def __call__(self, z):
        return np.log(reference.sigmoid(z))


class LogSigmoidOverflows(_LogSigmoid):
    """Far to the left you return minus infinity.

    For a logit of −1000 the exponential of its negative overflows before the logarithm can
    bring it back to size. The notebook's last form of the formula has an exponential that can
    never exceed 1. See how it differs for negative logits.
    """

    breaks = ("log_sigmoid.edges",)

    def __call__(self, z):
        return -np.log1p(np.exp(-np.asarray(z, dtype=float)))


class LogSigmoidOneFormForAll(_LogSigmoid):
    """A batch with very large and very negative logits is wrong, and each kind alone is right.

    You ask once for the whole array, with `all` or `any` or a largest entry, which form of the
    formula is safe, and use that form for every entry. In a batch with 10000 and −10000 neither
    form is safe for both. The choice has to be made entry by entry. The last form in the notebook
    needs no choice at all, since its exponential never exceeds 1.
    """

    breaks = ("log_sigmoid.edges",)
    variants = ({"every": True}, {"every": False})

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        if np.all(z >= 0) if self.every else np.any(z >= 0):
            return -np.log1p(np.exp(-z))
        return z - np.log1p(np.exp(z))


class LogOfOverflowingSigmoid(_LogSigmoid):
    """Far to the right you return nan, far to the left minus infinity.

    The sigmoid inside divides infinity by infinity for large logits, and is stored as 0 for
    very negative ones. Two repairs would be needed, and the second is impossible. Take the
    other path: simplify the logarithm on paper before you compute anything.
    """

    breaks = ("log_sigmoid.edges",)

    def __call__(self, z):
        e = np.exp(np.asarray(z, dtype=float))
        return np.log(e / (1 + e))


class LogSigmoidFlipped(_LogSigmoid):
    """Your curve falls where it should rise.

    For a large positive logit sigmoid is nearly 1, so its logarithm is nearly 0; far to the
    left it follows the logit down. Yours is the logarithm of the probability of “no”. Look at
    the sign in the exponent.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        return super().__call__(-np.asarray(z, dtype=float))


class LogSigmoidNoMinimum(_LogSigmoid):
    """Your curve is the same on both sides of 0.

    The exponential of −|z| is safe everywhere, but with it alone the sign of the logit is
    forgotten. Far to the left the answer follows the logit down. Which term of the formula
    does that?
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        return -np.log1p(np.exp(-np.abs(np.asarray(z, dtype=float))))


class LogSigmoidNoAbsolute(_LogSigmoid):
    """Right of 0 your curve is right; left of it the values are far too low.

    The two terms of the last formula belong together: the minimum of z and 0, and an exponential
    of −|z|. With the exponential of −z in its place, the second term is about z too where z is
    negative, so the logit counts twice. At −ln 3 the answer is ln 1/4 = −1.3863, and yours is
    −2.4849.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        return np.minimum(z, 0) - np.log1p(np.exp(-z))


class LogSigmoidPlus(_LogSigmoid):
    """The second term of your formula has the wrong sign: it is subtracted, not added.

    The logarithm of a probability is never positive. At the logit 0 the first term is 0 and the
    second is ln 2, so you return +0.6931 where ln 0.5 = −0.6931 is right. Far from 0 the second
    term vanishes, which is why large logits look fine. Go through the signs of the last formula
    again.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        return np.minimum(z, 0) + np.log1p(np.exp(-np.abs(z)))


class LogSigmoidOneTwice(_LogSigmoid):
    """Your values are too low: there is a 1 too many under the logarithm.

    `log1p(x)` is the logarithm of 1 + x, so it brings the 1 of the formula along, and what goes in
    is the exponential alone. Where a 1 is added once more the sum begins with 2. Far to the right
    the answer comes near 0, and yours stops at −ln 2 = −0.6931. At the logit 0 the answer is −ln 2,
    and yours is −ln 3 = −1.0986.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")
    variants = ({"whole": False}, {"whole": True})

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        if self.whole:
            return -np.log(2 + np.exp(-z))
        return np.minimum(z, 0) - np.log1p(1 + np.exp(-np.abs(z)))


class LogSigmoidWrongBranch(_LogSigmoid):
    """Right of 0 your curve is right; left of it the logit enters with the wrong sign.

    Far to the left the answer follows the logit down: log σ(−1000) = −1000. Yours goes up there,
    and the logarithm of a probability is never positive. At −ln 3 the answer is ln 1/4 = −1.3863,
    and yours is 0.8109. The smaller of z and 0 is z itself for a negative z, not −z.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        return np.maximum(-z, 0) - np.log1p(np.exp(-np.abs(z)))


class LogSigmoidSoftplus(_LogSigmoid):
    """Your values are positive and grow with the logit: that is log(1 + e to the z).

    This function is called softplus. Log-sigmoid is its mirror image in both directions: minus
    softplus of −z. A logarithm of a probability is never positive, and it approaches 0 where “yes”
    is nearly certain. At ln 3 the answer is ln 3/4 = −0.2877, and yours is 1.3863.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        return np.logaddexp(0, np.asarray(z, dtype=float))


class LogSigmoidMaximum(_LogSigmoid):
    """Your values grow with the logit far to the right, where they should approach 0.

    The logarithm of a probability is never positive. Two similar formulas are in use, one for
    softplus and one for the logarithm of sigmoid. Check yours at a logit of ln 3, where the
    answer is ln 3/4.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        z = np.asarray(z, dtype=float)
        return np.maximum(z, 0) - np.log1p(np.exp(-np.abs(z)))


class LogSigmoidBaseTwo(_LogSigmoid):
    """Your numbers are the right ones times 1.4427, which is 1/ln 2.

    They are log-probabilities in bits. Logarithms are natural throughout this course, so that
    the logarithm undoes the exponential. At the logit 0 the probability is one half, and the
    answer is ln 0.5 = −0.6931. You return −1 there. Which logarithm did you call?
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        return super().__call__(z) / np.log(2)


class LogSigmoidEpsilon(_LogSigmoid):
    """Your values are wrong from about the seventh digit on, and never below a floor.

    A small constant inside the logarithm prevents minus infinity, but it changes every single
    value, and it caps how surprised the model can be. The exact value needs no such guard,
    because it can be computed from the logit without forming a probability.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 10))

    def __call__(self, z):
        return np.log(reference.sigmoid(z) + self.epsilon)


class LogSigmoidClips(_LogSigmoid):
    """Far to the left your values stop falling: they, or the logits, are cut off at a bound.

    With a bound of 500 the logits −1000 and −10000 both give −500. The sigmoid itself bears such a
    cut, since it is 0 to all digits there, but its logarithm goes on falling with the logit. At
    −1000 the right answer is −1000. Nothing needs to be cut off in the last form of the notebook,
    whose exponential never exceeds 1.
    """

    breaks = ("log_sigmoid.edges",)
    variants = tuple({"bound": b} for b in (*CLIPS, 36, 250, 2000))

    def __call__(self, z):
        return super().__call__(np.clip(np.asarray(z, dtype=float), -self.bound, self.bound))


class LogSigmoidFloor(_LogSigmoid):
    """Far to the left your values stop falling.

    A floor under the probability, or a tiny constant added to it, prevents minus infinity
    and hides that the true value was lost. At a logit of −1000 the answer is −1000 to all
    digits, and it can be found without forming the probability.
    """

    breaks = ("log_sigmoid.edges",)
    variants = tuple(
        {"floor": 10.0**-k} for k in (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 30, 45, 100, 300)
    )

    def __call__(self, z):
        return np.log(np.maximum(reference.sigmoid(z), self.floor))


class LogSigmoidLogSoftmax(_LogSigmoid):
    """The exponentials of your entries sum to 1 along the last axis.

    That is log-softmax: the entries compete. Sigmoid treats each entry as a question of its
    own, with a hidden second logit of 0, so that no entry depends on its neighbors.
    """

    breaks = ("log_sigmoid.value", "log_sigmoid.edges")

    def __call__(self, z):
        return reference.log_softmax(np.atleast_1d(z)).reshape(np.shape(z))


class LogSigmoidKeepsDtype(_LogSigmoid):
    """Whole numbers of 8 bits and real numbers of 32 bits come out wrong.

    You compute in the type that came in. The negative of an unsigned 8-bit number wraps
    around to a positive one, and the exponential of a narrow type is a narrow number itself.
    Make the logits float64 before anything else happens.
    """

    breaks = ("log_sigmoid.edges",)
    variants = ({"at_once": False}, {"at_once": True})

    def __call__(self, z):
        z = np.asarray(z)
        if self.at_once:
            return -np.logaddexp(0, -z)
        return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


class LogSigmoidWholeResult(_LogSigmoid):
    """For whole-number logits your results are whole numbers.

    You fill an array that was made in the image of the input. If the input holds whole
    numbers, so does that array, and every fraction that is written into it is cut off. Say
    which type the result should have.
    """

    breaks = ("log_sigmoid.edges",)
    variants = ({"narrow": False}, {"narrow": True})

    def __call__(self, z):
        z = np.asarray(z)
        numbers = z if self.narrow and z.dtype.kind == "f" else z.astype(float)
        return (np.minimum(numbers, 0) - np.log1p(np.exp(-np.abs(numbers)))).astype(z.dtype)


class LogSigmoidNegatesFirst(_LogSigmoid):
    __doc__ = SigmoidNegatesFirst.__doc__

    breaks = ("log_sigmoid.edges",)

    def __call__(self, z):
        return super().__call__(-(-np.asarray(z)).astype(float))


# ---- softmax_jacobian


class _Jacobian:
    """The table of a vector from its probabilities; a batch gets one per row."""

    target = "softmax_jacobian"

    def __call__(self, z):
        p = self.probabilities(z)
        return np.array([self.table(row) for row in p]) if p.ndim == 2 else self.table(p)

    def probabilities(self, z):
        return reference.softmax(z)

    def table(self, p):
        return np.diag(p) - np.outer(p, p)


class JacobianDiagonalOnly(_Jacobian):
    """Only the diagonal of your table is filled.

    You treat each probability as if it depended on its own logit alone, as in sigmoid. But the
    logits share one sum: raising one takes probability from all others. Nudge a single logit
    and look at the whole vector of probabilities.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def table(self, p):
        return np.diag(p * (1 - p))


class JacobianSlopes(_Jacobian):
    """You return one slope for each class, where a table of all pairs is asked for.

    With C probabilities and C logits there are C·C derivatives. Yours are the diagonal of
    that table. What does a logit do to the probabilities of the other classes?
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def table(self, p):
        return p * (1 - p)


class JacobianNoDiagonal(_Jacobian):
    """Your off-diagonal entries are right, those on the diagonal are not.

    On the diagonal the numerator depends on the logit as well as the sum does, which adds a
    term. With it each row sums to 0, because the probabilities always sum to 1. What do your
    rows sum to?
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def table(self, p):
        return -np.outer(p, p)


class JacobianNoDelta(_Jacobian):
    """Your table has p_i (1 − p_j) everywhere, as if every entry were on the diagonal.

    The 1 in the formula is δ_ij: it is 1 where i = j, and 0 everywhere else. So off the diagonal
    only −p_i p_j is left, which is negative. Yours are positive there. Add up a row of your table:
    it should be 0, since the probabilities always sum to 1.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def table(self, p):
        return np.outer(p, 1 - p)


class JacobianSquares(_Jacobian):
    """Off the diagonal your entries hold one probability twice, where p_i and p_j belong.

    The formula has two indices: p_i stands in front, and p_j inside the bracket. With the same in
    both places all entries of a row, or of a column, are alike off the diagonal. The table should
    be symmetric, since i and j may change places. Is yours equal to its transpose?
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")
    variants = ({"rows": True}, {"rows": False})

    def table(self, p):
        first = p[:, np.newaxis] if self.rows else p
        return first * (np.eye(len(p)) - first)


class JacobianPlus(_Jacobian):
    """All entries of your table are positive.

    If one probability rises, others must fall, since they always sum to 1: the entries off
    the diagonal are negative and each row sums to 0. Follow the sign of the derivative of
    1/(sum of the exponentials).
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")
    variants = ({"diagonal_right": False}, {"diagonal_right": True})

    def table(self, p):
        plus = np.diag(p) + np.outer(p, p)
        return plus - 2 * np.diag(p * p) if self.diagonal_right else plus


class JacobianNegative(_Jacobian):
    """Every entry of your table has the wrong sign.

    Raising a logit raises the probability of its own class, so the diagonal is positive. The
    other classes give that probability away, so the entries off the diagonal are negative.
    Nudge the first logit by 0.01 and see which probabilities go up. Then look for a minus that
    is missing, or one too many.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def table(self, p):
        return np.outer(p, p) - np.diag(p)


class JacobianOfLogSoftmax(_Jacobian):
    """Your table is that of the log-probabilities, not that of the probabilities.

    The derivative of log p is the derivative of p divided by p. It is a good way to get there,
    since log p is so simple, but one factor is still missing at the end.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def table(self, p):
        return np.eye(len(p)) - p


class JacobianOfLogits(_Jacobian):
    """The formula is right, but you put the logits into it where the probabilities belong.

    The derivative of softmax is written most simply in terms of its own output p. Your
    function receives the input z. What lies between the two? A check on the result: every
    entry on the diagonal is p(1 − p), so none of them can be above 1/4.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options", "softmax_jacobian.edges")

    def probabilities(self, z):
        return np.asarray(z, dtype=float)


class JacobianVectorsOnly(_Jacobian):
    """A vector works, a batch does not.

    Functions such as `np.diag` and `np.outer` know no batches: one picks out a diagonal, the
    other flattens. Treat the rows one after the other, or arrange the axes so that
    broadcasting makes the tables of all rows at once.
    """

    breaks = ("softmax_jacobian.options",)
    variants = ({"flat": False}, {"flat": True})

    def __call__(self, z):
        p = self.probabilities(z)
        return self.table(np.ravel(p) if self.flat else p)


class JacobianBatchesOnly(_Jacobian):
    """A batch works, a vector does not.

    The softmax inside works along axis 1, or your code unpacks two lengths, and a vector has
    one axis only. Both shapes have a last axis, which is where the classes are; negative axes
    count from the end.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.edges")

    def probabilities(self, z):
        return reference.softmax(z, axis=1)


class JacobianOfWholeBatch(_Jacobian):
    """In a batch the probabilities of all rows together sum to 1 for you.

    Softmax is along the last axis, so each row has its own sum and its own table, as if it
    came alone. Does the first table of your result change when the second row does?
    """

    breaks = ("softmax_jacobian.options",)

    def probabilities(self, z):
        return reference.softmax(np.ravel(z)).reshape(np.shape(z))


class JacobianOverColumns(_Jacobian):
    """In a batch you let the samples compete where the classes should.

    Softmax is along the last axis. For a vector there is only one axis, which is why the slip
    shows in batches only. Do the rows of each of your tables sum to 0?
    """

    breaks = ("softmax_jacobian.options",)

    def probabilities(self, z):
        return reference.softmax(z, axis=0)


class JacobianSqueezesAll(_Jacobian):
    """With a batch of one row, or a single class, your table loses an axis.

    You remove every axis of length 1. But these axes are the caller's: a batch of one row has one
    table, in an array of shape (1, C, C), and a single class has a table of shape (1, 1). Tell a
    vector from a batch by its number of axes, and take away only the axis that you have added.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.options")

    def __call__(self, z):
        return np.squeeze(super().__call__(z))


class JacobianFillDiagonal(_Jacobian):
    """A vector works; in a batch the diagonals of your tables are not filled.

    `np.fill_diagonal` knows one diagonal of an array, the entries [i, i, i] if it has three axes.
    The tables of a batch have a diagonal each, the entries [n, i, i]. So it raises an error if N
    differs from C, and if they are equal most of your entries stay as they were. Fill the diagonal
    of each table by itself, or multiply with a table of ones on the diagonal, such as `np.eye`.
    """

    breaks = ("softmax_jacobian.options",)

    def __call__(self, z):
        p = self.probabilities(z)
        if p.ndim == 1:
            return self.table(p)
        tables = -p[:, :, None] * p[:, None, :]
        np.fill_diagonal(tables, p * (1 - p))
        return tables


class JacobianGlobalMax(_Jacobian):
    """In a batch, rows that are much lower than the highest row give nan.

    You take one number out of all rows: the maximum of the whole array. For a row far below it
    every exponential underflows to 0, and 0/0 is nan. Each row needs a number of its own. The
    trick is safe for one vector, and often copied from there.
    """

    breaks = ("softmax_jacobian.options",)

    def probabilities(self, z):
        z = np.asarray(z, dtype=float)
        e = np.exp(z - z.max())
        with np.errstate(invalid="ignore"):
            return e / e.sum(axis=-1, keepdims=True)


class JacobianClipsProbabilities(_Jacobian):
    """Where a probability is near 0 or 1 your table is slightly off: the probabilities are clipped.

    A clip keeps a logarithm or a quotient finite. The table has neither: it consists of products,
    which may well be 0. A model that is sure has slopes of 0 to all digits, and with a single class
    the one slope is exactly 0. Clipped probabilities do not sum to 1 any more, so the rows of your
    table do not sum to 0 either.
    """

    breaks = ("softmax_jacobian.value", "softmax_jacobian.edges")
    variants = tuple({"margin": 10.0**-k} for k in range(3, 12))

    def probabilities(self, z):
        return np.clip(super().probabilities(z), self.margin, 1 - self.margin)


class JacobianWholeResult(_WholeResult, _Jacobian):
    """For whole-number logits the slopes in your table are all 0.

    You fill an array that was made in the image of the input. If the input holds whole
    numbers, so does that array, and every fraction that is written into it is cut off. Say
    which type the result should have.
    """

    breaks = ("softmax_jacobian.edges",)


class JacobianAddedUp(_Jacobian):
    """For a batch you return a single table, where one for each row is asked for.

    The sum or the mean over the samples belongs to a loss, and is taken there. Here nothing
    is averaged: N rows have N tables, in an array of shape (N, C, C).
    """

    breaks = ("softmax_jacobian.options",)
    variants = ({"mean": True}, {"mean": False})

    def __call__(self, z):
        tables = super().__call__(z)
        if tables.ndim < 3:
            return tables
        return tables.mean(axis=0) if self.mean else tables.sum(axis=0)


class JacobianNoMax(_Jacobian):
    """Very large and very negative logits give nan, or zeros, or infinities.

    The formula is right; the softmax inside it overflows. Adding a constant to all logits
    changes neither the probabilities nor their derivatives, so you are free to shift them
    to where the exponentials are safe.
    """

    breaks = ("softmax_jacobian.edges",)
    variants = ({"through_logs": False}, {"through_logs": True})

    def probabilities(self, z):
        z = np.asarray(z, dtype=float)
        total = np.exp(z).sum(axis=-1, keepdims=True)
        return np.exp(z - np.log(total)) if self.through_logs else np.exp(z) / total


class JacobianKeepsDtype(_Jacobian):
    """Large logits are right, but 8-bit whole numbers and 32-bit real ones are not.

    You compute in the type that came in. An unsigned 8-bit number minus a larger one wraps
    around to a large positive number, and the exponential of a narrow type is a narrow
    number itself. Make the logits float64 before anything else happens.
    """

    breaks = ("softmax_jacobian.edges",)

    def probabilities(self, z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)


# ---- label_surprise


class _Surprise:
    target = "label_surprise"

    def __call__(self, A, Y):
        return -self.weigh(Y, self.log_p(A)).sum(axis=1)

    def log_p(self, A):
        return reference.log_softmax(A)

    def weigh(self, Y, log_p):
        return Y * log_p


class SurpriseUnrepaired(_Surprise):
    """The nan is still there.

    For a gap of 1000 the probability underflows to 0, its logarithm is −inf, and 0 times −inf
    is nan: even the classes that do not matter spoil the sum. A finite log-probability exists
    for all of them. Which function of this notebook finds it from the logits?
    """

    breaks = ("label_surprise.value",)

    def log_p(self, A):
        return np.log(reference.softmax(A))


class SurpriseSkipsZeros(SurpriseUnrepaired):
    """The row that is right gives 0 now, but the one that is wrong is infinitely surprised.

    You leave out the classes whose label is 0, which removes the nan and not its cause. The
    probability of the true class has underflowed to 0 too. The surprise there is a finite
    number, 1000 in the example. Where was it last known?
    """

    breaks = ("label_surprise.value",)

    def weigh(self, Y, log_p):
        return np.where(Y > 0, Y * log_p, 0)


class SurpriseNanToNum(SurpriseUnrepaired):
    """The nan became a 0, and the infinite surprise a number with 308 zeros.

    Replacing what is not a number hides the symptom. In the example the surprise of the wrong
    row is 1000, a harmless number that was lost when the probability underflowed. Look for
    a path from the logits to it that never forms the probability.
    """

    breaks = ("label_surprise.value",)

    def weigh(self, Y, log_p):
        return np.nan_to_num(Y * log_p)


class SurpriseEpsilon(_Surprise):
    """The nan is gone, but the surprise is wrong, and never exceeds a ceiling.

    A small constant inside the logarithm changes ordinary values in the seventh digit or so,
    and caps the surprise of a model that is sure and wrong at about 16 where it should be
    1000. A model could not be told how wrong it is. The exact value needs no constant.
    """

    breaks = ("label_surprise.value",)
    variants = tuple({"epsilon": 10.0**-k} for k in range(3, 10))

    def log_p(self, A):
        return np.log(reference.softmax(A) + self.epsilon)


class SurpriseFloor(_Surprise):
    """The nan is gone, but no surprise exceeds a ceiling.

    A floor under the probabilities, or a tiny number added to them, makes their logarithms finite,
    and makes all very wrong predictions equally wrong: in the example the answer should be 1000.
    The probability has underflowed; the logits still know it.
    """

    breaks = ("label_surprise.value",)
    variants = tuple(
        {"floor": 10.0**-k} for k in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 30, 45, 100, 300)
    ) + tuple({"floor": 10.0**-k, "meet": np.add} for k in (10, 11, 12, 15, 16))
    meet = staticmethod(np.maximum)

    def log_p(self, A):
        return np.log(self.meet(reference.softmax(A), self.floor))


class SurpriseNegative(_Surprise):
    """Your surprises are negative.

    A log-probability is at most 0, so a minus sign is needed to make a surprise of it: 0 for
    what was certain, large for what was held impossible. The article's code had that sign. In
    the example the wrong row should give 1000, not −1000. Where did the minus go when you
    rewrote the line?
    """

    breaks = ("label_surprise.value",)

    def log_p(self, A):
        return -super().log_p(A)


class SurpriseAddedUp(_Surprise):
    """You return one number, where one for each row is asked for.

    The overflow is repaired. But the article's function tells the rows apart, and the
    repaired one should too: N rows have N surprises. The average is taken later, by a loss.
    """

    breaks = ("label_surprise.value",)
    variants = ({"mean": True}, {"mean": False})

    def __call__(self, A, Y):
        rows = super().__call__(A, Y)
        return rows.mean() if self.mean else rows.sum()


class SurpriseOverColumns(_Surprise):
    """You add up the columns, where the rows should be.

    The overflow is repaired. But a row is one sample, and its surprise is the sum over its
    classes. For a square batch the shape does not give the slip away; the numbers do.
    """

    breaks = ("label_surprise.value",)

    def __call__(self, A, Y):
        return -self.weigh(Y, self.log_p(A)).sum(axis=0)


class SurpriseOverBatch(_Surprise):
    """Your softmax runs down the columns: it compares samples instead of classes.

    The probabilities of one sample sum to 1 over its classes, which is along a row, the last axis.
    Along axis 0 the samples of the batch compete, so the surprise of a row depends on the other
    rows. With a single row every probability is 1 and nothing surprises. Compare the surprise of a
    row alone and in a batch.
    """

    breaks = ("label_surprise.value",)

    def log_p(self, A):
        return reference.log_softmax(A, axis=0)


class SurpriseOneLabel(_Surprise):
    """One-hot labels are right; labels that are spread over several classes are not.

    You look up the one class with the largest label. But a row of `Y` may say that class 0 has a
    share of 0.6 and class 1 one of 0.4. Then the surprise is 0.6 times that of class 0 plus 0.4
    times that of class 1. The article's formula has the sum over all classes, and it does this by
    itself.
    """

    breaks = ("label_surprise.value",)

    def weigh(self, Y, log_p):
        return np.eye(Y.shape[1])[Y.argmax(axis=1)] * log_p


class SurpriseMask(_Surprise):
    """One-hot labels are right; of other labels you use only whether they are 0.

    Each class with a label above 0 counts fully in your sum. A label of 0.3 says that the class has
    a share of 0.3, so its surprise counts 0.3 times. For a one-hot label the share is 1, and the
    slip does not show. What stands in front of log p in the formula?
    """

    breaks = ("label_surprise.value",)

    def weigh(self, Y, log_p):
        return np.where(Y > 0, log_p, 0.0)


class SurpriseDivergence(_Surprise):
    """One-hot labels are right; for other labels you subtract their entropy.

    The sum of Y log Y is in your result. With it you compute a divergence, which is 0 where the
    prediction equals the label. The article asks for the surprise itself, −Σ Y log p: for a label
    (0.5, 0.5) and the same prediction it is ln 2 = 0.6931, not 0.
    """

    breaks = ("label_surprise.value",)

    def weigh(self, Y, log_p):
        return Y * (log_p - np.log(np.where(Y > 0, Y, 1)))


class SurpriseOfAll(_Surprise):
    """Your surprise adds up all classes, whatever the labels say.

    The labels decide which log-probability counts: 1 for the true class, 0 for the others. Without
    them a model pays for every class that it holds impossible, the wrong ones included. Change the
    label of one row: your result stays the same. Which factor was in the article's line?
    """

    breaks = ("label_surprise.value",)

    def weigh(self, Y, log_p):
        return log_p


class SurpriseSwapped(_Surprise):
    """Logits and labels have changed places.

    The softmax makes probabilities of the logits A, and their logarithms are weighed with the
    labels Y. You treat the labels as logits, and weigh with the logits. Surprise is about what the
    model said, seen from what is true. In the example the wrong row should give 1000.
    """

    breaks = ("label_surprise.value",)

    def __call__(self, A, Y):
        return super().__call__(Y, A)


class SurpriseSoftmaxTwice(_Surprise):
    """A model that is sure and wrong is hardly surprised in your version.

    Log-softmax wants logits, and it received probabilities, so softmax was applied twice.
    Probabilities differ by at most 1. After a second softmax the ratio of two of them is at
    most e, and nothing is ever certain. In the example the wrong row should give 1000, and
    yours gives less than 2. Which of your two steps should go?
    """

    breaks = ("label_surprise.value",)

    def log_p(self, A):
        return super().log_p(reference.softmax(A))


class SurpriseOfPrediction(_Surprise):
    """Your surprise does not depend on the labels.

    You look up the class that the model likes best, whose surprise is always small. What is
    asked is how surprised the model is by the class that turned out to be true.
    """

    breaks = ("label_surprise.value",)

    def __call__(self, A, Y):
        return -self.log_p(A).max(axis=1)


# ---- what the functions have in common

ELEMENTWISE = ("value", "edges")
MISCONCEPTIONS = (
    *misconceptions_in(globals()),
    *made_in(Function(reference.logsumexp, "LogSumExp"), without=["WrongSign"]),
    *made_in(Function(reference.softmax, "Softmax"), without=["WrongSign"]),
    *made_in(
        Function(reference.log_softmax, "LogSoftmax"), names={"WrongSign": "LogSoftmaxPositive"}
    ),
    *made_in(Function(reference.sigmoid, "Sigmoid", ELEMENTWISE), without=["WrongSign"]),
    *made_in(
        Function(reference.log_sigmoid, "LogSigmoid", ELEMENTWISE),
        names={"WrongSign": "LogSigmoidPositive"},
    ),
    *made_in(Function(reference.softmax_jacobian, "Jacobian"), without=["WrongSign"]),
)

RUBRIC = Rubric("softmax", reference, RUBRIC_QUESTIONS, MISCONCEPTIONS)
