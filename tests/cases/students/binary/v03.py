import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class Pointwise:
    """Reduces what `pointwise` returns; remembers a closure for backward."""

    weight = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        losses, slope = self.pointwise(A, Y)
        if self.weight is not None:
            losses = losses * self.weight
        how = {
            "mean": lambda t: (np.mean(t), t.size),
            "batchmean": lambda t: (np.sum(t) / len(t), len(t)),
            "sum": lambda t: (np.sum(t), 1),
            "none": lambda t: (t, 1),
        }[self.reduction]
        value, divisor = how(losses)
        weight = self.weight
        self._backward = lambda: (slope() if weight is None else weight * slope()) / divisor
        return value

    def backward(self):
        return self._backward()


def as_floats(option):
    return None if option is None else np.array(option, dtype=np.float64)


class BCELoss(Pointwise):
    def __init__(self, weight=None, reduction="mean"):
        self.weight = as_floats(weight)
        self.reduction = reduction

    def pointwise(self, A, Y):
        if np.any(np.isnan(A)) or A.min() < 0 or A.max() > 1:
            raise ValueError("probabilities are between 0 and 1")
        with np.errstate(all="ignore"):
            yes, no = np.log(A).clip(min=-100.0), np.log(1 - A).clip(min=-100.0)
        return -(Y * yes + (1 - Y) * no), lambda: (A - Y) / (A * (1 - A)).clip(min=1e-12)


class BCEWithLogitsLoss(Pointwise):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight, self.pos_weight = as_floats(weight), as_floats(pos_weight)
        self.reduction = reduction

    def pointwise(self, A, Y):
        plus = 1.0 if self.pos_weight is None else self.pos_weight
        minus_log_yes, minus_log_no = np.logaddexp(0, -A), np.logaddexp(0, A)
        losses = plus * Y * minus_log_yes + (1 - Y) * minus_log_no
        return losses, lambda: (1 - Y) * np.exp(-minus_log_yes) - plus * Y * np.exp(-minus_log_no)


class KLDivLoss(Pointwise):
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def pointwise(self, A, Y):
        p = np.exp(Y) if self.log_target else Y
        with np.errstate(all="ignore"):
            log_p = Y if self.log_target else np.log(Y)
            terms = np.where(p > 0, p * (log_p - A), 0.0)
        return terms, lambda: -p


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    jacobian = np.diag(p) - np.outer(p, p)
    return jacobian @ ((p - c) / (p * (1 - p)))
