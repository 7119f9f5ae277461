import numpy as np

_log = lambda x: np.log(x)


def _sp(x):
    """log(1 + e^x)"""
    return np.logaddexp(0, x)


def _sigma(x):
    return np.exp(-_sp(-x))


def _tables(A, Y):
    A, Y = np.array(A, float), np.array(Y, float)
    if np.shape(A) != np.shape(Y):
        raise ValueError("shapes differ")
    return A, Y


def _R(l, reduction):
    N, C = l.shape
    if reduction == "none":
        return l
    S = l.sum()
    return S / (N * C) if reduction == "mean" else S / N if reduction == "batchmean" else S


def _G(g, reduction):
    N, C = g.shape
    return g / {"mean": N * C, "batchmean": N, "sum": 1, "none": 1}[reduction]


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.w = np.array(1 if weight is None else weight, float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = _tables(A, Y)
        if np.any(~((0 <= A) & (A <= 1))):
            raise ValueError("not in [0, 1]")
        with np.errstate(divide="ignore"):
            l1, l0 = np.fmax(_log(A), -100), np.fmax(_log(1 - A), -100)
        l = -self.w * (Y * l1 + (1 - Y) * l0)
        self.g = self.w * (A - Y) / np.fmax(A * (1 - A), 1e-12)
        return _R(l, self.reduction)

    def backward(self):
        return _G(self.g, self.reduction)


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w = np.array(1 if weight is None else weight, float)
        self.wp = np.array(1 if pos_weight is None else pos_weight, float)
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = _tables(A, Y)
        w = self.w * np.where(Y == 1, self.wp, 1.0)
        l = w * ((1 - Y) * A + _sp(-A))
        self.g = w * (_sigma(A) - Y)
        return _R(l, self.reduction)

    def backward(self):
        return _G(self.g, self.reduction)


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = _tables(A, Y)
        P = np.exp(Y) if self.log_target else Y
        pos = P > 0
        H = np.zeros(P.shape)
        H[pos] = P[pos] * (Y[pos] if self.log_target else _log(P[pos]))
        X = np.zeros(P.shape)
        X[pos] = P[pos] * A[pos]
        self.g = -P
        return _R(H - X, self.reduction)

    def backward(self):
        return _G(self.g, self.reduction)


def score_gradient(p, c):
    p, c = np.array(p, float), np.array(c, float)
    # E = -sum c log p - sum (1-c) log(1-p);  dlog p_k/ds_i = d_ik - p_i;
    # dlog(1-p_k)/ds_i = -p_k (d_ik - p_i) / (1 - p_k)
    r = (1 - c) * p / (1 - p)
    return -c + p * c.sum() + r - p * r.sum()
