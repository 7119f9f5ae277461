import numpy as np


def as_real(x):
    return np.array(x, dtype=np.longdouble).astype(np.float64)


def one_hot(y, C):
    y = np.asarray(y).astype(np.int64)
    bad = np.logical_or(np.less(y, 0), np.greater_equal(y, C))
    if np.count_nonzero(bad):
        raise ValueError(f"labels {y[bad]} do not exist")
    table = np.zeros((y.shape[0], C), dtype=np.int64)
    np.put_along_axis(table, y[:, None], 1, axis=1)
    return table


def iota_sum(M):
    def ones(n):
        return np.full(n, 1.0)

    return np.linalg.multi_dot([ones(np.shape(M)[0]), as_real(M), ones(np.shape(M)[1])])


def row_softmax_shape_quiz(Z):
    def share(row):
        return row / np.sum(row)

    return np.apply_along_axis(share, 1, as_real(Z))


def gradcheck(f, x, h=1e-6):
    x = as_real(x)
    claimed = as_real(f(x.copy())[1])
    numerical = np.zeros(claimed.shape)
    with np.nditer(numerical, flags=["multi_index"], op_flags=["writeonly"]) as walk:
        for slot in walk:
            here = walk.multi_index
            up, down = x.copy(), x.copy()
            up[here] = x[here] + h
            down[here] = x[here] - h
            slot[...] = (f(up)[0] - f(down)[0]) / 2 / h
    bound = np.where(np.abs(claimed) > np.abs(numerical), np.abs(claimed), np.abs(numerical))
    bound[bound < 1] = 1
    return np.linalg.norm(((claimed - numerical) / bound).ravel(), ord=np.inf)


class Loss:
    """The work is done by a subclass-free strategy object."""

    class _Mean:
        def forward(self, t):
            return np.average(t)

        def backward(self, t):
            return np.true_divide(t, np.size(t))

    class _Sum:
        def forward(self, t):
            return np.sum(t, dtype=float)

        def backward(self, t):
            return np.positive(t)

    class _None(_Mean):
        def forward(self, t):
            return t

    def __init__(self, reduction="mean"):
        for name, strategy in (("mean", self._Mean), ("sum", self._Sum), ("none", self._None)):
            if reduction == name:
                self.strategy = strategy()
                break
        else:
            raise ValueError(f"I do not know {reduction}")
        self.reduction = reduction

    def reduce(self, losses):
        return self.strategy.forward(losses)

    def spread(self, slopes):
        return self.strategy.backward(slopes)


def gradient_step(theta, X, Y, rate):
    theta, X, Y = as_real(theta), as_real(X), as_real(Y)
    # normal equations: X'(X theta - Y) = X'X theta - X'Y
    gram, moment = X.T @ X, X.T @ Y
    return theta - (gram @ theta - moment) * rate / (Y.shape[0] * Y.shape[1] / 2)
