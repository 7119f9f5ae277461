"""Correct classification losses in the styles in which students write them."""

import math
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

# --------------------------------------------------------------------- weighted_mean


def by_dot_product(losses, labels, weight):
    """Two dot products."""
    counts = weight[labels]
    return counts @ losses / (counts @ np.ones(len(losses)))


def by_loop(losses, labels, weight):
    """A loop over Python floats that returns a `float`."""
    above = below = 0.0
    for loss, label in zip(losses, labels, strict=True):
        above += float(weight[label]) * float(loss)
        below += float(weight[label])
    return above / below


def by_class(losses, labels, weight):
    """Sums and counts for each class by `np.bincount`, then weighted."""
    totals = np.bincount(labels, weights=losses, minlength=len(weight))
    counts = np.bincount(labels, minlength=len(weight))
    return np.sum(weight * totals) / np.sum(weight * counts)


def by_shares(losses, labels, weight):
    """Weights made into shares that sum to 1 over the batch; a 0-dimensional array comes out."""
    shares = weight[labels] / weight[labels].sum()
    return np.asarray(np.einsum("n,n->", shares, losses))


# --------------------------------------------------------------------------- NLLLoss


class Options:
    """The constructor of NLLLoss."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def weight_of(self, label):
        """The weight of one class."""
        return 1.0 if self.weight is None else float(self.weight[label])


class NLLLoops(Options):
    """A loop over rows, Python floats, lists returned."""

    def forward(self, A, Y):
        self.A, self.Y, self.total, losses = A, Y, 0.0, []
        for row, label in zip(A, Y, strict=True):
            if label == self.ignore_index:
                losses.append(0.0)
                continue
            self.total += self.weight_of(label)
            losses.append(-self.weight_of(label) * float(row[label]))
        if self.reduction == "none":
            return losses
        return sum(losses) / (self.total if self.reduction == "mean" else 1)

    def backward(self):
        gradient = [[0.0] * len(row) for row in self.A]
        for n, label in enumerate(self.Y):
            if label != self.ignore_index:
                total = self.total if self.reduction == "mean" else 1
                gradient[n][label] = -self.weight_of(label) / total
        return gradient


class NLLTakeAlongAxis(Options):
    """`take_along_axis` forward, `put_along_axis` backward, a 0/1 mask for ignored rows."""

    def forward(self, A, Y):
        keep = (self.ignore_index != Y).astype(float)[:, None]
        self.columns = (Y * (self.ignore_index != Y)).astype(int)[:, None]
        w = np.ones((1, A.shape[1])) if self.weight is None else np.reshape(self.weight, (1, -1))
        self.w = np.take_along_axis(np.repeat(w, len(A), axis=0), self.columns, axis=1) * keep
        self.shape = A.shape
        losses = (-self.w * np.take_along_axis(A, self.columns, axis=1))[:, 0]
        self.scale = 1 / self.w.sum() if self.reduction == "mean" else 1.0
        return losses if self.reduction == "none" else losses.sum() * self.scale

    def backward(self):
        gradient = np.zeros(self.shape)
        np.put_along_axis(gradient, self.columns, -self.w * self.scale, axis=1)
        return gradient


class NLLBooleanTable(Options):
    """A boolean table compares labels with class numbers; `np.where` instead of a product."""

    def forward(self, A, Y):
        C = A.shape[1]
        w = np.ones(C) if self.weight is None else self.weight
        hit = (Y[:, None] == np.arange(C)) & (self.ignore_index != Y)[:, None]
        self.table = np.where(hit, w, 0.0)
        losses = -np.where(hit, w * A, 0.0).sum(axis=1)
        if self.reduction == "mean":
            self.table = self.table / self.table.sum()
            return -np.where(hit, self.table * A, 0.0).sum()
        return losses.sum() if self.reduction == "sum" else losses

    def backward(self):
        return -self.table


class NLLFlatIndex(Options):
    """One flat index for each row that counts, and `np.add.at` on a flat gradient."""

    def forward(self, A, Y):
        rows = np.nonzero(self.ignore_index != Y)[0]
        self.shape, self.flat = A.shape, rows * A.shape[1] + Y[rows]
        self.w = np.array([self.weight_of(label) for label in Y[rows]])
        self.divisor = self.w.sum() if self.reduction == "mean" else 1
        losses = np.zeros(len(A))
        np.add.at(losses, rows, -self.w * A.ravel()[self.flat])
        return losses if self.reduction == "none" else losses.sum() / self.divisor

    def backward(self):
        gradient = np.zeros(self.shape[0] * self.shape[1])
        np.add.at(gradient, self.flat, -self.w / self.divisor)
        return gradient.reshape(self.shape)


@dataclass
class NLLDataclass:
    """A dataclass that stores its inputs and computes everything in properties."""

    weight: np.ndarray | None = None
    ignore_index: int = -100
    reduction: str = "mean"
    A: np.ndarray = field(init=False, default=None)
    Y: np.ndarray = field(init=False, default=None)

    @property
    def picks(self):
        """Weighted one-hot rows, zero for ignored ones."""
        w = np.ones(self.A.shape[1]) if self.weight is None else np.array(self.weight)
        keep = self.ignore_index != self.Y
        rows = [np.eye(len(w))[y] * w if k else 0 * w for y, k in zip(self.Y, keep, strict=True)]
        return np.array(rows)

    @property
    def divisor(self):
        """What the loss is divided by."""
        return self.picks.sum() if self.reduction == "mean" else 1

    def forward(self, A, Y):
        self.A, self.Y = A.copy(), Y.copy()
        losses = -(self.picks * np.where(self.picks == 0, 0, A)).sum(axis=1)
        return losses if self.reduction == "none" else losses.sum() / self.divisor

    def backward(self):
        return -self.picks / self.divisor


class NLLClosure(Options):
    """`forward` leaves behind a function that computes the gradient."""

    def forward(self, A, Y):
        kept = [(n, y, self.weight_of(y)) for n, y in enumerate(Y) if y != self.ignore_index]
        divisor = math.fsum(w for *_, w in kept) if self.reduction == "mean" else 1.0
        losses, shape = np.zeros(len(A)), A.shape
        for n, y, w in kept:
            losses[n] = -w * A[n, y]

        def gradient():
            g = np.zeros(shape)
            for n, y, w in kept:
                g[n, y] = -w / divisor
            return g

        self.backward = gradient
        return losses if self.reduction == "none" else math.fsum(losses) / divisor


class NLLMaskedArrays(Options):
    """`np.ma`: ignored rows are masked, and a plain array is returned."""

    def forward(self, A, Y):
        self.shape = A.shape
        self.labels = np.ma.masked_equal(Y.astype(np.int64), self.ignore_index)
        self.mask = np.ma.getmaskarray(self.labels)
        safe = self.labels.filled(0)
        w = np.ones(A.shape[1]) if self.weight is None else np.asarray(self.weight)
        self.w = np.ma.array(w[safe], mask=self.mask)
        losses = np.ma.array(-w[safe] * A[np.arange(len(A)), safe], mask=self.mask)
        if self.reduction == "none":
            return np.array(losses.filled(0.0))
        return float(losses.sum()) / (float(self.w.sum()) if self.reduction == "mean" else 1)

    def backward(self):
        gradient = np.zeros(self.shape)
        divisor = self.w.sum() if self.reduction == "mean" else 1
        gradient[np.arange(len(gradient)), self.labels.filled(0)] = (-self.w / divisor).filled(0)
        return gradient


class NLLByClass(Options):
    """A loop over classes instead of rows."""

    def forward(self, A, Y):
        self.shape, self.parts, self.total = A.shape, [], 0.0
        losses = np.zeros(len(A))
        for c in range(A.shape[1]):
            rows = (c == Y) & (self.ignore_index != Y)
            losses[rows] = -self.weight_of(c) * A[rows, c]
            self.parts.append((rows, c))
            self.total += self.weight_of(c) * rows.sum()
        answers = {"none": losses, "sum": losses.sum()}
        return answers.get(self.reduction, losses.sum() / self.total)

    def backward(self):
        gradient = np.zeros(self.shape)
        for rows, c in self.parts:
            gradient[rows, c] = -self.weight_of(c)
        if self.reduction == "mean":
            gradient /= self.total
        return gradient


class Reduced:
    """A base class that knows the reductions; subclasses know the rows."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index = weight, ignore_index
        self.average, self.each = reduction == "mean", reduction == "none"

    def forward(self, A, Y):
        self.prepare(A, Y)
        losses = self.rows()
        if self.each:
            return losses
        return np.sum(losses) / self.size() if self.average else np.sum(losses)

    def backward(self):
        return np.divide(self.slopes(), self.size() if self.average else 1.0)


class NLLInherited(Reduced):
    """A template method in a base class."""

    def prepare(self, A, Y):
        self.A, self.keep = A, self.ignore_index != Y
        self.y = np.where(self.keep, Y, 0).astype(int)
        weight = np.ones(A.shape[1]) if self.weight is None else self.weight
        self.w = np.asarray(weight)[self.y] * self.keep

    def rows(self):
        return -self.w * np.diagonal(self.A[:, self.y])

    def size(self):
        return self.w.sum()

    def slopes(self):
        return -self.w[:, None] * (self.y[:, None] == np.arange(self.A.shape[1]))


class NLLPrecomputedGradient(Options):
    """The gradient is computed in `forward`; the loss is read off from it. Fresh copies go out."""

    def forward(self, A, Y):
        self._gradient = np.zeros_like(A, dtype=np.float64)
        for n in np.flatnonzero(self.ignore_index != Y):
            self._gradient[n, Y[n]] -= self.weight_of(Y[n])
        used = self._gradient != 0
        losses = np.sum(self._gradient * np.where(used, A, 0), axis=-1)
        if self.reduction == "mean":
            total = -self._gradient.sum()
            self._gradient /= total
            return losses.sum() / total
        return losses if self.reduction == "none" else losses.sum()

    def backward(self):
        return self._gradient.copy()


# ------------------------------------------------------------------ CrossEntropyLoss


class CEOptions:
    """The constructor of CrossEntropyLoss, and its targets as a table."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.label_smoothing = reduction, label_smoothing

    def table(self, A, Y):
        """Weighted, smoothed targets with zero rows for ignored ones, and the mean's divisor."""
        N, C = A.shape
        w = np.ones(C) if self.weight is None else np.asarray(self.weight, dtype=float)
        smooth = self.label_smoothing
        if Y.ndim == 2:
            return w * ((1 - smooth) * Y.astype(float) + smooth / C), N
        T, total = np.zeros((N, C)), 0.0
        for n, label in enumerate(Y):
            if label != self.ignore_index:
                T[n] = smooth / C
                T[n, label] += 1 - smooth
                total += w[label]
        return T * w, total

    def reduce(self, losses, total):
        """The value to return; remembers what the gradient is divided by."""
        self.divisor = total if self.reduction == "mean" else 1
        return losses if self.reduction == "none" else np.sum(losses) / self.divisor


def lse(A):
    """Log-sum-exp of each row, as a column."""
    top = A.max(axis=1, keepdims=True)
    return top + np.log(np.exp(A - top).sum(axis=1, keepdims=True))


class CELoops(CEOptions):
    """Loops over Python floats, `math.fsum`, nested lists returned."""

    def forward(self, A, Y):
        self.T, total = self.table(A, Y)
        self.rows, losses = [], []
        for scores, target in zip(A.tolist(), self.T.tolist(), strict=True):
            top = max(scores)
            log_sum = top + math.log(math.fsum(math.exp(a - top) for a in scores))
            losses.append(math.fsum(t * (log_sum - a) for a, t in zip(scores, target, strict=True)))
            self.rows.append([math.exp(a - log_sum) for a in scores])
        if self.reduction == "none":
            self.divisor = 1
            return losses
        return float(self.reduce(losses, total))

    def backward(self):
        gradient = []
        for p, t in zip(self.rows, self.T.tolist(), strict=True):
            mass = math.fsum(t)
            pairs = zip(p, t, strict=True)
            gradient.append([(mass * pc - tc) / self.divisor for pc, tc in pairs])
        return gradient


class CELogAddExp(CEOptions):
    """`np.logaddexp.reduce` for the log-sum-exp; logits are kept, not probabilities."""

    def forward(self, A, Y):
        self.A = A.astype(np.float64)
        self.T, total = self.table(A, Y)
        self.normalizer = np.logaddexp.reduce(self.A, axis=1)
        # Large scores cancel here, before they are multiplied and summed.
        losses = np.einsum("nc,nc->n", self.T, self.normalizer[:, None] - self.A)
        return self.reduce(losses, total)

    def backward(self):
        p = np.exp(self.A - self.normalizer[:, None])
        return (p * self.T.sum(axis=1)[:, None] - self.T) / self.divisor


class CEJacobian(CEOptions):
    """The chain rule in full: a row vector times the Jacobian of log-softmax, by einsum."""

    def forward(self, A, Y):
        A = np.array(A, dtype=float)
        self.T, total = self.table(A, Y)
        self.log_p = A - lse(A)
        return self.reduce(-np.sum(self.T * self.log_p, axis=-1), total)

    def backward(self):
        N, C = self.T.shape
        jacobian = np.eye(C)[None] - np.exp(self.log_p)[:, None, :] * np.ones((N, C, 1))
        return np.einsum("ni,nij->nj", -self.T / self.divisor, jacobian)


class LogSoftmaxLayer:
    """A layer of its own, with a forward and a backward pass."""

    def forward(self, A):
        A = np.asarray(A, dtype=float)
        self.out = A - lse(A)
        return self.out

    def backward(self, upstream):
        return upstream - np.exp(self.out) * upstream.sum(axis=1, keepdims=True)


class CETwoLayers(CEOptions):
    """A log-softmax layer followed by a linear one."""

    def forward(self, A, Y):
        self.first = LogSoftmaxLayer()
        self.T, total = self.table(A, Y)
        return self.reduce(-(self.first.forward(A) * self.T).sum(axis=1), total)

    def backward(self):
        return self.first.backward(-self.T / self.divisor)


@dataclass
class CEDataclass:
    """A dataclass; `forward` stores its arguments and `backward` starts from them again."""

    weight: np.ndarray | None = None
    ignore_index: int = -100
    reduction: str = "mean"
    label_smoothing: float = 0.0

    @staticmethod
    def log_softmax(A):
        B = A.astype(float).copy()
        B -= B.max(axis=1)[:, None]
        B -= np.log(np.exp(B).sum(axis=1))[:, None]
        return B

    def forward(self, A, Y):
        self.batch = A.copy(), Y.copy()
        T, total = CEOptions.table(self, A, Y)
        return CEOptions.reduce(self, -(T * self.log_softmax(A)).sum(axis=1), total)

    def backward(self):
        T, _ = CEOptions.table(self, *self.batch)
        p = np.exp(self.log_softmax(self.batch[0]))
        return (p * T.sum(axis=1, keepdims=True) - T) / self.divisor


class CEClosure(CEOptions):
    """`forward` makes the function that `backward` calls; nothing else is stored."""

    def forward(self, A, Y):
        T, total = self.table(A, Y)
        log_p = A - lse(A.astype(float))
        value = self.reduce((T * -log_p).sum(1), total)
        divisor = self.divisor
        self.gradient = lambda: (np.exp(log_p) * T.sum(1, keepdims=True) - T) / divisor
        return value

    def backward(self):
        return self.gradient()


class CETwoPaths(CEOptions):
    """Separate code for indices and for probabilities; indices never become a table."""

    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        self.log_p, self.Y = A - lse(A), np.array(Y)
        self.w = np.ones(A.shape[1]) if self.weight is None else np.asarray(self.weight) * 1.0
        path = self.indices if Y.ndim == 1 else self.probabilities
        return path(*A.shape)

    def indices(self, N, C):
        keep = self.ignore_index != self.Y
        n, y, eps = np.flatnonzero(keep), self.Y[keep], self.label_smoothing
        losses = np.zeros(N)
        losses[n] = -(1 - eps) * self.w[y] * self.log_p[n, y] - eps / C * (self.log_p[n] @ self.w)
        self.G = np.zeros((N, C))
        mass = (1 - eps) * self.w[y] + eps / C * self.w.sum()
        self.G[n] = np.exp(self.log_p[n]) * mass[:, None] - eps / C * self.w
        self.G[n, y] -= (1 - eps) * self.w[y]
        return self.reduce(losses, self.w[y].sum())

    def probabilities(self, N, C):
        T = self.w * ((1 - self.label_smoothing) * self.Y + self.label_smoothing / C)
        self.G = np.exp(self.log_p) * T.sum(axis=1)[:, np.newaxis] - T
        return self.reduce(np.negative(T * self.log_p).sum(axis=1), N)

    def backward(self):
        return self.G / self.divisor


class CEMixture(CEOptions):
    """Smoothing as a mixture of two losses, one for the targets and one for the uniform target."""

    def forward(self, A, Y):
        A, eps = np.array(A, dtype=float), self.label_smoothing
        plain = CEOptions(self.weight, self.ignore_index)
        T, total = plain.table(A, Y)
        uniform = np.full(A.shape, 1 / A.shape[1]) * (1 if self.weight is None else self.weight)
        if Y.ndim == 1:
            uniform[self.ignore_index == Y] = 0
        log_p = A - lse(A)
        p = np.exp(log_p)
        self.parts = [(1 - eps, T, p), (eps, uniform, p)]
        return self.reduce(sum(-share * (t * log_p).sum(1) for share, t, _ in self.parts), total)

    def backward(self):
        slopes = [share * (p * t.sum(1)[:, None] - t) for share, t, p in self.parts]
        return sum(slopes) / self.divisor


class CEInherited(Reduced):
    """A template method in a base class that cross-entropy shares with other losses."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(weight, ignore_index, reduction)
        self.label_smoothing = label_smoothing

    def prepare(self, A, Y):
        self.T, self.total = CEOptions.table(self, A, Y)
        self.log_p = A - lse(A * 1.0)

    def rows(self):
        return -np.einsum("nc,nc->n", self.T, self.log_p)

    def size(self):
        return self.total

    def slopes(self):
        return np.exp(self.log_p) * self.T.sum(axis=1, keepdims=True) - self.T


class CEProperties(CEOptions):
    """Only inputs are attributes; probabilities, losses and gradient are properties."""

    @property
    def shifted(self):
        """Scores whose largest is 0 in each row."""
        return self.A - self.A.max(axis=1, keepdims=True)

    @property
    def softmax(self):
        """Probabilities."""
        e = np.exp(self.shifted)
        return e / e.sum(axis=1, keepdims=True)

    def forward(self, A, Y):
        self.A = np.asarray(A, dtype=np.float64)
        self.T, total = self.table(A, Y)
        log_sum = np.log(np.exp(self.shifted).sum(axis=1, keepdims=True))
        return self.reduce(((log_sum - self.shifted) * self.T).sum(axis=1), total)

    def backward(self):
        return self.softmax * (self.T.sum(axis=1, keepdims=True) / self.divisor) - (
            self.T / self.divisor
        )


class CERowByRow(CEOptions):
    """A small function for one row, called once for each."""

    @staticmethod
    def one(z, t):
        """Loss and slopes of one row."""
        z = z.astype(float) - float(np.max(z))
        normalizer = math.log(np.exp(z).sum())
        return float(t @ (normalizer - z)), np.exp(z - normalizer) * t.sum() - t

    def forward(self, A, Y):
        T, total = self.table(A, Y)
        pairs = [self.one(z, t) for z, t in zip(A, T, strict=True)]
        self.slopes = np.stack([g for _, g in pairs])
        return self.reduce(np.array([loss for loss, _ in pairs]), total)

    def backward(self):
        return self.slopes / self.divisor


class CETransposed(CEOptions):
    """Classes first: everything is computed on (C, N) arrays and turned around at the end."""

    def forward(self, A, Y):
        T, total = self.table(A, Y)
        z, self.T = np.ascontiguousarray(A.T, dtype=float), T.T
        z = z - z.max(axis=0)
        self.q = z - np.log(np.exp(z).sum(axis=0))
        return self.reduce(-np.sum(self.T * self.q, axis=0), total)

    def backward(self):
        return ((np.exp(self.q) * self.T.sum(axis=0) - self.T) / self.divisor).T


class CEOwnCopies(CEOptions):
    """In-place operators throughout, on arrays of its own."""

    dtype: ClassVar[type] = np.float64

    def forward(self, A, Y):
        log_p = np.array(A, dtype=self.dtype, copy=True)
        log_p -= log_p.max(axis=1, keepdims=True)
        log_p -= np.log(np.exp(log_p).sum(axis=1, keepdims=True))
        T, total = self.table(A, Y)
        self.G = np.exp(log_p)
        self.G *= T.sum(axis=1, keepdims=True)
        self.G -= T
        log_p *= T
        value = self.reduce(-log_p.sum(axis=1), total)
        self.G /= self.divisor
        return value

    def backward(self):
        return self.G


VARIANTS = {
    "weighted_mean": [by_dot_product, by_loop, by_class, by_shares],
    "NLLLoss": [
        NLLLoops,
        NLLTakeAlongAxis,
        NLLBooleanTable,
        NLLFlatIndex,
        NLLDataclass,
        NLLClosure,
        NLLMaskedArrays,
        NLLByClass,
        NLLInherited,
        NLLPrecomputedGradient,
    ],
    "CrossEntropyLoss": [
        CELoops,
        CELogAddExp,
        CEJacobian,
        CETwoLayers,
        CEDataclass,
        CEClosure,
        CETwoPaths,
        CEMixture,
        CEInherited,
        CEProperties,
        CERowByRow,
        CETransposed,
        CEOwnCopies,
    ],
}
