import numpy as np


class _Pointwise:
    """Template: subclasses say what one error costs and how steep that is."""

    def __init__(self, reduction="mean"):
        if reduction not in {"mean", "sum", "none"}:
            raise ValueError(reduction)
        self._how = reduction

    def cost(self, d):
        raise NotImplementedError

    def steepness(self, d):
        raise NotImplementedError

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self._d = np.subtract(A, Y)
        return {"mean": np.mean, "sum": np.sum, "none": np.copy}[self._how](self.cost(self._d))

    def backward(self):
        return self.steepness(self._d) / (self._d.size if self._how == "mean" else 1.0)


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class MSELoss(_Pointwise):
    cost = staticmethod(np.square)
    steepness = staticmethod(lambda d: d + d)


class L1Loss(_Pointwise):
    cost = staticmethod(np.abs)
    steepness = staticmethod(np.sign)


class HuberLoss(_Pointwise):
    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(reduction)
        if delta <= 0:
            raise ValueError(delta)
        self.delta = float(delta)

    def cost(self, d):
        inside = np.minimum(np.abs(d), self.delta)
        return 0.5 * inside**2 + self.delta * (np.abs(d) - inside)

    def steepness(self, d):
        return np.sign(d) * np.minimum(np.abs(d), self.delta)


class SmoothL1Loss(HuberLoss):
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError(beta)
        _Pointwise.__init__(self, reduction)
        self.delta = float(beta)

    def cost(self, d):
        inside = np.minimum(np.abs(d), self.delta)
        bend = inside * (inside / self.delta) / 2 if self.delta else 0.0
        return bend + (np.abs(d) - inside)

    def steepness(self, d):
        return super().steepness(d) / self.delta if self.delta else np.sign(d)


def mean_squared_price_error(A, Y):
    d = np.asarray(A, dtype=float) - np.asarray(Y, dtype=float)
    return float(np.mean(d**2))
