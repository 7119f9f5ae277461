import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


SCALE = {
    "mean": lambda t: 1.0 / t.size,
    "batchmean": lambda t: 1.0 / t.shape[0],
    "sum": lambda t: 1.0,
}


def finish(losses, slopes, reduction):
    """Return the value of a loss and a function that gives its gradient."""
    if reduction == "none":
        return losses, lambda: slopes.copy()
    factor = SCALE[reduction](losses)
    return np.einsum("nc->", losses) * factor, lambda: slopes * factor


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.options = (np.float64(1) if weight is None else np.array(weight, np.float64), reduction)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w, reduction = self.options
        if not (np.clip(A, 0, 1) == A).all():
            raise ValueError("A probability lies between 0 and 1.")
        floor = np.exp(-100.0)
        no = 1 - A
        yes_log = np.where(A > floor, np.log(np.where(A > floor, A, 1)), -100.0)
        no_log = np.where(no > 0, np.log(np.where(no > 0, no, 1)), -100.0)
        losses = w * (Y * -yes_log + (1 - Y) * -no_log)
        slopes = w * ((A - Y) / np.where(A * no > 1e-12, A * no, 1e-12))
        value, self.backward_ = finish(losses, slopes, reduction)
        return value

    def backward(self):
        return self.backward_()


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.options = tuple(
            np.float64(1) if v is None else np.array(v, np.float64) for v in (weight, pos_weight)
        ) + (reduction,)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        w, plus, reduction = self.options
        yes, no = w * plus * Y, w * (1 - Y)
        losses = yes * np.logaddexp(-A, 0) + no * np.logaddexp(A, 0)
        slopes = no * np.exp(-np.logaddexp(-A, 0)) - yes * np.exp(-np.logaddexp(A, 0))
        value, self.backward_ = finish(losses, slopes, reduction)
        return value

    def backward(self):
        return self.backward_()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.options = reduction, bool(log_target)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        reduction, logs = self.options
        p = np.exp(Y) if logs else Y
        happens = p > 0
        log_p = np.where(happens, Y, 0) if logs else np.log(np.where(happens, p, 1))
        losses = np.where(happens, p, 0) * (log_p - np.where(happens, A, 0))
        value, self.backward_ = finish(losses, -p, reduction)
        return value

    def backward(self):
        return self.backward_()


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    ratio = (p - c) / (1 - p)
    return ratio - p * ratio.sum()
