from dataclasses import dataclass, field

import numpy as np


@dataclass
class _State:
    """What backward needs from the last forward."""
    residual: np.ndarray
    weight: float


def _start(A, Y, reduction):
    A, Y = (np.asarray(x, dtype="float64") for x in (A, Y))
    if A.shape != Y.shape:
        raise ValueError(f"{A.shape} != {Y.shape}")
    return _State(A - Y, 1 / A.size if reduction == "mean" else 1.0)


def _finish(pointwise, state, reduction):
    return pointwise if reduction == "none" else pointwise.sum() * state.weight


@dataclass
class MSELoss:
    reduction: str = "mean"
    state: _State = field(default=None, init=False, repr=False)

    def forward(self, A, Y):
        self.state = _start(A, Y, self.reduction)
        return _finish(self.state.residual ** 2, self.state, self.reduction)

    def backward(self):
        return self.state.residual * (2 * self.state.weight)


@dataclass
class L1Loss:
    reduction: str = "mean"
    state: _State = field(default=None, init=False, repr=False)

    def forward(self, A, Y):
        self.state = _start(A, Y, self.reduction)
        return _finish(abs(self.state.residual), self.state, self.reduction)

    def backward(self):
        return np.sign(self.state.residual) * self.state.weight


@dataclass
class HuberLoss:
    reduction: str = "mean"
    delta: float = 1.0
    state: _State = field(default=None, init=False, repr=False)

    def __post_init__(self):
        if not self.delta > 0:
            raise ValueError(f"delta={self.delta} is not positive")

    def forward(self, A, Y):
        self.state = _start(A, Y, self.reduction)
        r, t = abs(self.state.residual), self.delta
        pointwise = np.select([r <= t, r > t], [r * r / 2, t * (r - t / 2)])
        return _finish(pointwise, self.state, self.reduction)

    def backward(self):
        r, t = self.state.residual, self.delta
        return np.select([r < -t, r > t], [-t, t], default=r) * self.state.weight


@dataclass
class SmoothL1Loss:
    beta: float = 1.0
    reduction: str = "mean"
    state: _State = field(default=None, init=False, repr=False)

    def __post_init__(self):
        if self.beta < 0:
            raise ValueError(f"beta={self.beta} is negative")

    def forward(self, A, Y):
        self.state = _start(A, Y, self.reduction)
        r, b = abs(self.state.residual), self.beta
        pointwise = r - b / 2
        np.copyto(pointwise, r * (r / (2 * b or 1)), where=r < b)
        return _finish(pointwise, self.state, self.reduction)

    def backward(self):
        r, b = self.state.residual, self.beta
        slope = np.sign(r)
        np.divide(r, b, out=slope, where=abs(r) < b)
        return slope * self.state.weight


def mean_squared_price_error(A, Y):
    residual = _start(A, Y, "mean").residual
    return np.mean(residual * residual, dtype=np.float64)
