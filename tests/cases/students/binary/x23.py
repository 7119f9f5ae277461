import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def divide(reduction, shape):
    match reduction:
        case "mean":
            return float(np.prod(shape))
        case "batchmean":
            return float(shape[0])
        case _:
            return 1.0


def settle(loss, table, slopes):
    """Store a closure that gives the gradient, and return the reduced table."""
    d = divide(loss.reduction, table.shape)
    loss.backward = lambda: np.true_divide(slopes, d)
    return table if loss.reduction == "none" else np.add.reduce(table, axis=None) / d


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.reduction = reduction
        self.times = (lambda t: t) if weight is None else (lambda t, w=np.array(weight, dtype=float): t * w)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if np.count_nonzero((A >= 0) & (A <= 1)) < A.size:
            raise ValueError("A must lie in [0, 1]")
        log_A = np.log(A, where=A > 0, out=np.full(A.shape, -100.0)).clip(min=-100)
        log_B = np.log1p(-A, where=A < 1, out=np.full(A.shape, -100.0)).clip(min=-100)
        blend = np.multiply(Y, log_A) + np.multiply(1 - Y, log_B)
        slope = (A - Y) / (A * (1 - A)).clip(min=1e-12)
        return settle(self, self.times(-blend), self.times(slope))

    def backward(self):
        raise RuntimeError("call forward first")


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.reduction = reduction
        self.weight = np.array([[1.0]]) if weight is None else np.array(weight, dtype=float)
        self.pos_weight = np.array([[1.0]]) if pos_weight is None else np.array(pos_weight, dtype=float)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        positive = A > 0
        e = np.exp(np.where(positive, -A, A))
        rest = np.log1p(e)
        down = np.where(positive, e, 1.0) / (1.0 + e)
        up = np.where(positive, 1.0, e) / (1.0 + e)
        yes = self.pos_weight * Y
        table = (1 - Y) * (np.where(positive, A, 0) + rest) + yes * (np.where(positive, 0, -A) + rest)
        return settle(self, self.weight * table, self.weight * ((1 - Y) * up - yes * down))

    def backward(self):
        raise RuntimeError("call forward first")


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        P = np.exp(Y) if self.log_target else Y
        impossible = ~(P > 0)
        log_P = Y if self.log_target else np.log(np.where(impossible, 1.0, P))
        table = np.where(impossible, 0.0, P) * (np.where(impossible, 0.0, log_P) - np.where(impossible, 0.0, A))
        return settle(self, table, np.negative(P))

    def backward(self):
        raise RuntimeError("call forward first")


def score_gradient(p, c):
    p, c = np.array(p, dtype=float), np.array(c, dtype=float)
    jacobian = p[:, None] * (np.identity(p.size) - p[None, :])
    uphill = np.divide(1 - c, 1 - p) - np.divide(c, p)
    return np.einsum("ik,k->i", jacobian, uphill)
