import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


DIVISORS = {"mean": lambda s: s[0] * s[1], "batchmean": lambda s: s[0], "sum": lambda s: 1, "none": lambda s: 1}


def finish(terms, reduction):
    return terms if reduction == "none" else np.add.reduce(terms.ravel()) / DIVISORS[reduction](terms.shape)


def weighting(w):
    return np.array([1.0]) if w is None else np.array(w, dtype=float)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight, self.reduction = weighting(weight), reduction

    def forward(self, A, Y):
        self.last = A, Y = paired(A, Y)
        if np.count_nonzero((A >= 0) & (A <= 1)) != A.size:
            raise ValueError("A is outside [0, 1]")
        with np.errstate(all="ignore"):
            la, lb = np.log(A), np.log1p(-A)
        la[la < -100] = -100
        lb[lb < -100] = -100
        return finish(self.weight * (-Y * la - (1 - Y) * lb), self.reduction)

    def backward(self):
        A, Y = self.last
        v = A * (1 - A)
        slope = np.select([v >= 1e-12], [(A - Y) / np.where(v == 0, 1, v)], default=(A - Y) * 1e12)
        return self.weight * slope / DIVISORS[self.reduction](A.shape)


def softplus(x):
    return np.where(x > 0, x, 0) + np.log1p(np.exp(np.where(x > 0, -x, x)))


def logistic(x):
    return np.piecewise(x, [x < 0, x >= 0], [lambda t: np.exp(t) / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))])


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight, self.pos_weight, self.reduction = weighting(weight), weighting(pos_weight), reduction

    def forward(self, A, Y):
        self.last = A, Y = paired(A, Y)
        return finish(self.weight * (self.pos_weight * Y * softplus(-A) + (1 - Y) * softplus(A)), self.reduction)

    def backward(self):
        A, Y = self.last
        slope = (1 - Y) * logistic(A) - self.pos_weight * Y * logistic(-A)
        return self.weight * slope / DIVISORS[self.reduction](A.shape)


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction, self.log_target = reduction, log_target

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.p = np.exp(Y) if self.log_target else Y
        hit = np.nonzero(self.p > 0)
        p = self.p[hit]
        terms = np.zeros(A.shape)
        terms[hit] = p * ((Y[hit] if self.log_target else np.log(p)) - A[hit])
        return finish(terms, self.reduction)

    def backward(self):
        return np.negative(self.p) / DIVISORS[self.reduction](self.p.shape)


def score_gradient(p, c):
    p, c = np.asarray(p, float), np.asarray(c, float)
    eye = np.eye(p.size)
    J = p[:, None] * (eye - p)          # J[i, j] = dp_i / ds_j
    return ((p - c) / (p * (1 - p))) @ J
