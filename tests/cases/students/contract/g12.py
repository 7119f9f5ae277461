import numpy as np

tables = lambda *arrays: [np.array(a, dtype="float64") for a in arrays]


class Loss:
    def __init__(self, reduction="mean"):
        choices = {
            "mean": (lambda t: t.sum() / t.size, lambda t: t / t.size),
            "sum": (lambda t: t.sum(), lambda t: t),
            "none": (lambda t: t, lambda t: t),
        }
        try:
            self._reduce, self._spread = choices[reduction]
        except (KeyError, TypeError):
            raise ValueError(f"reduction {reduction!r} is unknown") from None
        self.reduction = reduction

    def reduce(self, losses):
        return self._reduce(*tables(losses))

    def spread(self, slopes):
        return self._spread(*tables(slopes))


def gradient_step(theta, X, Y, rate):
    theta, X, Y = tables(theta, X, Y)

    class Squared(Loss):
        def slopes(self):
            return self.spread(2 * (X @ theta - Y))

    return theta - rate * (X.T @ Squared().slopes())


def one_hot(y, C):
    def row(label):
        if label not in range(C):
            raise ValueError(f"{label} is no class")
        return np.concatenate([np.zeros(label), [1], np.zeros(C - 1 - label)])

    result = np.empty((len(y), C))
    for n, label in enumerate(y):
        result[n] = row(int(label))
    return result


def iota_sum(M):
    return sum(float(entry) for row in M for entry in row)


def row_softmax_shape_quiz(Z):
    (Z,) = tables(Z)
    return (Z.T / Z.T.sum(axis=0)).T


def gradcheck(f, x, h=1e-6):
    (x,) = tables(x)
    value = lambda z: f(z)[0]
    (g,) = tables(f(x.copy())[1])
    e = lambda i: np.array([float(j == i) for j in range(x.size)]).reshape(x.shape)
    d = tables([(value(x + h * e(i)) - value(x - h * e(i))) / (2 * h) for i in range(x.size)])[0]
    g = g.reshape(d.shape)
    return np.max(abs(g - d) / np.clip(np.fmax(abs(g), abs(d)), 1, None))
