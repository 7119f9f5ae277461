import numpy as np


def _minus(A, Y):
    A, Y = np.float64(A), np.float64(Y)
    if A.shape != Y.shape:
        raise ValueError("A and Y must have one shape")
    return np.subtract(A, Y)


def _settle(loss, reduction, point, slope):
    """Remember how to go back, return what goes forward."""
    match reduction:
        case "mean":
            n = point.size
            loss._back = lambda: slope / n
            return point.sum() / n
        case "sum":
            loss._back = lambda: 1.0 * slope
            return point.sum()
        case "none":
            loss._back = lambda: 1.0 * slope
            return point


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        e = _minus(A, Y)
        return _settle(self, self.reduction, e * e, 2 * e)

    def backward(self):
        return self._back()


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        e = _minus(A, Y)
        s = np.sign(e)
        return _settle(self, self.reduction, s * e, s)

    def backward(self):
        return self._back()


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta > 0, please")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        e = _minus(A, Y)
        near = np.clip(e, -self.delta, self.delta)   # the part inside the parabola
        far = e - near                               # the part outside it
        return _settle(self, self.reduction, near * near / 2 + self.delta * np.abs(far), near)

    def backward(self):
        return self._back()


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta >= 0, please")
        self.beta = beta
        self.reduction = reduction

    def forward(self, A, Y):
        e = _minus(A, Y)
        if not self.beta:
            s = np.sign(e)
            return _settle(self, self.reduction, s * e, s)
        near = np.clip(e, -self.beta, self.beta)
        far = e - near
        s = near / self.beta
        return _settle(self, self.reduction, near * s / 2 + np.abs(far), s)

    def backward(self):
        return self._back()


def mean_squared_price_error(A, Y):
    e = _minus(A, Y)
    return float(np.vdot(e, e) / e.size)
