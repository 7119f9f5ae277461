import numpy as np


def _check(condition, message):
    if not condition:
        raise ValueError(message)


def one_hot(y, C):
    counts = np.zeros((np.size(y), C), dtype=int)
    for n, label in enumerate(y):
        _check(0 <= label < C, "label out of range")
        np.add.at(counts, (n, int(label)), 1)
    return counts


def iota_sum(M):
    return np.asarray(M, dtype=np.longdouble).sum().astype(float)


def row_softmax_shape_quiz(Z):
    shares = np.apply_along_axis(lambda r: r / r.sum(), 1, np.array(Z, dtype=float))
    return shares


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    errors = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        g = np.array(f(x.copy())[1], dtype=float)[i]     # slow, but safe
        e = np.zeros(x.shape)
        e[i] = 1
        d = (f(x + h * e)[0] - f(x - h * e)[0]) / (2 * h)
        errors[i] = abs(g - d) / max(1, abs(g), abs(d))
    return errors.max()


class Loss:
    def __init__(self, reduction="mean"):
        _check(reduction in ("mean", "sum", "none"), "reduction must be mean, sum or none")
        self.reduction = reduction

    def reduce(self, losses):
        self.last_losses = losses
        return {"mean": self._mean, "sum": self._sum, "none": self._same}[self.reduction](losses)

    def spread(self, slopes):
        out = np.empty(np.shape(slopes), dtype=float)
        out[...] = slopes
        return out * (1.0 if self.reduction != "mean" else 1.0 / out.size)

    @staticmethod
    def _mean(t):
        return np.average(t)

    @staticmethod
    def _sum(t):
        return np.add.reduce(np.ravel(t), dtype=float)

    @staticmethod
    def _same(t):
        return t


def gradient_step(theta, X, Y, rate):
    mse = Loss("mean")
    slopes = 2 * (np.array(X, dtype=float) @ theta - Y)
    return theta - rate * np.tensordot(X, mse.spread(slopes), axes=(0, 0))
