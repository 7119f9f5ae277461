import numpy as np

real = lambda *arrays: [np.array(a, dtype="float64") for a in arrays]


class Loss:
    DIVIDES = {"mean": True, "sum": False, "none": False}

    def __init__(self, reduction="mean"):
        self.divides = Loss.DIVIDES[reduction]
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        (t,) = real(losses)
        return t.sum() / t.size if self.divides else t.sum()

    def spread(self, slopes):
        if self.divides:
            slopes /= slopes.size
            return slopes
        return slopes.copy()


def gradient_step(theta, X, Y, rate):
    theta, X, Y = real(theta, X, Y)

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
    (Z,) = real(Z)
    return (Z.T / Z.T.sum(axis=0)).T


def gradcheck(f, x, h=1e-6):
    (x,) = real(x)
    value = lambda z: f(z)[0]
    (g,) = real(f(x.copy())[1])
    e = lambda i: np.array([float(j == i) for j in range(x.size)]).reshape(x.shape)
    d = real([(value(x + h * e(i)) - value(x - h * e(i))) / (2 * h) for i in range(x.size)])[0]
    g = g.reshape(d.shape)
    return np.max(abs(g - d) / np.clip(np.fmax(abs(g), abs(d)), 1, None))
