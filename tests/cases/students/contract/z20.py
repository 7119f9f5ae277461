import math
import numpy as np


def one_hot(y, C):
    y = np.asarray(y).astype(np.int64)
    if y.size and not (0 <= int(y.min()) and int(y.max()) <= C - 1):
        raise ValueError("labels must lie in [0, C)")
    T = np.zeros((y.shape[0], C))
    np.put_along_axis(T, y.reshape(-1, 1), 1, axis=1)
    return T


def iota_sum(M):
    return math.fsum(float(m) for m in np.nditer(np.asarray(M)))


def row_softmax_shape_quiz(Z):
    total = np.add.reduce(Z, axis=-1, keepdims=True, dtype=np.float64)
    return np.divide(Z, np.broadcast_to(total, Z.shape))


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=np.float64, order="C")
    claimed = np.array(f(x)[1], dtype=np.float64).flatten()
    flat = x.reshape(-1)            # a view: nudging it nudges x, which is our own copy
    worst = []
    for i, centre in enumerate(flat.tolist()):
        flat[i] = centre + h
        above = float(f(x)[0])
        flat[i] = centre - h
        below = float(f(x)[0])
        flat[i] = centre
        slope = (above - below) / (2 * h)
        worst.append(abs(claimed[i] - slope) / max(1, abs(claimed[i]), abs(slope)))
    return float(np.max(worst))


class Loss(object):

    def __init__(self, reduction="mean"):
        self.reduction = reduction

    @property
    def reduction(self):
        return self._reduction

    @reduction.setter
    def reduction(self, value):
        for allowed in ("mean", "sum", "none"):
            if value == allowed:
                self._reduction = allowed
                return
        raise ValueError("expected mean, sum or none, got %r" % (value,))

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        total = math.fsum(np.asarray(losses, dtype=float).reshape(-1))
        return total / np.size(losses) if self.reduction == "mean" else total

    def spread(self, slopes):
        if self.reduction == "mean":
            return np.true_divide(slopes, np.prod(np.shape(slopes)))
        return np.copy(slopes)


def gradient_step(theta, X, Y, rate):
    X64 = np.array(X, dtype=np.float64)
    residual = np.subtract(np.matmul(X64, theta), Y)
    return np.add(theta, -rate * np.mean(2 * X64[:, :, None] * residual[:, None, :], axis=0) / Y.shape[1])
