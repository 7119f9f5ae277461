"""Correct objectives, penalties and training loops in the styles in which students write them."""

import functools
import math
from dataclasses import dataclass, field
from itertools import pairwise, starmap

import numpy as np

from tests.variants import cross_entropy

# --------------------------------------------------------------------------- penalties


def l1_loops(W, lam):
    """One weight after the other, with a comparison for the sign."""
    value, slopes = 0.0, np.zeros(np.shape(W))
    for place in np.ndindex(slopes.shape):
        w = float(W[place])
        value += lam * abs(w)
        slopes[place] = lam * ((w > 0) - (w < 0))
    return value, slopes


def l1_norm(W, lam):
    """The 1-norm of the weights laid out in a row."""
    flat = np.ravel(W).astype(float)
    return lam * np.linalg.norm(flat, 1), np.copysign(lam, flat).reshape(W.shape) * (W != 0)


def l1_inner_product(W, lam):
    """The value as the inner product of the weights with their slopes."""
    slopes = lam * np.sign(W).astype(float)
    return np.vdot(slopes, W), slopes


def l1_where(W, lam):
    """`np.where`, twice, and a Python float."""
    W = np.array(W, dtype=float)
    sizes = np.where(W < 0, -W, W)
    slopes = np.where(W == 0, 0.0, np.where(W < 0, -lam, lam))
    return float(np.sum(lam * sizes)), slopes


def l2_loops(W, lam):
    """One weight after the other, as Python floats."""
    value, slopes = 0.0, np.zeros(W.shape)
    for place, w in np.ndenumerate(W):
        value += float(w) ** 2
        slopes[place] = lam * float(w)
    return value * lam / 2, slopes


def l2_norm(W, lam):
    """Half of the square of the Frobenius norm."""
    W = W.astype(np.float64)
    return 0.5 * lam * np.linalg.norm(W.ravel()) ** 2, lam * W


def l2_dot(W, lam):
    """The weights times themselves, as vectors."""
    flat = np.asarray(W, float).reshape(-1)
    return lam * (flat @ flat) / 2, (lam * flat).reshape(W.shape)


def l2_half_slopes(W, lam):
    """The slopes first; the value is half of their product with the weights."""
    slopes = np.multiply(W, lam, dtype=float)
    return np.einsum("i,i", slopes.ravel(), W.ravel()) / 2, slopes


# --------------------------------------------------------------------------- Objective


class ObjectiveLoops:
    """Two nested loops and running sums."""

    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = list(penalties)

    def forward(self, A, Y, *weights):
        self.gradients = []
        total = self.loss.forward(A, Y)
        for W in weights:
            gradient = np.zeros_like(W, dtype=float)
            for penalty, lam in self.penalties:
                value, slope = penalty(W, lam)
                total += value
                gradient += slope
            self.gradients.append(gradient)
        return total

    def backward(self):
        return tuple([self.loss.backward()] + [g.copy() for g in self.gradients])


class ObjectiveLazy:
    """Remembers the weights and works out the slopes when it is asked for them."""

    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties

    def forward(self, A, Y, *weights):
        self.weights = weights
        prices = (p(W, lam)[0] for W in weights for p, lam in self.penalties)
        return self.loss.forward(A, Y) + sum(prices)

    def backward(self):
        def pull(W):
            return sum((p(W, lam)[1] for p, lam in self.penalties), 0 * W)

        return (self.loss.backward(), *map(pull, self.weights))


class ObjectiveEager:
    """Asks the loss for its gradient at once."""

    def __init__(self, loss, penalties):
        self.parts = loss, tuple(penalties)

    def forward(self, A, Y, *weights):
        loss, penalties = self.parts
        value = loss.forward(A, Y)
        slopes = [np.zeros(np.shape(W)) for W in weights]
        for penalty, lam in penalties:
            for m, W in enumerate(weights):
                price, push = penalty(W, lam)
                value, slopes[m] = value + price, slopes[m] + push
        self.answer = (loss.backward(), *slopes)
        return value

    def backward(self):
        return self.answer


@dataclass
class ObjectiveDataclass:
    """A dataclass with a field for what is kept."""

    loss: object
    penalties: list
    kept: tuple = field(default=(), init=False)

    def forward(self, A, Y, *weights):
        value = self.loss.forward(A, Y)
        self.kept = ()
        for W in weights:
            pairs = [penalty(W, lam) for penalty, lam in self.penalties]
            value += math.fsum(price for price, _ in pairs)
            self.kept += (np.sum([np.zeros(W.shape), *(push for _, push in pairs)], axis=0),)
        return float(value)

    def backward(self):
        return (self.loss.backward(), *self.kept)


class ObjectiveClosure:
    """`forward` leaves behind a function that is called by `backward`."""

    def __init__(self, loss, penalties):
        self.loss = loss
        self.bound = [lambda W, p=p, lam=lam: p(W, lam) for p, lam in penalties]

    def forward(self, A, Y, *weights):
        table = [[price(W) for price in self.bound] for W in weights]
        self.slopes = lambda: [
            functools.reduce(np.add, [t[1] for t in row], np.zeros(W.shape))
            for row, W in zip(table, weights, strict=True)
        ]
        return self.loss.forward(A, Y) + sum(t[0] for row in table for t in row)

    def backward(self):
        return (self.loss.backward(), *self.slopes())


class ObjectivePrice:
    """A class for the price of one array, one object for each."""

    class Price:
        """All penalties of one array of weights."""

        def __init__(self, W, penalties):
            self.value, self.slope = 0.0, np.zeros(W.shape)
            for penalty, lam in penalties:
                value, slope = penalty(W, lam)
                self.value += value
                self.slope += slope

    def __init__(self, loss, penalties):
        self.loss, self.penalties, self.prices = loss, penalties, []

    def forward(self, A, Y, *weights):
        self.prices = [self.Price(W, self.penalties) for W in weights]
        return sum([p.value for p in self.prices], self.loss.forward(A, Y))

    def backward(self):
        return (self.loss.backward(), *[p.slope for p in self.prices])


class ObjectiveBase:
    """The part without weights."""

    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties
        self.layers = ()

    def forward(self, A, Y):
        return self.loss.forward(A, Y)

    def backward(self):
        return (self.loss.backward(),)


class ObjectiveInherited(ObjectiveBase):
    """Extends a class that knows the loss alone."""

    def forward(self, A, Y, *weights):
        self.layers = [sum_of(W, self.penalties) for W in weights]
        return super().forward(A, Y) + sum(value for value, _ in self.layers)

    def backward(self):
        return super().backward() + tuple(slope for _, slope in self.layers)


def sum_of(W, penalties):
    """Value and slope of all penalties together."""
    value, slope = 0.0, np.zeros(W.shape)
    for penalty, lam in penalties:
        more = penalty(W, lam)
        value, slope = value + more[0], slope + more[1]
    return value, slope


class ObjectiveCopies:
    """Works on copies of everything, in place."""

    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, list(penalties)

    def forward(self, A, Y, *weights):
        total = np.array(self.loss.forward(A.copy(), Y.copy()))
        self.own = [W.astype(float) for W in weights]
        for W in self.own:
            pairs = list(starmap(lambda p, lam, W=W: p(W.copy(), lam), self.penalties))
            W[...] = 0
            for value, slope in pairs:
                total += value
                W += slope
        return total.item()

    def backward(self):
        return (self.loss.backward(), *[W.copy() for W in self.own])


class ObjectiveProperty:
    """The slopes are a property."""

    def __init__(self, loss, penalties):
        self._loss, self._penalties, self._weights = loss, penalties, ()

    @property
    def slopes(self):
        """The gradient of the penalties for each array."""
        for W in self._weights:
            slope = np.zeros(W.shape)
            for penalty, lam in self._penalties:
                _, push = penalty(W, lam)
                slope = slope + push
            yield slope

    def forward(self, A, Y, *weights):
        self._weights = [np.array(W) for W in weights]
        value = self._loss.forward(A, Y)
        for penalty, lam in self._penalties:
            for W in self._weights:
                value = value + penalty(W, lam)[0]
        return value

    def backward(self):
        return (self._loss.backward(), *self.slopes)


class ObjectiveFlat:
    """All arrays in one long vector, which is cut apart again."""

    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties

    def forward(self, A, Y, *weights):
        self.shapes = [W.shape for W in weights]
        flat = np.concatenate([np.zeros(0), *(W.ravel() for W in weights)])
        value, self.slope = self.loss.forward(A, Y), np.zeros(flat.size)
        edges = np.cumsum([0] + [W.size for W in weights])
        self.parts = [slice(a, b) for a, b in pairwise(edges)]
        for part in self.parts:
            for penalty, lam in self.penalties:
                price, push = penalty(flat[part], lam)
                value += price
                self.slope[part] += push
        return value

    def backward(self):
        cut = zip(self.parts, self.shapes, strict=True)
        return (self.loss.backward(), *(self.slope[part].reshape(s) for part, s in cut))


class ObjectiveDictionary:
    """What is kept lives in a dictionary that each forward replaces."""

    def __init__(self, loss, penalties):
        self.state = {"loss": loss, "penalties": penalties}

    def forward(self, A, Y, *weights):
        loss, penalties = self.state["loss"], self.state["penalties"]
        table = {m: [p(W, lam) for p, lam in penalties] for m, W in enumerate(weights)}
        slopes = {m: np.zeros(W.shape) for m, W in enumerate(weights)}
        for m, pairs in table.items():
            for _, push in pairs:
                slopes[m] = np.add(slopes[m], push)
        self.state = {"loss": loss, "penalties": penalties, "slopes": slopes}
        return loss.forward(A, Y) + sum(v for pairs in table.values() for v, _ in pairs)

    def backward(self):
        return (self.state["loss"].backward(), *self.state["slopes"].values())


# ----------------------------------------------------------------------- choose_lambda


def choose_sorted(lams, training_cost, squared_norm, validation_cost):
    """Sorts pairs: by cost, then by falling λ."""
    pairs = zip(validation_cost.tolist(), (-lams).tolist(), strict=True)
    return -min(pair for pair in pairs if not math.isnan(pair[0]))[1]


def choose_loop(lams, training_cost, squared_norm, validation_cost):
    """Keeps the best so far; comparisons with nan are false."""
    best, least = None, math.inf
    for lam, cost in zip(lams, validation_cost, strict=True):
        if cost < least or (cost == least and lam > best):
            best, least = lam, cost
    return float(best)


def choose_lexsort(lams, training_cost, squared_norm, validation_cost):
    """`np.lexsort` with nan turned into infinity."""
    cost = np.where(np.isnan(validation_cost), np.inf, validation_cost)
    return lams[np.lexsort((-lams, cost))[0]]


def choose_reversed(lams, training_cost, squared_norm, validation_cost):
    """In falling order of λ the first minimum is the one that is asked for."""
    order = np.argsort(lams)[::-1]
    return lams[order][np.nanargmin(validation_cost[order])]


# ------------------------------------------------------------------------------- train


def train_two_models(objective, params, X, Y, rate, steps):
    """A branch for each model, all formulas written out."""
    losses = []
    if len(params) == 2:
        W, b = params
        for _ in range(steps):
            losses.append(objective.forward(X @ W + b, Y, W))
            G, P = objective.backward()
            W = W - rate * (X.T @ G + P)
            b = b - rate * np.sum(G, axis=0)
        return np.array(losses), W, b
    W1, b1, W2, b2 = params
    for _ in range(steps):
        H = np.tanh(X @ W1 + b1)
        losses.append(objective.forward(H @ W2 + b2, Y, W1, W2))
        G, P1, P2 = objective.backward()
        back = (G @ W2.T) * (1 - H * H)
        W1, W2 = W1 - rate * (X.T @ back + P1), W2 - rate * (H.T @ G + P2)
        b1, b2 = b1 - rate * back.sum(0), b2 - rate * G.sum(0)
    return np.array(losses), W1, b1, W2, b2


def train_in_place(objective, params, X, Y, rate, steps):
    """Steps in place, on copies, and losses in an array that is there from the start."""
    params = [np.array(p, dtype=float) for p in params]
    losses = np.empty(steps)
    for t in range(steps):
        inputs = [X]
        if len(params) == 4:
            inputs.append(np.tanh(X @ params[0] + params[1]))
        losses[t] = objective.forward(inputs[-1] @ params[-2] + params[-1], Y, *params[0::2])
        G, *P = objective.backward()
        steps_taken = []
        for m in reversed(range(len(inputs))):
            steps_taken.append((2 * m, rate * (inputs[m].T @ G + P[m])))
            steps_taken.append((2 * m + 1, rate * G.sum(axis=0)))
            if m:
                G = G @ params[2 * m].T / np.cosh(inputs[0] @ params[0] + params[1]) ** 2
        for place, step in steps_taken:
            params[place] -= step
    return (losses, *params)


def train_recursive(objective, params, X, Y, rate, steps):
    """A step, and then the rest of the steps."""
    if steps == 0:
        return (np.zeros(0), *params)
    *hidden, W, b = params
    H = np.tanh(np.add(X @ hidden[0], hidden[1])) if hidden else X
    loss = objective.forward(H @ W + b, Y, *hidden[:1], W)
    G, *P = objective.backward()
    new = [W - rate * (np.einsum("nm,nc->mc", H, G) + P[-1]), b - rate * np.einsum("nc->c", G)]
    if hidden:
        D = np.einsum("nc,mc,nm->nm", G, W, 1 - H**2)
        new = [hidden[0] - rate * (X.T @ D + P[0]), hidden[1] - rate * D.sum(0), *new]
    losses, *params = train_recursive(objective, new, X, Y, rate, steps - 1)
    return (np.array([loss, *losses]), *params)


def train_samples(objective, params, X, Y, rate, steps):
    """The slopes of one sample after the other, and losses in a list."""
    losses = []
    for _ in range(steps):
        W, b = params[-2:]
        H = np.tanh(X @ params[0] + params[1]) if len(params) > 2 else X
        losses.append(float(objective.forward(H @ W + b, Y, *params[::2])))
        slopes = objective.backward()
        totals = [np.zeros(p.shape) for p in params]
        for x, h, g in zip(X, H, slopes[0], strict=True):
            totals[-2] += np.outer(h, g)
            totals[-1] += g
            if len(params) > 2:
                d = (W @ g) * (1 - h**2)
                totals[0] += np.outer(x, d)
                totals[1] += d
        for m, P in enumerate(slopes[1:]):
            totals[2 * m] += P
        params = [p - rate * t for p, t in zip(params, totals, strict=True)]
    return (losses, *params)


VARIANTS = {
    "l1_penalty": [l1_loops, l1_norm, l1_inner_product, l1_where],
    "l2_penalty": [l2_loops, l2_norm, l2_dot, l2_half_slopes],
    "Objective": [
        ObjectiveLoops,
        ObjectiveLazy,
        ObjectiveEager,
        ObjectiveDataclass,
        ObjectiveClosure,
        ObjectivePrice,
        ObjectiveInherited,
        ObjectiveCopies,
        ObjectiveProperty,
        ObjectiveFlat,
        ObjectiveDictionary,
    ],
    "choose_lambda": [choose_sorted, choose_loop, choose_lexsort, choose_reversed],
    # The class that was written for its own problem set is brought along as it is.
    "CrossEntropyLoss": cross_entropy.VARIANTS["CrossEntropyLoss"],
    "train": [train_two_models, train_in_place, train_recursive, train_samples],
}
