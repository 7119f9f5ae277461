import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class _Residual:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        d = A - Y
        self._slopes = self._slope(d)
        if self.reduction == "mean":
            self._slopes = self._slopes / d.size
        return {"mean": np.mean, "sum": np.sum, "none": np.asarray}[self.reduction](self._loss(d))

    def backward(self):
        return self._slopes.copy()


class MSELoss(_Residual):
    _loss = staticmethod(np.square)
    _slope = staticmethod(lambda d: d + d)


class L1Loss(_Residual):
    _loss = staticmethod(np.abs)
    _slope = staticmethod(np.sign)


class HuberLoss(_Residual):
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0 or delta != delta:
            raise ValueError("delta")
        super().__init__(reduction)
        self.delta = delta

    def _slope(self, d):
        return np.clip(d, -self.delta, self.delta)

    def _loss(self, d):
        c = self._slope(d)
        return c * (d - c / 2)


class SmoothL1Loss(_Residual):
    def __init__(self, beta=1.0, reduction="mean"):
        if beta < 0:
            raise ValueError("beta")
        super().__init__(reduction)
        self.beta = beta

    def _slope(self, d):
        with np.errstate(all="ignore"):
            return np.where(abs(d) < self.beta, d / np.float64(self.beta), np.sign(d))

    def _loss(self, d):
        return self._slope(d) * (d - np.clip(d, -self.beta, self.beta) / 2)


def mean_squared_price_error(A, Y):
    d = np.subtract(A, Y, dtype=np.float64)
    return float(np.vdot(d, d) / d.size)
