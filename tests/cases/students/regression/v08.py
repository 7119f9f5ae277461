import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def build(name, argument, default, check, loss, slope):
    """Return a loss class whose pointwise loss and slope are functions of (d, option)."""

    def reduce(self, table):
        if self.reduction == "none":
            return table
        total = sum(table.ravel().tolist())
        return total if self.reduction == "sum" else total / table.size

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        losses, self.slopes = np.zeros(A.shape), np.zeros(A.shape)
        for i in np.ndindex(A.shape):
            d = float(A[i]) - float(Y[i])
            losses[i] = loss(d, self.option)
            self.slopes[i] = slope(d, self.option)
        return reduce(self, losses)

    def backward(self):
        return self.slopes / (self.slopes.size if self.reduction == "mean" else 1)

    if argument is None:

        def __init__(self, reduction="mean"):
            self.option, self.reduction = None, reduction

    else:
        space = {}
        exec(
            f"def __init__(self, {argument}={default}, reduction='mean'):\n"
            f"    if not check({argument}):\n"
            f"        raise ValueError('{argument}')\n"
            f"    self.option, self.reduction = {argument}, reduction\n",
            {"check": check},
            space,
        )
        __init__ = space["__init__"]
    return type(name, (), {"__init__": __init__, "forward": forward, "backward": backward})


def sign(d):
    return (d > 0) - (d < 0)


def square(d, _):
    try:
        return d**2
    except OverflowError:
        return float("inf")


def huber(d, delta):
    return d * d / 2 if abs(d) <= delta else delta * (abs(d) - delta / 2)


def smooth(d, beta):
    return d / beta * d / 2 if abs(d) < beta else abs(d) - beta / 2


MSELoss = build("MSELoss", None, None, None, square, lambda d, _: 2 * d)
L1Loss = build("L1Loss", None, None, None, lambda d, _: abs(d), lambda d, _: sign(d))
HuberLoss = build("HuberLoss", "delta", 1.0, lambda v: v > 0, huber, lambda d, v: d if abs(d) <= v else v * sign(d))
SmoothL1Loss = build("SmoothL1Loss", "beta", 1.0, lambda v: v >= 0, smooth, lambda d, v: d / v if abs(d) < v else sign(d))


def mean_squared_price_error(A, Y):
    a = [int(v) for v in np.ravel(A)]
    y = [int(v) for v in np.ravel(Y)]
    return float(sum((p - q) ** 2 for p, q in zip(a, y)) / len(a))
