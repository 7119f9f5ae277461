import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class Reduced:
    """Everything the three losses share: remember pointwise slopes, divide when asked."""

    reduction = "mean"
    _slopes = None
    _by = 1

    def _finish(self, pointwise, slopes):
        n, c = pointwise.shape
        self._by = {"mean": n * c, "batchmean": n}.get(self.reduction, 1)
        self._slopes = slopes
        return pointwise if self.reduction == "none" else pointwise.sum() / self._by

    def backward(self):
        return self._slopes / self._by

    @staticmethod
    def _option(value):
        return np.ones(()) if value is None else np.array(value, dtype=np.float64)


class BCELoss(Reduced):
    def __init__(self, weight=None, reduction="mean"):
        self.reduction, self._w = reduction, self._option(weight)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.array_equal(A, np.clip(A, 0, 1)):
            raise ValueError("these are no probabilities; did you pass logits?")
        with np.errstate(divide="ignore"):
            logs = np.fmax(np.stack([np.log1p(-A), np.log(A)]), -100.0)
        chances = np.stack([1 - Y, Y])
        pointwise = -np.einsum("knc,knc->nc", chances, logs) * self._w
        return self._finish(pointwise, self._w * (A - Y) / np.fmax(A * (1 - A), 1e-12))


class BCEWithLogitsLoss(Reduced):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.reduction = reduction
        self._w, self._p = self._option(weight), self._option(pos_weight)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        no, yes = self._w * (1 - Y), self._w * self._p * Y
        cost_of_no, cost_of_yes = np.logaddexp(0, A), np.logaddexp(0, -A)
        slopes = no * np.exp(-cost_of_yes) - yes * np.exp(-cost_of_no)
        return self._finish(no * cost_of_no + yes * cost_of_yes, slopes)


class KLDivLoss(Reduced):
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self._logs = reduction, log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        p = np.exp(Y) if self._logs else Y
        pointwise = np.zeros_like(A)
        some = np.nonzero(p > 0)
        logs = Y[some] if self._logs else np.log(Y[some])
        pointwise[some] = p[some] * (logs - A[some])
        return self._finish(pointwise, -p)


def score_gradient(p, c):
    p, c = (np.asarray(v, dtype=np.float64) for v in (p, c))
    pull = (p - c) / (1 - p)
    return pull - p * pull.sum()
