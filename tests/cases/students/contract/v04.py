import numpy as np


def one_hot(y, C):
    y = np.asarray(y)
    table = y.reshape(-1, 1) == np.arange(C)
    if not table.any(axis=1).all():
        raise ValueError("not every label is a class")
    return table.astype(np.int64)


def iota_sum(M):
    return np.einsum("nc->", np.asarray(M).astype(np.float64))[()]


def row_softmax_shape_quiz(Z):
    Z = np.asarray(Z)
    out = np.empty(Z.shape, dtype=np.float64)
    np.divide(Z.T, Z.sum(axis=1, dtype=np.float64), out=out.T)
    return out


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=np.float64)
    claimed = np.asarray(f(np.array(x))[1], dtype=np.float64).copy()
    measured = np.empty_like(x)
    with np.nditer(x, flags=["multi_index"]) as entries:
        for _ in entries:
            nudge = np.zeros_like(x)
            nudge[entries.multi_index] = h
            measured[entries.multi_index] = (f(x + nudge)[0] - f(x - nudge)[0]) / (2.0 * h)
    scale = np.maximum(1.0, np.maximum(abs(claimed), abs(measured)))
    return float(np.max(abs(claimed - measured) / scale))


class Loss:
    _reduce = {"mean": np.mean, "sum": np.sum, "none": np.array}
    _spread = {"mean": lambda s: s / s.size, "sum": np.array, "none": np.array}

    def __init__(self, reduction="mean"):
        try:
            self._r, self._s = type(self)._reduce[reduction], type(self)._spread[reduction]
        except (KeyError, TypeError):
            raise ValueError("mean, sum or none") from None
        self.reduction = reduction

    def reduce(self, losses):
        return self._r(np.asarray(losses, dtype=np.float64))

    def spread(self, slopes):
        return self._s(np.asarray(slopes, dtype=np.float64))


def gradient_step(theta, X, Y, rate):
    theta, X, Y = map(lambda a: np.asarray(a, dtype=np.float64), (theta, X, Y))
    residual = np.einsum("nd,dc->nc", X, theta) - Y
    return theta - 2 * rate / residual.size * np.einsum("nd,nc->dc", X, residual)
