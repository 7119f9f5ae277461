import math

import numpy as np


def one_hot(y, C):
    table = []
    for label in np.asarray(y).tolist():
        if not 0 <= label < C:
            raise ValueError("label %r, but the classes are 0 to %d" % (label, C - 1))
        table.append([1 if c == label else 0 for c in range(C)])
    return np.array(table)


def iota_sum(M):
    return math.fsum(entry for row in np.asarray(M).tolist() for entry in row)


def row_softmax_shape_quiz(Z):
    shares = []
    for row in np.asarray(Z).tolist():
        whole = math.fsum(row)
        shares.append([score / whole for score in row])
    return np.array(shares, dtype=float)


def gradcheck(f, x, h=1e-6):
    shape = np.shape(x)
    here = np.asarray(x, dtype=float).reshape(-1).tolist()

    def f_at(numbers):
        value, gradient = f(np.array(numbers, dtype=float).reshape(shape))
        return float(value), np.asarray(gradient, dtype=float).reshape(-1).tolist()

    _, claimed = f_at(here)
    errors = []
    for i, g in enumerate(claimed):
        above, _ = f_at(here[:i] + [here[i] + h] + here[i + 1 :])
        below, _ = f_at(here[:i] + [here[i] - h] + here[i + 1 :])
        d = (above - below) / (2 * h)
        errors.append(abs(g - d) / max(1.0, abs(g), abs(d)))
    return float(np.max(errors))


class Loss:
    def __init__(self, reduction="mean"):
        for divides, name in ((True, "mean"), (False, "sum"), (False, "none")):
            if isinstance(reduction, str) and reduction == name:
                self.divides, self.reduction = divides, name
                break
        else:
            raise ValueError("the reductions are mean, sum and none")

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        numbers = [float(number) for number in np.asarray(losses).flat]
        return sum(numbers) / len(numbers) if self.divides else sum(numbers)

    def spread(self, slopes):
        table = np.array(slopes, dtype=float)
        if self.divides:
            table /= table.size
        return table


def gradient_step(theta, X, Y, rate):
    theta, X, Y = (np.asarray(table, dtype=float).tolist() for table in (theta, X, Y))
    N, D, C = len(X), len(theta), len(theta[0])
    errors = [[sum(X[n][d] * theta[d][c] for d in range(D)) - Y[n][c] for c in range(C)] for n in range(N)]
    return np.array(
        [
            [theta[d][c] - rate * 2 / (N * C) * sum(X[n][d] * errors[n][c] for n in range(N)) for c in range(C)]
            for d in range(D)
        ]
    )
