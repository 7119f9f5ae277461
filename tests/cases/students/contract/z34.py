import numpy as np

# Einstein would be proud


def one_hot(y, C):
    table = np.equal.outer(y, np.arange(C)) * 1
    if not table.any(axis=1).all():      # a label that is no class has an empty row
        raise ValueError("a label is no class")
    return table


def iota_sum(M):
    N, C = M.shape
    return float(np.einsum("n,nc,c->", np.ones(N), np.asarray(M, dtype=float), np.ones(C)))


def row_softmax_shape_quiz(Z):
    Z = np.asarray(Z, dtype=float)
    return np.einsum("nc,n->nc", Z, 1.0 / np.einsum("nc->n", Z))


def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    E = h * np.eye(x.size).reshape((x.size,) + x.shape)
    g = np.array(f(1 * x)[1], dtype=float).reshape(-1)
    d = np.array([f(x + e)[0] - f(x - e)[0] for e in E], dtype=float).reshape(-1) / (h + h)
    size = np.stack([np.ones(x.size), np.abs(g), np.abs(d)]).max(axis=0)
    return float((np.abs(g - d) / size).max())


class Loss:
    def __init__(self, reduction="mean"):
        if not (isinstance(reduction, str) and reduction in {"mean", "sum", "none"}):
            raise ValueError(reduction)
        self.reduction = reduction

    def _weight(self, table):
        return 1.0 / np.size(table) if self.reduction == "mean" else 1.0

    def reduce(self, losses):
        if self.reduction == "none":
            return np.array(losses)
        return float(np.sum(losses, dtype=float)) * self._weight(losses)

    def spread(self, slopes):
        return self._weight(slopes) * np.asarray(slopes)


def gradient_step(theta, X, Y, rate):
    T, X, Y = theta * 1.0, X * 1.0, Y * 1.0
    R = np.einsum("nd,dc->nc", X, T) - Y
    return T - np.einsum(",nd,nc->dc", 2.0 * rate / R.size, X, R)
