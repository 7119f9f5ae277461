import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class _Pointwise:
    reduction = "mean"

    def _setup(self, reduction):
        self.reduction = reduction
        self._slope = None

    def _divisor(self, N, C):
        return {"mean": N * C, "batchmean": N}.get(self.reduction, 1)

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        terms, slope = self._terms(A, Y)
        k = self._divisor(*A.shape)
        self._slope = slope / k
        return terms if self.reduction == "none" else terms.sum() / k

    def backward(self):
        return np.array(self._slope)


class BCELoss(_Pointwise):
    def __init__(self, weight=None, reduction="mean"):
        self._setup(reduction)
        self.w = np.array(1 if weight is None else weight, dtype=float)

    def _terms(self, A, Y):
        if np.any(~((A >= 0) & (A <= 1))):
            raise ValueError("A must lie in [0, 1]")
        tiny = np.exp(-100.0)
        terms = -(Y * np.log(A.clip(tiny)) + (1 - Y) * np.log((1 - A).clip(tiny)))
        slope = (A - Y) / (A - A**2).clip(1e-12)
        # recompute the product as the notebook writes it, to be safe near 1
        slope = (A - Y) / (A * (1 - A)).clip(1e-12)
        return self.w * terms, self.w * slope


class BCEWithLogitsLoss(_Pointwise):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self._setup(reduction)
        self.w = np.array(1 if weight is None else weight, dtype=float)
        self.v = np.array(1 if pos_weight is None else pos_weight, dtype=float)

    def _terms(self, A, Y):
        yes, no = np.logaddexp(0, -A), np.logaddexp(0, A)  # -log s(A), -log(1 - s(A))
        s, r = np.exp(-yes), np.exp(-no)                   # s(A) and 1 - s(A)
        return self.w * (self.v * Y * yes + (1 - Y) * no), self.w * ((1 - Y) * s - self.v * Y * r)


class KLDivLoss(_Pointwise):
    def __init__(self, reduction="mean", log_target=False):
        self._setup(reduction)
        self.log_target = log_target

    def _terms(self, A, Y):
        p = np.exp(Y) if self.log_target else Y
        positive = p > 0
        terms = np.zeros(A.shape)
        np.subtract(Y if self.log_target else np.log(p, where=positive, out=np.zeros(A.shape)), A, out=terms, where=positive)
        np.multiply(p, terms, out=terms, where=positive)
        return terms, -p


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    r = (p - c) / (1 - p)          # p_j dE/dp_j
    return r - p * r.sum()
