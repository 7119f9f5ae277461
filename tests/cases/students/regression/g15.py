import numpy as np


class _Loss:
    """torch.nn.modules.loss._Loss, in NumPy: children define _value(err) and _slope(err)."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self._saved = None

    def __call__(self, input, target):
        return self.forward(input, target)

    def forward(self, input, target):
        input = np.asarray(input, dtype=np.float64)
        target = np.asarray(target, dtype=np.float64)
        if input.shape != target.shape:
            raise ValueError(f"input {input.shape} and target {target.shape} do not match")
        err = input - target
        self._saved = err
        out = self._value(err)
        return {"mean": np.mean, "sum": np.sum, "none": np.asarray}[self.reduction](out)

    def backward(self):
        err = self._saved
        factor = 1.0 / err.size if self.reduction == "mean" else 1.0
        return self._slope(err) * factor

    def _value(self, err):
        raise NotImplementedError

    def _slope(self, err):
        raise NotImplementedError


class MSELoss(_Loss):
    def _value(self, err):
        return np.square(err)

    def _slope(self, err):
        return 2.0 * err


class L1Loss(_Loss):
    def _value(self, err):
        return np.abs(err)

    def _slope(self, err):
        return np.sign(err)


class HuberLoss(_Loss):
    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(reduction)
        if delta <= 0:
            raise ValueError("delta must be > 0")
        self.delta = delta

    def _value(self, err):
        inner = np.minimum(np.abs(err), self.delta)
        return 0.5 * inner ** 2 + self.delta * (np.abs(err) - inner)

    def _slope(self, err):
        return np.clip(err, -self.delta, self.delta)


class SmoothL1Loss(_Loss):
    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(reduction)
        if beta < 0:
            raise ValueError("beta must be >= 0")
        self.beta = beta or 1.0

    def _value(self, err):
        if self.beta == 0:
            return np.abs(err)
        inner = np.minimum(np.abs(err), self.beta)
        return 0.5 * inner * (inner / self.beta) + np.abs(err) - inner

    def _slope(self, err):
        if self.beta == 0:
            return np.sign(err)
        return np.clip(err / self.beta, -1.0, 1.0)


def mean_squared_price_error(A, Y):
    return MSELoss()(A, Y).item()
