import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def collect(table, how):
    """Reduce a table of pointwise losses."""
    total = float(np.sum(table))
    if how == "none":
        return table
    elif how == "sum":
        return total
    elif how == "batchmean":
        return total / len(table)
    elif how == "mean":
        return total / table.size
    raise ValueError(how)


def share(table, how):
    """Scale a table of slopes to fit what collect() did."""
    divisor = {"none": 1, "sum": 1, "batchmean": len(table), "mean": table.size}[how]
    return table / divisor


def as_weight(w):
    return np.ones((1, 1)) if w is None else np.array(w, dtype=np.float64)


def sigmoid(z):
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    out[~pos] = e / (1 + e)
    return out


class BCELoss:
    """Yes-or-no loss of probabilities."""

    def __init__(self, weight=None, reduction="mean"):
        self.w = as_weight(weight)
        self.how = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if not np.all((0 <= A) & (A <= 1)):
            raise ValueError("these are no probabilities")
        self.memory = (A, Y)
        with np.errstate(divide="ignore"):
            logs = np.stack([np.log(A), np.log1p(-A)])
        logs[logs < -100] = -100
        return collect(-self.w * (Y * logs[0] + (1 - Y) * logs[1]), self.how)

    def backward(self):
        A, Y = self.memory
        variance = A * (1 - A)
        variance[variance < 1e-12] = 1e-12
        return share(self.w * (A - Y) / variance, self.how)


class BCEWithLogitsLoss:
    """Yes-or-no loss of logits."""

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w = as_weight(weight)
        self.w_pos = as_weight(pos_weight)
        self.how = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.memory = (A, Y)
        cost_no = np.logaddexp(0, A)
        cost_yes = np.logaddexp(0, -A)
        table = self.w * ((1 - Y) * cost_no + self.w_pos * Y * cost_yes)
        return collect(table, self.how)

    def backward(self):
        A, Y = self.memory
        no, yes = (1 - Y) * sigmoid(A), self.w_pos * Y * sigmoid(-A)
        return share(self.w * (no - yes), self.how)


def real(x):
    """Whole numbers become real ones; real numbers are copied."""
    x = np.array(x)
    return x if x.dtype.kind == "f" else x.astype(float)


class KLDivLoss:
    """KL divergence of a prediction from a target."""

    def __init__(self, reduction="mean", log_target=False):
        self.how, self.logs = reduction, log_target

    def forward(self, A, Y):
        A, Y = real(A), real(Y)
        if A.shape != Y.shape:
            raise ValueError("A and Y must have the same shape")
        self.target = np.exp(Y) if self.logs else Y
        table = np.zeros_like(A)
        for i, row in enumerate(self.target):
            k = np.flatnonzero(row > 0)
            log_row = Y[i, k] if self.logs else np.log(row[k])
            table[i, k] = row[k] * (log_row - A[i, k])
        return collect(table, self.how)

    def backward(self):
        return share(-self.target, self.how)


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    slope = (p - c) / (p * (1 - p))
    return p * (slope - p @ slope)
