import numpy as np


class _Loss:
    """torch.nn.modules.loss._Loss, in NumPy: children define _value(e) and _slope(e)."""

    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self._saved = None

    def __call__(self, pred, gold):
        return self.forward(pred, gold)

    def forward(self, pred, gold):
        pred = np.asarray(pred, dtype=np.float64)
        gold = np.asarray(gold, dtype=np.float64)
        if pred.shape != gold.shape:
            raise ValueError(f"input {pred.shape} and gold {gold.shape} do not match")
        e = pred - gold
        self._saved = e
        out = self._value(e)
        return {"mean": np.mean, "sum": np.sum, "none": np.asarray}[self.reduction](out)

    def backward(self):
        e = self._saved
        factor = 1.0 / e.size if self.reduction == "mean" else 1.0
        return self._slope(e) * factor

    def _value(self, e):
        raise NotImplementedError

    def _slope(self, e):
        raise NotImplementedError


class MSELoss(_Loss):
    def _value(self, e):
        return np.square(e)

    def _slope(self, e):
        return 2.0 * e


class L1Loss(_Loss):
    def _value(self, e):
        return np.abs(e)

    def _slope(self, e):
        return np.sign(e)


class HuberLoss(_Loss):
    def __init__(self, delta=1.0, reduction="mean"):
        super().__init__(reduction)
        if delta <= 0:
            raise ValueError("delta must be > 0")
        self.delta = delta

    def _value(self, e):
        inner = np.minimum(np.abs(e), self.delta)
        return 0.5 * inner ** 2 + self.delta * (np.abs(e) - inner)

    def _slope(self, e):
        return np.where(np.abs(e) <= self.delta, e, np.sign(e))


class SmoothL1Loss(_Loss):
    def __init__(self, beta=1.0, reduction="mean"):
        super().__init__(reduction)
        if beta < 0:
            raise ValueError("beta must be >= 0")
        self.beta = beta

    def _value(self, e):
        if self.beta == 0:
            return np.abs(e)
        inner = np.minimum(np.abs(e), self.beta)
        return 0.5 * inner * (inner / self.beta) + np.abs(e) - inner

    def _slope(self, e):
        if self.beta == 0:
            return np.sign(e)
        return np.clip(e / self.beta, -1.0, 1.0)


def mean_squared_price_error(A, Y):
    return MSELoss()(A, Y).item()
