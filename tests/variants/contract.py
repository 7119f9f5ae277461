"""Correct warm-up solutions in the styles in which students write them."""

import enum
import math
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np

# ----------------------------------------------------------------------------- one_hot


def one_hot_loop(y, C):
    """A loop that sets one entry per row."""
    table = np.zeros((len(y), C))
    for n, label in enumerate(y):
        if not 0 <= label < C:
            raise ValueError(label)
        table[n, label] = 1
    return table


def one_hot_compare(y, C):
    """A comparison of a column with a row, and a check of the row sums."""
    table = (np.asarray(y)[:, None] == np.arange(C)).astype(int)
    if not table.any(axis=1).all():
        raise ValueError("some label is no class")
    return table


def one_hot_put(y, C):
    """Assignment with two index arrays that walk along together."""
    if set(y.tolist()) - set(range(C)):
        raise ValueError
    table = np.zeros((y.shape[0], C), dtype=np.float32)
    table[np.arange(y.shape[0]), y] = 1.0
    return table


def one_hot_put_along_axis(y, C):
    """`np.put_along_axis`, with labels widened first."""
    y = y.astype(int)
    if y.min(initial=0) < 0 or y.max(initial=0) > C - 1:
        raise ValueError
    table = np.zeros((y.size, C))
    np.put_along_axis(table, y[:, None], 1, axis=1)
    return table


# ---------------------------------------------------------------------------- iota_sum


def iota_sum_item(M):
    """The matrix product of the lectures, and its only entry."""
    N, C = M.shape
    return (np.ones((1, N)) @ M @ np.ones((C, 1))).item()


def iota_sum_numpy(M):
    """Just `np.sum`, in float64."""
    return np.sum(M, dtype=float)


def iota_sum_loops(M):
    """Two loops over Python floats."""
    total = 0.0
    for row in M.tolist():
        for entry in row:
            total += entry
    return total


def iota_sum_dot(M):
    """Two `np.dot`s, the right one first, and an index."""
    return np.dot(np.ones(M.shape[0]), np.dot(M, np.ones((M.shape[1], 1))))[0]


# -------------------------------------------------------------- row_softmax_shape_quiz


def rows_newaxis(Z):
    """The sums get their axis back with `np.newaxis`."""
    return Z / np.sum(Z, axis=1)[:, np.newaxis]


def rows_twice_transposed(Z):
    """Transposed for the division and back."""
    return (Z.T / Z.T.sum(axis=0)).T


def rows_ones(Z):
    """The sums as a product with a column of ones."""
    return Z / (Z @ np.ones((Z.shape[1], 1)))


def rows_list(Z):
    """A list of lists, row by row."""
    return [[float(z) / float(sum(row)) for z in row] for row in Z.tolist()]


# --------------------------------------------------------------------------- gradcheck


def gradcheck_in_place(f, x, h=1e-6):
    """One copy that is nudged and restored, and a running maximum."""
    x = np.array(x, dtype=np.float64)
    claimed, worst = np.array(f(x)[1]), 0.0
    for i in range(x.size):
        kept = x.flat[i]
        x.flat[i] = kept + h
        up, _ = f(x)
        x.flat[i] = kept - h
        down, _ = f(x)
        x.flat[i] = kept
        d, g = (up - down) / 2 / h, claimed.flat[i]
        worst = max(worst, abs(g - d) / max(1, abs(g), abs(d)))
    return worst


def gradcheck_identity(f, x, h=1e-6):
    """Directions as the rows of a unit matrix."""
    x = np.asarray(x).astype(float)
    directions = h * np.eye(x.size).reshape(-1, *x.shape)
    numeric = np.array([(f(x + e)[0] - f(x - e)[0]) / (2 * h) for e in directions])
    claimed = np.ravel(f(x)[1])
    bound = np.max([np.ones(x.size), abs(claimed), abs(numeric)], axis=0)
    return float((abs(claimed - numeric) / bound).max())


def gradcheck_nditer(f, x, h=1e-6):
    """`np.nditer` with a multi-index, and errors in a list."""
    x, errors = 1.0 * x, []
    gradient = f(x)[1]
    places = np.nditer(x, flags=["multi_index"])
    for _ in places:
        up, down = x.copy(), x.copy()
        up[places.multi_index] += h
        down[places.multi_index] -= h
        slope = (f(up)[0] - f(down)[0]) / (up - down)[places.multi_index]
        claim = float(gradient[places.multi_index])
        errors.append(math.fabs(claim - slope) / max(abs(claim), abs(slope), 1.0))
    return max(errors)


# -------------------------------------------------------------------------------- Loss


class LossTable:
    """A dictionary of functions, looked up when the loss is built."""

    def __init__(self, reduction="mean"):
        table = {
            "mean": (np.mean, lambda s: s / s.size),
            "sum": (np.sum, np.copy),
            "none": (np.copy, np.copy),
        }
        if reduction not in table:
            raise ValueError(reduction)
        self.reduce, self.spread = table[reduction]


class LossMatch:
    """A `match` statement in each method."""

    def __init__(self, reduction="mean"):
        match reduction:
            case "mean" | "sum" | "none":
                self.reduction = reduction
            case _:
                raise ValueError(reduction)

    def reduce(self, losses):
        match self.reduction:
            case "mean":
                return float(np.average(losses))
            case "sum":
                return float(losses.sum())
        return losses.copy()

    def spread(self, slopes):
        match self.reduction:
            case "mean":
                return slopes / np.prod(slopes.shape)
        return slopes


class Reduction(enum.Enum):
    """The three options."""

    MEAN, SUM, NONE = "mean", "sum", "none"


class LossEnum:
    """An enumeration, which raises the ValueError by itself."""

    def __init__(self, reduction="mean"):
        self.reduction = Reduction(reduction)

    def reduce(self, losses):
        total = losses.sum()
        answers = {Reduction.NONE: losses, Reduction.SUM: total}
        return answers.get(self.reduction, total / losses.size)

    def spread(self, slopes):
        return slopes * (1 / slopes.size) if self.reduction is Reduction.MEAN else +slopes


@dataclass
class LossDataclass:
    """A dataclass that checks itself after it was built."""

    reduction: str = "mean"

    def __post_init__(self):
        if self.reduction not in {"mean", "sum", "none"}:
            raise ValueError(f"no such reduction: {self.reduction}")

    def weight(self, count):
        """What each loss is multiplied by."""
        return 1 / count if self.reduction == "mean" else 1.0

    def reduce(self, losses):
        weighted = losses * self.weight(losses.size)
        return weighted if self.reduction == "none" else weighted.sum()

    def spread(self, slopes):
        return slopes * self.weight(slopes.size)


class LossLoops:
    """Flat Python lists, one number at a time."""

    def __init__(self, reduction="mean"):
        if reduction != "mean" and reduction != "sum" and reduction != "none":
            raise ValueError
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "none":
            return losses.tolist()
        total, count = 0.0, 0
        for loss in losses.ravel():
            total, count = total + loss, count + 1
        return total / count if self.reduction == "mean" else total

    def spread(self, slopes):
        count = len(slopes.ravel()) if self.reduction == "mean" else 1
        return np.array([slope / count for slope in slopes.flat]).reshape(slopes.shape)


class LossFsum:
    """Exact sums with `math.fsum`, and the property `divides`."""

    def __init__(self, reduction="mean"):
        if reduction not in ["mean", "sum", "none"]:
            raise ValueError
        self._reduction = reduction

    @property
    def divides(self):
        """Whether anything is averaged."""
        return self._reduction == "mean"

    def reduce(self, losses):
        if self._reduction == "none":
            return np.array(losses)
        return math.fsum(losses.flat) / (losses.size if self.divides else 1)

    def spread(self, slopes):
        return np.divide(slopes, slopes.size) if self.divides else np.positive(slopes)


class LossGetattr:
    """The name of the option is the name of the method of the array."""

    def __init__(self, reduction="mean"):
        if reduction != "none" and reduction not in ("mean", "sum"):
            raise ValueError
        self.method = None if reduction == "none" else reduction

    def reduce(self, losses):
        return getattr(losses, self.method)() if self.method else losses

    def spread(self, slopes):
        return slopes / slopes.size if self.method == "mean" else slopes


class LossFunctional:
    """Folds and partial application."""

    def __init__(self, reduction="mean"):
        index = ("mean", "sum", "none").index(reduction)  # raises ValueError
        fold = partial(reduce, lambda a, b: a + b)
        self.reduce = (
            lambda losses: fold(losses.ravel().tolist()) / losses.size,
            lambda losses: fold(losses.ravel().tolist()),
            lambda losses: losses,
        )[index]
        self.spread = (lambda slopes: slopes / slopes.size, np.copy, np.copy)[index]


class LossNorm:
    """The mean as a dot product with equal weights."""

    def __init__(self, reduction="mean"):
        if reduction in ("mean", "sum"):
            self.flat = True
        elif reduction == "none":
            self.flat = False
        else:
            raise ValueError
        self.average = reduction == "mean"

    def weights(self, table):
        """A weight for each entry."""
        return np.full(table.size, 1 / table.size if self.average else 1.0)

    def reduce(self, losses):
        return self.weights(losses) @ losses.ravel() if self.flat else losses

    def spread(self, slopes):
        return (self.weights(slopes) * slopes.ravel()).reshape(slopes.shape)


class LossFactors:
    """A factor for each reduction, made from a count."""

    def __init__(self, reduction="mean"):
        try:
            self.factor = {"mean": lambda n: 1 / n, "sum": lambda n: 1, "none": None}[reduction]
        except KeyError:
            raise ValueError(reduction) from None

    def reduce(self, losses):
        if self.factor is None:
            return losses
        return self.factor(losses.size) * losses.sum()

    def spread(self, slopes):
        return slopes * (self.factor(slopes.size) if self.factor else 1)


class LossSubclasses:
    """`__new__` picks a class for each option."""

    def __new__(cls, reduction="mean"):
        for kind in (_Mean, _Sum, _None):
            if kind.name == reduction:
                return kind()
        raise ValueError(reduction)


class _None:
    name = "none"

    def reduce(self, losses):
        return losses

    def spread(self, slopes):
        return slopes


class _Sum(_None):
    name = "sum"

    def reduce(self, losses):
        return np.add.reduce(losses, axis=None)


class _Mean(_None):
    name = "mean"

    def reduce(self, losses):
        return losses.mean(dtype=float)

    def spread(self, slopes):
        return slopes / slopes.size


# ----------------------------------------------------------------------- gradient_step


def step_loops(theta, X, Y, rate):
    """The chain rule, entry by entry."""
    A, new = X @ theta, np.array(theta, dtype=float)
    N, C = Y.shape
    for d in range(theta.shape[0]):
        for c in range(C):
            new[d, c] -= rate * sum(X[n, d] * 2 * (A[n, c] - Y[n, c]) for n in range(N)) / (N * C)
    return new


def step_einsum(theta, X, Y, rate):
    """One `einsum` for the gradient."""
    residual = np.einsum("nd,dc->nc", X, theta) - Y
    return theta - 2 * rate / Y.size * np.einsum("nd,nc->dc", X, residual)


def step_normal_equations(theta, X, Y, rate):
    """XᵀXθ − XᵀY, without the predictions."""
    return theta - rate * 2 / Y.size * (X.T @ X @ theta - X.T @ Y)


def step_outer(theta, X, Y, rate):
    """A sum of outer products, one for each sample."""
    gradient = sum(np.outer(x, 2 * (x @ theta - y)) for x, y in zip(X, Y, strict=True))
    theta = theta.astype(float)
    theta -= rate * gradient / Y.size
    return theta


VARIANTS = {
    "one_hot": [one_hot_loop, one_hot_compare, one_hot_put, one_hot_put_along_axis],
    "iota_sum": [iota_sum_item, iota_sum_numpy, iota_sum_loops, iota_sum_dot],
    "row_softmax_shape_quiz": [rows_newaxis, rows_twice_transposed, rows_ones, rows_list],
    "gradcheck": [gradcheck_in_place, gradcheck_identity, gradcheck_nditer],
    "Loss": [
        LossTable,
        LossMatch,
        LossEnum,
        LossDataclass,
        LossLoops,
        LossFsum,
        LossGetattr,
        LossFunctional,
        LossNorm,
        LossFactors,
        LossSubclasses,
    ],
    "gradient_step": [step_loops, step_einsum, step_normal_equations, step_outer],
}
