import numpy as np
from math import fsum


def one_hot(y, C):
    labels = [int(label) for label in np.asarray(y)]
    outside = [label for label in labels if label not in range(C)]
    if outside:
        raise ValueError(f"no classes: {outside}")
    return np.vstack([np.eye(1, C, label) for label in labels])


def iota_sum(M):
    return fsum(map(float, np.asarray(M).flat))


def row_softmax_shape_quiz(Z):
    return np.apply_along_axis(lambda row: row / fsum(row), 1, np.array(Z, dtype=float))


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)

    def value(place, step):
        moved = x.copy()
        moved.flat[place] += step
        return f(moved)[0]

    def error(place, claim):
        slope = (value(place, h) - value(place, -h)) / (2 * h)
        return abs(claim - slope) / np.max([1, abs(claim), abs(slope)])

    claims = np.array(f(x.copy())[1], dtype=float).ravel()
    return float(np.max([error(place, claim) for place, claim in enumerate(claims)]))


class Loss:
    _divisors = (("mean", np.size), ("sum", lambda table: 1), ("none", lambda table: 1))

    def __init__(self, reduction="mean"):
        for name, divisor in self._divisors:
            if isinstance(reduction, str) and reduction == name:
                self.reduction, self._divisor = name, divisor
                break
        else:
            raise ValueError(f"reduction={reduction!r} is unknown")

    def reduce(self, losses):
        losses = np.array(losses, dtype=float)
        return losses if self.reduction == "none" else float(losses.sum()) / self._divisor(losses)

    def spread(self, slopes):
        return np.true_divide(slopes, self._divisor(slopes))


def gradient_step(theta, X, Y, rate):
    theta, X, Y = (np.array(t, dtype=float) for t in (theta, X, Y))
    downhill = np.einsum("nd,nc->dc", X, Y - np.einsum("nd,dc->nc", X, theta))
    return theta + (2 * rate / Y.size) * downhill
