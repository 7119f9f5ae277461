import numpy as np


class Mse:
    """Mean squared error of X @ theta, for gradient_step."""

    def __init__(self, X, Y):
        self.X, self.Y = np.array(X, dtype=np.double), np.array(Y, dtype=np.double)

    def gradient(self, theta):
        R = self.X @ theta - self.Y
        # mean over samples, then over columns
        per_sample = self.X[:, :, None] * R[:, None, :]
        return 2 * per_sample.mean(axis=0) / R.shape[1]


def gradient_step(theta, X, Y, rate):
    theta = np.array(theta, dtype=np.double)
    return theta - rate * Mse(X, Y).gradient(theta)


def gradcheck(f, x, h=1e-6):
    point = np.array(x, dtype=np.double)
    g = np.array(f(np.array(point))[1], dtype=np.double)

    def value_at(index, offset):
        moved = np.array(point)
        moved[index] += offset
        return f(moved)[0]

    central = np.array(
        [value_at(i, h) / (2 * h) - value_at(i, -h) / (2 * h) for i in np.ndindex(point.shape)]
    ).reshape(point.shape)
    worst = np.abs(g - central) / np.amax(np.broadcast_arrays(1.0, np.abs(g), np.abs(central)), axis=0)
    return np.amax(worst)


class Loss:
    def __init__(self, reduction="mean"):
        if [reduction] not in [["mean"], ["sum"], ["none"]]:
            raise ValueError("reduction?")
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        flat = np.asarray(losses, dtype=np.double).reshape(-1)
        weights = self.spread(np.ones(flat.shape))
        return flat @ weights

    def spread(self, slopes):
        result = np.array(slopes, dtype=np.double)
        if self.reduction == "mean":
            result /= result.size
        return result


def row_softmax_shape_quiz(Z):
    P = np.array(Z, dtype=np.double)
    for row in P:  # each row is a view
        row /= row.sum()
    return P


def iota_sum(M):
    return np.array(M, dtype=np.double).cumsum()[-1]


def one_hot(y, C):
    if min(y, default=0) < 0 or max(y, default=0) >= C:
        raise ValueError("label out of range")
    columns = [np.asarray(y) == c for c in range(C)]
    return np.stack(columns, axis=1).astype(int)
