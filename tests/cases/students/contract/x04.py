import functools

import numpy as np

real = functools.partial(np.array, dtype=np.float64)
REDUCERS = {"mean": np.mean, "sum": np.sum, "none": lambda losses: losses}
SPREADERS = {"mean": lambda slopes: slopes / max(slopes.size, 1), "sum": np.copy, "none": np.copy}


def one_hot(y, C):
    columns = range(C)
    labels = [int(label) for label in y]
    if not all(label in columns for label in labels):
        raise ValueError(f"a label is not among the {C} classes")
    return np.stack([np.fromiter((label == c for c in columns), dtype=float, count=C) for label in labels])


def iota_sum(M):
    return functools.reduce(np.matmul, [np.ones(np.shape(M)[0]), real(M), np.ones(np.shape(M)[1])])


def row_softmax_shape_quiz(Z):
    return np.apply_along_axis(lambda row: row / row.sum(), 1, real(Z))


def gradcheck(f, x, h=1e-6):
    center = real(x)

    def value_near(index, step):
        moved = center.copy()
        moved[index] += step
        return f(moved)[0]

    def error(index, g):
        d = (value_near(index, h) - value_near(index, -h)) / (2 * h)
        return abs(g - d) / max(1, abs(g), abs(d))

    claimed = real(f(center.copy())[1])
    return np.max([error(index, g) for index, g in np.ndenumerate(claimed)])


class Loss:
    def __init__(self, reduction="mean"):
        if not (isinstance(reduction, str) and reduction in REDUCERS):
            raise ValueError(f"{reduction!r} is none of {', '.join(REDUCERS)}")
        self.reduction = reduction

    def reduce(self, losses):
        return REDUCERS[self.reduction](losses)

    def spread(self, slopes):
        return SPREADERS[self.reduction](real(slopes))


def gradient_step(theta, X, Y, rate):
    theta, X, Y = map(real, (theta, X, Y))
    return theta - rate * np.tensordot(X, (X @ theta - Y) * (2 / Y.size), axes=(0, 0))
